package io.probity.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.app.OwnFiles;
import io.probity.app.SealedLog;
import io.probity.document.UtcTime;
import io.probity.evaluate.Backtest;
import io.probity.evaluate.Backtest.Tried;
import io.probity.evaluate.BacktestSum;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.ControlDefinition;
import io.probity.model.AuditEvent;
import io.probity.model.Definition;
import io.probity.model.LeafFlag;
import io.probity.model.Mention;
import io.probity.model.SealedEntry;
import io.probity.model.Status;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A changed control over history. */
@Command(
        name = "backtest",
        description = {
            "Judges what is in the sealed log by a control that is not in force, beside what was.",
            "Says how many events got which verdict before and after, how subjects would stand, how many violations there would"
                    + " have been, and which events differ. It reads the log and writes nothing. The tried control is for all"
                    + " of history, whatever its effectiveFrom; frameworks, assignments and waivers are those of the log;"
                    + " timers judge nothing, but what must follow an event is waited for by the log's clock. The facts of every subject are held in memory."
        },
        footer = {
            "",
            "Exit: 0 done, 1 the file has errors, or broker or registry do not answer, 2 wrong call.",
            "Example:",
            "  probity control backtest --config probity.yaml --control stricter.yaml --from 2026-10-01 --to 2026-11-01"
        },
        mixinStandardHelpOptions = true)
final class ControlBacktestCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    @Option(
            names = "--control",
            required = true,
            paramLabel = "PATH",
            description = "A catalog file; of its controls the one that --id names, if there are several.")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private Path path;

    @Option(names = "--id", paramLabel = "ID", description = "Which control of the file.")
    private @Nullable String id;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "The first instant that is judged, a UTC time or a date. Default: the beginning of the log.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "The first instant that is not judged any more. Default: the end of the log.")
    private @Nullable String to;

    @Mixin
    private final SettingsInput input = new SettingsInput();

    @Mixin
    private final JsonReport json = new JsonReport();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        Instant first = time("--from", from, Instant.MIN);
        Instant end = time("--to", to, Instant.MAX);
        if (!first.isBefore(end)) {
            throw new ParameterException(spec.commandLine(), "--from must be before --to");
        }
        var settings = input.settings();
        var own = OwnFiles.of(settings);
        var files = ControlFiles.linted(spec.commandLine(), List.of(path), own);
        var errors = ControlFiles.errors(files);
        if (!errors.isEmpty()) {
            errors.forEach(err::println);
            return 1;
        }
        var control = chosen(CatalogFile.together(files).controls());
        var sum = new BacktestSum(control.judges());
        try (var log = SealedLog.open(settings)) {
            for (int partition = 0; partition < log.partitions(); partition++) {
                var backtest = new Backtest(own.sources().types(), control, first, end, sum::add);
                if (log.each(partition, leaf -> take(backtest, leaf)) == SealedLog.Extent.HEADLESS) {
                    err.println("probity control backtest: the first leaves of partition " + partition
                            + " are no longer on the topic: what they told of subjects and defined is not known here");
                }
                backtest.end();
            }
        }
        print(control, sum, json.people());
        json.write(report(control, sum));
        return 0;
    }

    /** As the ledger hears them: events and mentions that are no repeats, and definitions. */
    private static void take(Backtest backtest, SealedEntry leaf) {
        var entry = leaf.getEntry();
        if (entry == null) {
            return;
        }
        switch (leaf.getKind()) {
            case EVENT, MENTION -> {
                if (leaf.getFlags().contains(LeafFlag.REPEAT_AFTER_HORIZON)) {
                    return;
                }
                if (entry.getBody() instanceof Mention mention) {
                    backtest.take(mention.getEvent(), mention.getSubject(), leaf.getLogTime());
                } else if (entry.getBody() instanceof AuditEvent event) {
                    backtest.take(event, event.getSubjects().getFirst(), leaf.getLogTime());
                }
            }
            case DEFINITION -> {
                if (entry.getBody() instanceof Definition definition) {
                    backtest.define(definition);
                }
            }
            default -> {} // nothing else is judged, or judges
        }
    }

    private ControlDefinition chosen(List<ControlDefinition> controls) {
        var chosen =
                controls.stream().filter(it -> id == null || it.id().equals(id)).toList();
        if (chosen.size() != 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    path + " has " + controls.size() + " controls"
                            + (id == null ? ": name one with --id" : ", and none is `" + id + "`"));
        }
        return chosen.getFirst();
    }

    private Instant time(String option, @Nullable String text, Instant otherwise) {
        if (text == null) {
            return otherwise;
        }
        try {
            return UtcTime.parse(text);
        } catch (DateTimeException wrong) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + " must be a UTC time such as 2026-01-01T00:00:00Z, or a date, not `" + text + "`",
                    wrong);
        }
    }

    private static void print(ControlDefinition control, BacktestSum sum, PrintWriter out) {
        out.println(control.id() + " version " + control.version() + ": " + sum.judged() + " events of "
                + sum.subjects() + " subjects judged, " + sum.differing() + " otherwise than by what was in force");
        sum.verdicts()
                .forEach((before, row) -> row.forEach((after, count) ->
                        out.printf("%10d  %-14s %s%n", count, before, before == after ? "as before" : "-> " + after)));
        out.println("violations: " + sum.openedBefore() + " before, " + sum.openedAfter() + " after");
        out.println("subjects at the end: " + sum.standingBefore() + " before, " + sum.standingAfter() + " after");
        sum.differences().stream()
                .limit(SHOWN)
                .forEach(it -> out.println(
                        "  " + it.event().getEffective() + " " + it.event().getId() + " "
                                + it.subject() + " " + it.before() + " -> " + it.after()
                                + (it.reason().isEmpty() ? "" : ": " + it.reason())));
        if (sum.differing() > SHOWN) {
            out.println("  and " + (sum.differing() - SHOWN) + " more; --json has the first "
                    + BacktestSum.MOST_DIFFERENCES);
        }
        out.flush();
    }

    private static ObjectNode report(ControlDefinition control, BacktestSum sum) {
        var report = JsonNodeFactory.instance
                .objectNode()
                .put("control", control.id())
                .put("version", control.version())
                .put("events", sum.judged())
                .put("subjects", sum.subjects())
                .put("differing", sum.differing());
        var verdicts = report.putArray("verdicts");
        sum.verdicts()
                .forEach((before, row) -> row.forEach((after, count) -> verdicts.addObject()
                        .put("before", before.name())
                        .put("after", after.name())
                        .put("events", count)));
        report.putObject("violations").put("before", sum.openedBefore()).put("after", sum.openedAfter());
        var standing = report.putObject("standing");
        standing.set("before", counts(sum.standingBefore()));
        standing.set("after", counts(sum.standingAfter()));
        report.set("differences", differences(sum.differences()));
        return report;
    }

    private static ObjectNode counts(Map<Status, Long> counts) {
        var json = JsonNodeFactory.instance.objectNode();
        counts.forEach((status, count) -> json.put(status.name(), count));
        return json;
    }

    private static ArrayNode differences(List<Tried> differences) {
        var json = JsonNodeFactory.instance.arrayNode();
        differences.forEach(it -> json.addObject()
                .put("eventId", it.event().getId())
                .put("effective", it.event().getEffective().toString())
                .put("subject", it.subject())
                .put("before", it.before().name())
                .put("after", it.after().name())
                .put("reason", it.reason()));
        return json;
    }
}
