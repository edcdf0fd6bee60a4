package io.probity.cli;

import io.probity.document.NearestName;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options by which a command is given raw events: whose they are, what headers they had, and where they lie. */
final class SourceInput {
    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private Which which;

    /** One that ships, or one of the caller's own. */
    private static final class Which {
        @Option(
                names = "--source",
                paramLabel = "NAME",
                description = "a name from `probity sources`, or of one of your mappings")
        private @Nullable String name;

        @Option(names = "--mapping", paramLabel = "FILE", description = "the source that a mapping file describes")
        private @Nullable Path mapping;
    }

    @Mixin
    private final OwnFilesInput own = new OwnFilesInput();

    @Option(names = "--header", paramLabel = "K=V", description = "a header of every record; may be repeated")
    private Map<String, String> headers = new HashMap<>();

    @Option(names = "--in", paramLabel = "FILE", description = "read from there; stdin or - where absent")
    private @Nullable Path in;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** What is done with a line; the first has number 1. */
    @FunctionalInterface
    interface Each {
        void line(long number, byte[] bytes);
    }

    /** A source, and the types that it names events by. */
    record Chosen(Source source, EventTypes types) {}

    /** The source that was named. */
    Chosen chosen() {
        var mapping = which.mapping == null ? null : MappingFiles.fit(spec.commandLine(), which.mapping);
        var sources = mapping == null ? own.files().sources() : own.files().trying(List.of(mapping));
        var name = mapping == null ? String.valueOf(which.name) : mapping.source();
        return new Chosen(sources.named(name).orElseThrow(() -> unknown(name, sources)), sources.types());
    }

    private ParameterException unknown(String name, Sources sources) {
        var names = sources.byName().keySet();
        return new ParameterException(
                spec.commandLine(),
                "no source is called `" + name + "`, there are " + String.join(", ", names)
                        + NearestName.hint(name, names));
    }

    /** The headers by lower-case name. */
    Map<String, String> headers() {
        var lower = new HashMap<String, String>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }

    /** Lines as bytes: whether they are UTF-8 is for the reader to say. The end of the last line may be missing. */
    void eachLine(Each each) throws IOException {
        try (InputStream input = open()) {
            var line = new ByteArrayOutputStream(4096);
            long number = 1;
            for (int b = input.read(); b >= 0; b = input.read()) {
                if (b == '\n') {
                    each.line(number++, line.toByteArray());
                    line.reset();
                } else {
                    line.write(b);
                }
            }
            if (line.size() > 0) {
                each.line(number, line.toByteArray());
            }
        }
    }

    private InputStream open() {
        try {
            return new BufferedInputStream(
                    in == null || in.toString().equals("-") ? System.in : Files.newInputStream(in), 1 << 16);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "cannot read " + in + ": " + e.getMessage(), e);
        }
    }
}
