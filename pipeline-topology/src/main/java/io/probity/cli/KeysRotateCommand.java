package io.probity.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Begins a new epoch of tokens, or ends one for good. */
@Command(
        name = "rotate",
        description = {
            "Begins a new epoch of tokens for each tenant: instances that run use it within protect.refresh. Tokens of two epochs",
            "cannot be compared, so a control that meets both says UNKNOWN. The keys of older epochs stay until --forget."
        },
        footer = {"", "Exit: 0 done, 1 failed, 2 wrong call.", "Example:", "  probity keys rotate --config probity.yaml"
        },
        mixinStandardHelpOptions = true)
final class KeysRotateCommand implements Callable<Integer> {
    @Mixin
    private final KeysInput input = new KeysInput();

    @Option(
            names = "--forget",
            paramLabel = "EPOCH",
            description =
                    "begin none; destroy the token key of an epoch that is over, so that nobody can try out whose its tokens are")
    private @Nullable Integer forgotten;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var folder = input.folder();
        var out = spec.commandLine().getOut();
        for (var tenant : input.tenants()) {
            if (forgotten != null) {
                folder.forget(tenant, forgotten);
                out.println(tenant + ": token epoch " + forgotten + " is destroyed");
            } else {
                out.println(tenant + ": token epoch " + folder.rotate(tenant) + " has begun");
            }
        }
        return 0;
    }
}
