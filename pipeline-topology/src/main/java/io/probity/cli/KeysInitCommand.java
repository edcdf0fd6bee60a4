package io.probity.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes keys where there are none. */
@Command(
        name = "init",
        description = {
            "Makes the keys of each tenant that has none, in the folder of the setting protect.keys. Keys that are there stay.",
            "Keep a copy of tokens/, subjects.key and kek/: without them nothing that is encrypted can be read again."
        },
        footer = {"", "Exit: 0 done, 1 failed, 2 wrong call.", "Example:", "  probity keys init --config probity.yaml"},
        mixinStandardHelpOptions = true)
final class KeysInitCommand implements Callable<Integer> {
    @Mixin
    private final KeysInput input = new KeysInput();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var folder = input.folder();
        var out = spec.commandLine().getOut();
        for (var tenant : input.tenants()) {
            if (folder.has(tenant)) {
                out.println(tenant + ": has keys");
            } else {
                folder.init(tenant);
                out.println(tenant + ": keys made in " + folder.folder());
            }
        }
        return 0;
    }
}
