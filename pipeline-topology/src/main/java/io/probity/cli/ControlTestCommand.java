package io.probity.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.evaluate.InlineTests;
import io.probity.evaluate.InlineTests.Outcome;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.cel.Expressions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the tests that are written inside controls. */
@Command(
        name = "test",
        description = "Runs the tests written inside controls: an event and facts, and the status that they expect.",
        footer = {
            "",
            "Exit: 0 all passed, 1 some failed (on stderr), 2 wrong call.",
            "Example:",
            "  probity control test controls/"
        },
        mixinStandardHelpOptions = true)
final class ControlTestCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "PATH", description = "files, or folders of them")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private List<Path> paths;

    @Mixin
    private final JsonReport json = new JsonReport();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var files = ControlFiles.read(spec.commandLine(), paths);
        var unreadable = ControlFiles.errors(files);
        unreadable.forEach(spec.commandLine().getErr()::println);
        var tests = new InlineTests(new Expressions());
        var outcomes = CatalogFile.together(files).controls().stream()
                .flatMap(control -> tests.run(control).stream())
                .toList();
        var failed = outcomes.stream().filter(outcome -> !outcome.passed()).toList();
        table(outcomes, json.people());
        failed.forEach(outcome -> spec.commandLine()
                .getErr()
                .println(outcome.control() + ": " + outcome.test() + ": expected " + outcome.wanted() + ", was "
                        + outcome.was() + ": " + outcome.reason()));
        report(outcomes);
        return failed.isEmpty() && unreadable.isEmpty() ? 0 : 1;
    }

    private static void table(List<Outcome> outcomes, PrintWriter out) {
        int control = width(outcomes.stream().map(Outcome::control).toList());
        int test = width(outcomes.stream().map(Outcome::test).toList());
        for (var outcome : outcomes) {
            out.printf(
                    "%-" + control + "s  %-" + test + "s  %-14s  %s%n",
                    outcome.control(),
                    outcome.test(),
                    outcome.expected(),
                    outcome.passed() ? "ok" : "was " + outcome.was());
        }
        long passed = outcomes.stream().filter(Outcome::passed).count();
        out.println(outcomes.size() + " tests, " + passed + " passed, " + (outcomes.size() - passed) + " failed");
        out.flush();
    }

    private static int width(List<String> column) {
        return Math.max(1, column.stream().mapToInt(String::length).max().orElse(1));
    }

    private void report(List<Outcome> outcomes) throws IOException {
        var report = JsonNodeFactory.instance.arrayNode();
        for (var outcome : outcomes) {
            report.addObject()
                    .put("control", outcome.control())
                    .put("test", outcome.test())
                    .put("expected", outcome.expected().name())
                    .put("actual", outcome.actual().name())
                    .put("reason", outcome.reason());
        }
        json.write(report);
    }
}
