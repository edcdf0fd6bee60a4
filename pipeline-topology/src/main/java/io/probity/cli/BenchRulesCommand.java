package io.probity.cli;

import io.probity.bench.RulesBench;
import io.probity.bench.RulesPlan;
import io.probity.bench.RulesReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The rules beside other engines. The front door builds these first and lays them beside this class; nothing of them ships. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the rules beside other engines.",
            "Judges the same events by the same rules (type, one action of three, prefix of a resource, bound of a number) with each"
                    + " engine in its best form and in JVMs of its own: 1 rule, 1,000 and 5,000 over 50 types and over one. First all"
                    + " must find the same matches. Beside it: what one of 1,000 controls costs to change and to hold, and the"
                    + " shipped catalog over the demo's events against decoding them. Prints medians and ranges of thread time and"
                    + " wall time. Needs the project's sources; takes about a quarter of an hour, --quick one or two minutes.",
            "",
            "Example: probity bench rules --forks 3 --engines siembol,drools --json rules.json"
        })
final class BenchRulesCommand implements Callable<Integer> {
    @Option(
            names = "--forks",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many JVMs for each figure. Default: 5")
    private int forks;

    @Option(
            names = "--engines",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "siembol,event-ruler,drools,cel-loop",
            description = "Which to measure beside ours. Default: siembol,event-ruler,drools,cel-loop")
    private List<String> engines = List.of();

    @Option(names = "--quick", description = "Short measures that say little: to see that everything runs")
    private boolean quick;

    @Mixin
    private final JsonReport json = new JsonReport();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var plan = plan();
        PrintWriter err = spec.commandLine().getErr();
        Optional<RulesBench> bench = ServiceLoader.load(RulesBench.class).findFirst();
        if (bench.isEmpty()) {
            err.println(
                    "bench rules: the engines to compare with are not here; they are built from the project's sources, by"
                            + " ./probity bench rules in a folder that has them");
            return 1;
        }
        var report = new RulesReport(bench.get().run(plan, line -> err.println("bench: " + line)));
        err.println(report.table());
        json.write(report.json());
        return 0;
    }

    private RulesPlan plan() {
        try {
            return new RulesPlan(forks, quick, engines);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }
}
