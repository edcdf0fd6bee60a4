package io.probity.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What publishing would change. */
@Command(
        name = "diff",
        description = "Says what publishing these files would change in the log of definitions. Writes nothing.",
        footer = {
            "",
            "Exit: 0 done, 1 the files or what they make of the log have errors, or broker or registry do not answer, 2 wrong call.",
            "Example:",
            "  probity control diff --config probity.yaml controls/"
        },
        mixinStandardHelpOptions = true)
final class ControlDiffCommand implements Callable<Integer> {
    @Mixin
    private final ControlChanges changes = new ControlChanges();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return changes.with((log, found) -> {
            changes.tell(found, spec.commandLine().getOut());
            var fault = log.faultOf(found.toPublish());
            if (fault != null) {
                spec.commandLine().getErr().println("nothing of it would come into force: " + fault);
                return 1;
            }
            return 0;
        });
    }
}
