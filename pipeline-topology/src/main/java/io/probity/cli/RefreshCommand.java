package io.probity.cli;

import io.probity.model.CommandKind;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has a scope judged again. */
@Command(
        name = "refresh",
        description = {
            "Orders that every subject of a scope is judged again by what is known of it, under the rules in force when the order",
            "comes into the log. Each judgement is a decision with the trigger refresh, also where nothing changes. The same scope",
            "is refreshed once in ten minutes, and thirty scopes an hour."
        },
        footer = {
            "",
            "Exit: 0 written, 1 broker or registry do not answer, 2 wrong call.",
            "Example:",
            "  probity refresh --scope unit:payments --as 4711 --reason 'before the audit' --config probity.yaml"
        },
        mixinStandardHelpOptions = true)
final class RefreshCommand implements Callable<Integer> {
    @Option(
            names = "--scope",
            required = true,
            paramLabel = "SCOPE",
            description =
                    "the path of a scope, for it and all below it; unit:ID for a unit of the scope tree; * for all")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private String scope;

    @Mixin
    private final OrderInput input = new OrderInput();

    @Override
    public Integer call() throws Exception {
        return input.send(
                input.order().setKind(CommandKind.REFRESH).setScope(scope).build());
    }
}
