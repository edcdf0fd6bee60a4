package io.probity.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says which keys there are, and shows none. */
@Command(
        name = "list",
        description =
                "Says of each tenant which epochs its keys have and how many data subjects' keys there are; shows no key.",
        footer = {"", "Exit: 0 done, 1 failed, 2 wrong call.", "Example:", "  probity keys list --config probity.yaml"},
        mixinStandardHelpOptions = true)
final class KeysListCommand implements Callable<Integer> {
    @Mixin
    private final KeysInput input = new KeysInput();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        for (var stock : input.folder().stock()) {
            out.println(stock.tenant() + ": token epochs " + stock.tokenEpochs() + ", wrapping epoch "
                    + stock.wrappingEpoch() + ", " + stock.subjectKeys() + " keys of data subjects");
        }
        return 0;
    }
}
