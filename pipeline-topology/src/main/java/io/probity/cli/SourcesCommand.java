package io.probity.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.probity.normalise.Source;
import io.probity.normalise.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the sources. */
@Command(
        name = "sources",
        subcommands = {SourcesLintCommand.class, SourcesTestCommand.class},
        description = "Names the sources and the shapes that each accepts; checks and tests mapping files.",
        footer = {"", "Example:", "  probity sources --json -"},
        mixinStandardHelpOptions = true)
final class SourcesCommand implements Callable<Integer> {
    @Option(names = "--json", paramLabel = "FILE", description = "write a JSON array there; - for stdout")
    private @Nullable Path json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        List<Source> sources = Sources.shipped().all();
        if (json == null) {
            sources.forEach(source -> out.printf("%-12s %s%n", source.name(), source.shapes()));
            return 0;
        }
        String text = new ObjectMapper()
                .writeValueAsString(sources.stream()
                        .map(source -> Map.of("name", source.name(), "shapes", source.shapes()))
                        .toList());
        if (json.toString().equals("-")) {
            out.println(text);
        } else {
            Files.writeString(json, text + "\n");
        }
        return 0;
    }
}
