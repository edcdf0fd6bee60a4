package io.probity.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.canonical.CanonicalJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --json} of every command that reports. */
final class JsonReport {
    @Option(names = "--json", paramLabel = "FILE", description = "also write the report as JSON; - for stdout")
    private @Nullable Path file;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Where people's words go: stdout, unless that is the report's. */
    PrintWriter people() {
        return onStdout() ? spec.commandLine().getErr() : spec.commandLine().getOut();
    }

    /** Writes the report on one line where it was asked for, and nothing where it was not. */
    void write(JsonNode report) throws IOException {
        if (onStdout()) {
            spec.commandLine().getOut().println(CanonicalJson.text(report));
            spec.commandLine().getOut().flush();
        } else if (file != null) {
            Files.writeString(file, CanonicalJson.text(report) + "\n");
        }
    }

    private boolean onStdout() {
        return file != null && file.toString().equals("-");
    }
}
