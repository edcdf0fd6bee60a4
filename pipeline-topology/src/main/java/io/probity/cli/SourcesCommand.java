package io.probity.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the sources. */
@Command(
        name = "sources",
        subcommands = {SourcesLintCommand.class, SourcesTestCommand.class},
        description = "Names the sources and the shapes that each accepts; checks and tests mapping files.",
        footer = {"", "Example:", "  probity sources --json -"},
        mixinStandardHelpOptions = true)
final class SourcesCommand implements Callable<Integer> {
    @Mixin
    private final OwnFilesInput own = new OwnFilesInput();

    @Mixin
    private final JsonReport json = new JsonReport();

    @Override
    public Integer call() throws IOException {
        var report = JsonNodeFactory.instance.arrayNode();
        for (var source : own.files().sources().all()) {
            json.people().printf("%-12s %s%n", source.name(), source.shapes());
            report.addObject().put("name", source.name()).put("shapes", source.shapes());
        }
        json.write(report);
        return 0;
    }
}
