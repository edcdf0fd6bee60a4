package io.probity.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.bench.ChangeBench;
import io.probity.bench.ChangeFigures;
import io.probity.bench.ChangePlan;
import io.probity.bench.Latency;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A changed control while events flow. */
@Command(
        name = "change",
        mixinStandardHelpOptions = true,
        description = {
            "Measures what a changed control does to events that flow.",
            "Every subject stands by one control, which is then published with its condition turned round: each subject is judged"
                    + " again and each standing changes. Prints how long that takes, and how long live events take to their"
                    + " first decision before, during and after, in the latency profile, with the ratio of the 99th percentiles"
                    + " (3 is the bar).",
            "",
            "Example: probity bench change --json change.json"
        })
final class BenchChangeCommand implements Callable<Integer> {
    @Option(names = "--partitions", paramLabel = "N", defaultValue = "4", description = "Default: 4")
    private int partitions;

    @Option(
            names = "--subjects",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Up to 100000. Default: 100000")
    private int subjects;

    @Option(names = "--controls", paramLabel = "N", defaultValue = "1000", description = "In force. Default: 1000")
    private int controls;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Live events a second. Default: 1000")
    private int rate;

    @Option(
            names = "--still",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "How long events flow before and after. Default: 20")
    private int still;

    @Mixin
    private final JsonReport json = new JsonReport();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        try (var bench = start(err)) {
            var figures = bench.run(Instant.now());
            err.println(words(figures));
            json.write(json(figures));
        }
        return 0;
    }

    private ChangeBench start(PrintWriter err) throws Exception {
        try {
            var plan = new ChangePlan(partitions, subjects, controls, rate, Duration.ofSeconds(still));
            return ChangeBench.start(
                    plan, ControlFiles.shippedCatalog(spec.commandLine()), line -> err.println("bench: " + line));
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private static String words(ChangeFigures it) {
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%d subjects, %d controls, %d partitions: judged again in %.1f s, %d violations opened%n%n%-8s %8s %8s %8s %8s%n",
                it.plan().subjects(),
                it.plan().controls(),
                it.plan().partitions(),
                it.settling().toMillis() / 1e3,
                it.opened(),
                "",
                "events",
                "p50 ms",
                "p99 ms",
                "most ms"));
        line(text, "before", it.before());
        line(text, "during", it.during());
        line(text, "after", it.after());
        return text.append(String.format(Locale.ROOT, "%np99 during over before: %.2f (the bar is 3)%n", it.slowdown()))
                .toString();
    }

    private static void line(StringBuilder text, String name, Latency it) {
        text.append(String.format(
                Locale.ROOT,
                "%-8s %8d %8d %8d %8d%n",
                name,
                it.events(),
                it.p50().toMillis(),
                it.p99().toMillis(),
                it.most().toMillis()));
    }

    private static ObjectNode json(ChangeFigures it) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("case", "change")
                .put("partitions", it.plan().partitions())
                .put("subjects", it.plan().subjects())
                .put("controls", it.plan().controls())
                .put("eventsPerSecond", it.plan().rate())
                .put("seconds", it.settling().toMillis() / 1e3)
                .put("violationsOpened", it.opened())
                .put("ratio", Math.round(it.slowdown() * 100) / 100.0);
        json.set("before", json(it.before()));
        json.set("during", json(it.during()));
        json.set("after", json(it.after()));
        return json;
    }

    private static ObjectNode json(Latency it) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("events", it.events())
                .put("p50Millis", it.p50().toMillis())
                .put("p99Millis", it.p99().toMillis())
                .put("maxMillis", it.most().toMillis());
    }
}
