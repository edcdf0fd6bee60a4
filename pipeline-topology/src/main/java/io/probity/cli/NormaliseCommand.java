package io.probity.cli;

import io.probity.normalise.Source;
import io.probity.normalise.Sources;
import io.probity.types.EventTypes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Provider events to canonical events, without Kafka. */
@Command(
        name = "normalise",
        description = {
            "Turns provider events, one JSON a line, into canonical events, one JSON a line on stdout.",
            "A refused one becomes a JSON object on stderr (line, item, reason, detail); the last line on stderr is"
                    + " {\"read\":n,\"accepted\":n,\"refused\":n}, and a file of several events counts each.",
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
    @Option(names = "--source", required = true, paramLabel = "NAME", description = "a name from `probity sources`")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private String sourceName;

    @Option(names = "--header", paramLabel = "K=V", description = "a header of every record; may be repeated")
    private Map<String, String> headers = new HashMap<>();

    @Option(names = "--in", paramLabel = "FILE", description = "read from there; stdin or - where absent")
    private @Nullable Path in;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var types = EventTypes.shipped();
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        var run = new NormaliseRun(
                types, source(types), lowerCase(), event -> out.println(EventJson.line(event)), err::println);
        try (InputStream input = open()) {
            eachLine(input, run);
        }
        out.flush();
        err.println(run.sum());
        return run.hasRefused() ? 1 : 0;
    }

    private Source source(EventTypes types) {
        var sources = Sources.with(types);
        return sources.named(sourceName)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "no source is called " + sourceName + "; there are "
                                + sources.all().stream().map(Source::name).toList()));
    }

    private Map<String, String> lowerCase() {
        var lower = new HashMap<String, String>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }

    private InputStream open() {
        try {
            return new BufferedInputStream(
                    in == null || in.toString().equals("-") ? System.in : Files.newInputStream(in), 1 << 16);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "cannot read " + in + ": " + e.getMessage(), e);
        }
    }

    /** Lines as bytes: whether they are UTF-8 is for the reader to say. The end of the last line may be missing. */
    private static void eachLine(InputStream input, NormaliseRun run) throws IOException {
        var line = new ByteArrayOutputStream(4096);
        long number = 1;
        for (int b = input.read(); b >= 0; b = input.read()) {
            if (b == '\n') {
                run.line(number++, line.toByteArray());
                line.reset();
            } else {
                line.write(b);
            }
        }
        if (line.size() > 0) {
            run.line(number, line.toByteArray());
        }
    }
}
