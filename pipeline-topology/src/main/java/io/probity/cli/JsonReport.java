package io.probity.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.canonical.CanonicalJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --json} of every command that reports. */
final class JsonReport {
    @Option(names = "--json", paramLabel = "FILE", description = "also write the report as JSON; - for stdout")
    private @Nullable Path file;

    /** True: stdout is the report's, and people's words belong on stderr. */
    boolean onStdout() {
        return file != null && file.toString().equals("-");
    }

    void write(JsonNode report, PrintWriter out) throws IOException {
        if (onStdout()) {
            out.println(CanonicalJson.text(report));
            out.flush();
        } else if (file != null) {
            Files.writeString(file, CanonicalJson.text(report) + "\n");
        }
    }
}
