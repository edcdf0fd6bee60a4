package io.probity.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.normalise.Claims;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks mapping files. */
@Command(
        name = "lint",
        description = {
            "Checks mapping files (docs/mappings.md): every key and word is known, every path can be read, every variant can be",
            "reached, every path that is read has a class, there are tests, and no two mappings, nor one and what ships, have one",
            "source or one event type. Without PATH: the mappings that ship."
        },
        footer = {
            "",
            "Exit: 0 no error, 1 errors (on stderr), 2 wrong call.",
            "Example:",
            "  probity sources lint mappings/"
        },
        mixinStandardHelpOptions = true)
final class SourcesLintCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "PATH", description = "files, or folders of them")
    private List<Path> paths = List.of();

    @Mixin
    private final JsonReport json = new JsonReport();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var files = MappingFiles.read(spec.commandLine(), paths);
        var problems = Stream.concat(
                        files.stream().flatMap(file -> file.problems().stream()), Claims.problems(files).stream())
                .toList();
        problems.forEach(spec.commandLine().getErr()::println);
        int errors = DocumentFiles.errors(problems.stream()).size();
        json.people()
                .println(
                        files.size() + " mappings: " + errors + " errors, " + (problems.size() - errors) + " warnings");
        json.people().flush();
        var report = JsonNodeFactory.instance.objectNode();
        report.put("files", files.size());
        json.write(report.set("problems", JsonReport.problems(problems)));
        return errors == 0 ? 0 : 1;
    }
}
