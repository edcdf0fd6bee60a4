package io.probity.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts definitions in force. */
@Command(
        name = "publish",
        description = {
            "Checks the files as `control lint` does, and writes what is new or changed to the log of definitions as one publish:",
            "all of it comes into force at once, for events from each definition's effectiveFrom on. What is not in the files",
            "stays in force. A changed definition must have a new version."
        },
        footer = {
            "",
            "Exit: 0 done, 1 the files or what they make of the log have errors, or broker or registry do not answer, 2 wrong call.",
            "Example:",
            "  probity control publish --config probity.yaml --as 4711 controls/"
        },
        mixinStandardHelpOptions = true)
final class ControlPublishCommand implements Callable<Integer> {
    @Mixin
    private final ControlChanges changes = new ControlChanges();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "of the publish, such as a commit's id; no other may have had it. Default: the time")
    private @Nullable String name;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        return changes.with((log, found) -> {
            changes.tell(found, out);
            if (!found.sameVersion().isEmpty()) {
                spec.commandLine().getErr().println("probity control publish: nothing was written: raise the versions");
                return 1;
            }
            var fault = log.faultOf(found.toPublish());
            if (fault != null) {
                spec.commandLine()
                        .getErr()
                        .println(
                                "probity control publish: nothing was written, since nothing of it would come into force: "
                                        + fault);
                return 1;
            }
            if (found.toPublish().isEmpty()) {
                out.println("nothing to publish");
                return 0;
            }
            if (!changes.isSigned()) {
                spec.commandLine()
                        .getErr()
                        .println(
                                "probity control publish: warning: no --as, so nobody can tell whether somebody else approved"
                                        + " what is waived or let through");
            }
            var publish =
                    name == null ? Instant.now().truncatedTo(ChronoUnit.MILLIS).toString() : name;
            out.println("published " + log.publish(found.toPublish(), publish) + " definitions as " + publish);
            return 0;
        });
    }
}
