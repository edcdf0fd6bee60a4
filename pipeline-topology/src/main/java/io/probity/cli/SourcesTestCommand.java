package io.probity.cli;

import io.probity.normalise.Sources;
import io.probity.normalise.TypeNaming;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var files = MappingFiles.read(spec.commandLine(), paths);
        var errors = MappingFiles.errors(files);
        if (!errors.isEmpty()) {
            errors.forEach(spec.commandLine().getErr()::println);
            return 1;
        }
        var naming = new TypeNaming(Sources.and(files).types());
        var outcomes =
                files.stream().flatMap(file -> file.test(naming).stream()).toList();
        for (var outcome : outcomes) {
            out.println(outcome.source() + ": " + outcome.test() + ": " + (outcome.passed() ? "ok" : "FAILED"));
            outcome.faults()
                    .forEach(fault -> spec.commandLine()
                            .getErr()
                            .println(outcome.source() + ": " + outcome.test() + ": " + fault));
        }
        long failed = outcomes.stream().filter(outcome -> !outcome.passed()).count();
        out.println(outcomes.size() + " tests, " + (outcomes.size() - failed) + " passed, " + failed + " failed");
        return failed == 0 ? 0 : 1;
    }
}
