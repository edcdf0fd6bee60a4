package io.probity.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import io.probity.evaluate.Judgement;
import io.probity.evaluate.Rulebook;
import io.probity.evaluate.catalog.Catalog;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.Definitions;
import io.probity.leaf.Confidence;
import io.probity.model.AuditEvent;
import io.probity.serve.RecordJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Provider events through normalise and evaluate, without Kafka. */
@Command(
        name = "eval",
        description = {
            "Judges provider events, one JSON a line, by every control of the files.",
            "One JSON a line per evaluated pair on stdout: line, eventId, control, version, status, reason; what a control is"
                    + " assigned to is not asked. An event is judged for its home subject; what events tell of a subject"
                    + " becomes its facts, in the order of the lines. A refused event becomes a JSON object on stderr."
        },
        footer = {
            "",
            "Exit: 0 all events were read, 1 something was refused or a file has errors, 2 wrong call.",
            "Example:",
            "  probity control eval --controls controls/ --source cloudtrail --in ct.ndjson"
        },
        mixinStandardHelpOptions = true)
final class ControlEvalCommand implements Callable<Integer> {
    @Option(names = "--controls", required = true, paramLabel = "PATH", description = "a file or a folder of them")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private List<Path> controls;

    @Mixin
    private final SourceInput input = new SourceInput();

    @Option(names = "--all", description = "also print pairs whose guard did not apply")
    private boolean all;

    @Option(
            names = "--clear",
            description =
                    "judge events as they come; without it as the log keeps them, under keys that everybody knows")
    private boolean clear;

    @Spec
    private CommandSpec spec;

    private long line;

    @Override
    public Integer call() throws IOException {
        var files = ControlFiles.read(spec.commandLine(), controls);
        var err = spec.commandLine().getErr();
        var broken = ControlFiles.errors(files);
        broken.forEach(err::println);
        var chosen = input.chosen();
        var evaluation = new ControlEvaluation(rulebook(CatalogFile.together(files)), chosen.types());
        var run = new NormaliseRun(
                chosen.types(),
                chosen.source(),
                input.headers(),
                !clear,
                event -> print(evaluation.judge(event), event),
                err::println);
        input.eachLine((number, bytes) -> {
            line = number;
            run.line(number, bytes);
        });
        spec.commandLine().getOut().flush();
        err.println(run.sum());
        return run.hasRefused() || !broken.isEmpty() ? 1 : 0;
    }

    /** Controls alone: a control in no framework is for every scope. */
    private static Rulebook rulebook(Catalog catalog) {
        var alone = new Catalog(List.of(), catalog.controls(), List.of(), List.of());
        return Rulebook.empty().plus(Definitions.publish(alone, "eval"));
    }

    /** How sure it is, and why somebody would be asked to look at it. */
    private static void sure(ObjectNode json, @Nullable Confidence confidence) {
        if (confidence != null) {
            json.put("confidence", confidence.value());
            if (confidence.ask() != null) {
                json.put("review", confidence.ask().why());
            }
        }
    }

    private void print(List<Judgement> judgements, AuditEvent event) {
        PrintWriter out = spec.commandLine().getOut();
        for (var judgement : judgements) {
            if (all || judgement.applicable()) {
                var json = JsonNodeFactory.instance
                        .objectNode()
                        .put("line", line)
                        .put("eventId", event.getId())
                        .put("control", judgement.control().id())
                        .put("version", judgement.control().version())
                        .put("status", judgement.status().name())
                        .put("reason", judgement.reason());
                sure(json, judgement.confidence());
                if (judgement.exemption() != null) {
                    json.set("exemption", RecordJson.of(judgement.exemption()));
                }
                out.println(CanonicalJson.text(json));
            }
        }
    }
}
