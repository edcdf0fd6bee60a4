package io.probity.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Provider events to canonical events, without Kafka. */
@Command(
        name = "normalise",
        description = {
            "Turns provider events, one JSON a line, into canonical events, one JSON a line on stdout.",
            "A refused one becomes a JSON object on stderr (line, item, reason, detail); the last line on stderr is"
                    + " {\"read\":n,\"accepted\":n,\"refused\":n}, and a file of several events counts each.",
            "Personal values are shown unless --protect is given; `reveal` opens none of those, since it has other keys.",
            "data and raw are printed as objects; in the canonical form, which the digest is taken of, they are strings,"
                    + " words are in upper case and timestamp is called effective. Key, salt and clock are fixed:"
                    + " the same input gives the same output."
        },
        footer = {
            "",
            "Exit: 0 all accepted, 1 something refused, 2 wrong call.",
            "Example:",
            "  probity normalise --source gitlab --header X-Gitlab-Audit-Event-Type=merge_request_merged --in events.ndjson"
        },
        mixinStandardHelpOptions = true)
final class NormaliseCommand implements Callable<Integer> {
    @Mixin
    private final SourceInput input = new SourceInput();

    @Option(
            names = "--protect",
            description =
                    "as the log keeps them: personal values encrypted, tokens or masked, under keys that everybody knows")
    private boolean protect;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var chosen = input.chosen();
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        var run = new NormaliseRun(
                chosen.types(),
                chosen.source(),
                input.headers(),
                protect,
                event -> out.println(EventJson.line(event)),
                err::println);
        input.eachLine(run::line);
        out.flush();
        err.println(run.sum());
        return run.hasRefused() ? 1 : 0;
    }
}
