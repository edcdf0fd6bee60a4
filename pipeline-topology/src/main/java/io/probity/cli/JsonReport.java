package io.probity.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.canonical.CanonicalJson;
import io.probity.document.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    /** Problems as every lint reports them. */
    static ArrayNode problems(List<Problem> problems) {
        var list = JsonNodeFactory.instance.arrayNode();
        for (var problem : problems) {
            list.addObject()
                    .put("level", problem.level().name())
                    .put("file", problem.file())
                    .put("line", problem.line())
                    .put("column", problem.column())
                    .put("message", problem.message());
        }
        return list;
    }

    private boolean onStdout() {
        return file != null && file.toString().equals("-");
    }
}
