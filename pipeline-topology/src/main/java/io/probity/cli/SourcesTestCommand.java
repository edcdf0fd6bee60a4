package io.probity.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.normalise.TypeNaming;
import io.probity.normalise.mapping.MappingFile;
import io.probity.normalise.mapping.MappingFile.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the tests that are written inside mapping files. */
@Command(
        name = "test",
        description = "Runs the tests written inside mapping files. Without PATH: the mappings that ship.",
        footer = {
            "",
            "Exit: 0 all passed, 1 some failed (on stderr), 2 wrong call.",
            "Example:",
            "  probity sources test mappings/tailscale.yaml"
        },
        mixinStandardHelpOptions = true)
final class SourcesTestCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "PATH", description = "files, or folders of them")
    private List<Path> paths = List.of();

    @Mixin
    private final OwnFilesInput own = new OwnFilesInput();

    @Mixin
    private final JsonReport json = new JsonReport();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var files = MappingFiles.read(spec.commandLine(), paths);
        var errors = MappingFiles.errors(files);
        errors.forEach(spec.commandLine().getErr()::println);
        var outcomes = errors.isEmpty() ? outcomes(files) : List.<Outcome>of();
        outcomes.forEach(this::tell);
        long failed = outcomes.stream().filter(outcome -> !outcome.passed()).count();
        if (errors.isEmpty()) {
            json.people()
                    .println(outcomes.size() + " tests, " + (outcomes.size() - failed) + " passed, " + failed
                            + " failed");
        }
        json.people().flush();
        report(outcomes);
        return failed == 0 && errors.isEmpty() ? 0 : 1;
    }

    private List<Outcome> outcomes(List<MappingFile> files) {
        var naming = new TypeNaming(own.files().trying(files).types());
        return files.stream().flatMap(file -> file.test(naming).stream()).toList();
    }

    private void tell(Outcome outcome) {
        var name = outcome.source() + ": " + outcome.test() + ": ";
        json.people().println(name + (outcome.passed() ? "ok" : "FAILED"));
        outcome.faults().forEach(fault -> spec.commandLine().getErr().println(name + fault));
    }

    private void report(List<Outcome> outcomes) throws IOException {
        var report = JsonNodeFactory.instance.arrayNode();
        for (var outcome : outcomes) {
            var entry = report.addObject()
                    .put("source", outcome.source())
                    .put("test", outcome.test())
                    .put("passed", outcome.passed());
            outcome.faults().forEach(entry.putArray("faults")::add);
        }
        json.write(report);
    }
}
