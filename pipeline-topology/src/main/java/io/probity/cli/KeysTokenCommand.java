package io.probity.cli;

import io.probity.keys.TokenKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what an identifier is in the log. */
@Command(
        name = "token",
        description = {
            "Prints the token of each identifier, one a line, as expressions see it: token:<epoch>:<digits>. It goes into the",
            "params of a control that names people, and finds them in the log."
        },
        footer = {
            "",
            "Exit: 0 done, 1 failed, 2 wrong call.",
            "Example:",
            "  probity keys token --config probity.yaml arn:aws:iam::123456789012:role/audit-keeper"
        },
        mixinStandardHelpOptions = true)
final class KeysTokenCommand implements Callable<Integer> {
    @Mixin
    private final KeysInput input = new KeysInput();

    @Option(names = "--all", description = "the tokens of every epoch whose key is there, the oldest first")
    private boolean all;

    @Parameters(paramLabel = "IDENTIFIER", arity = "1..*", description = "as the source writes it")
    private List<String> identifiers = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        try (var ring = input.folder().open()) {
            var tokens = ring.of(input.tenant()).tokens();
            for (var identifier : identifiers) {
                var epochs = new ArrayList<>(tokens.all(identifier).values());
                (all ? epochs : epochs.subList(epochs.size() - 1, epochs.size()))
                        .forEach(token -> out.println(TokenKeys.text(token)));
            }
        }
        return 0;
    }
}
