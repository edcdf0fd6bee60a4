package io.probity.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.probity.canonical.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Opens what is encrypted, for whoever holds the keys. */
@Command(
        name = "reveal",
        description = {
            "Reads events, refused records and violations as JSON, one a line, as the endpoint and `normalise --protect` print them, and",
            "prints them with every ciphertext opened whose key is there. Tokens stay: nobody can open one. Nothing is written elsewhere.",
            "What the endpoint gives as text (data, raw) is opened too and printed as an object. Bytes are printed as text where",
            "they are UTF-8, else in base64url. With --tenant only what is of these tenants is opened; a record that names none is",
            "of the first of them."
        },
        footer = {
            "",
            "Exit: 0 all was opened, 1 something was not, 2 wrong call.",
            "Example:",
            "  curl -s http://127.0.0.1:8080/v1/events/e-42 | probity reveal --config probity.yaml"
        },
        mixinStandardHelpOptions = true)
final class RevealCommand implements Callable<Integer> {
    @Mixin
    private final KeysInput input = new KeysInput();

    @Option(names = "--in", paramLabel = "FILE", description = "the records; default: stdin")
    private @Nullable Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        long closed = 0;
        try (var ring = input.folder().open();
                InputStream bytes = file == null ? System.in : Files.newInputStream(file);
                var reader = new java.io.BufferedReader(new java.io.InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            var revealed = new RevealedJson(ring, input.tenant(), input::means);
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    try {
                        out.println(CanonicalJson.text(revealed.of(CanonicalJson.read(line))));
                    } catch (JsonProcessingException notJson) {
                        err.println("a line is not JSON");
                        closed++;
                    }
                }
            }
            closed += revealed.closed();
        }
        out.flush();
        if (closed > 0) {
            err.println(closed + " values stay closed: their keys are destroyed or not here, or they belong elsewhere");
        }
        return closed == 0 ? 0 : 1;
    }
}
