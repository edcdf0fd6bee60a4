package io.probity.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.app.ContextLog;
import io.probity.app.Setting;
import io.probity.context.ContextChanges;
import io.probity.context.ContextFile;
import io.probity.context.TableRow;
import io.probity.document.DocumentFolder;
import io.probity.document.Problem;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts rows of the reference tables in force. */
@Command(
        name = "publish",
        description = {
            "Checks the files, compares them with the rows that stand, and writes those that are new or changed. Files are YAML or",
            "JSON with a list for each table, or CSV of one table, which the file's name begins with (users.csv).",
            "A user whose roles, permissions, department, status or manager change keeps the former ones as history, so that a",
            "late event is told of what held at its own time. Rows that the files do not name stay, unless --prune is given."
        },
        footer = {
            "",
            "Exit: 0 done, 1 the files have errors, or broker or registry do not answer, 2 wrong call.",
            "Examples:",
            "  probity context publish --config probity.yaml --dry-run people.yaml",
            "  probity context publish --config probity.yaml --tenant acme users.csv teams.csv"
        },
        mixinStandardHelpOptions = true)
final class ContextPublishCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "PATH", description = "files, or folders of them")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private List<Path> paths;

    @Option(names = "--tenant", paramLabel = "TENANT", description = "whose rows; default: the setting tenant")
    private @Nullable String tenant;

    @Option(names = "--dry-run", description = "say what would change and write nothing")
    private boolean dryRun;

    @Option(
            names = "--prune",
            description =
                    "take back the rows that the files do not name, of the tables that they fill; a user's history goes too")
    private boolean prune;

    @Mixin
    private final SettingsInput input = new SettingsInput();

    @Mixin
    private final JsonReport json = new JsonReport();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        var settings = input.settings();
        var files = DocumentFiles.read(spec.commandLine(), DocumentFolder.TABLES, paths, ContextFile::parse);
        var problems = files.stream().flatMap(file -> file.problems().stream()).toList();
        if (!problems.isEmpty()) {
            problems.forEach(spec.commandLine().getErr()::println);
            json.write(report(problems));
            return 1;
        }
        var of = tenant == null ? settings.text(Setting.TENANT) : tenant;
        try (var log = ContextLog.open(settings)) {
            publish(log, of, files);
        }
        return 0;
    }

    private void publish(ContextLog log, String of, List<ContextFile> files) throws Exception {
        var standing = log.standing(of);
        if (standing.unreadable() > 0) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "probity context publish: " + standing.unreadable()
                                    + " records on the topics are no rows and were passed over, as the pipeline passes over them");
        }
        var now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var changes = ContextChanges.between(files, standing.rows(), now);
        var written = new ArrayList<>(changes.added());
        written.addAll(changes.changed());
        var gone = prune ? changes.left() : List.<TableRow>of();
        tell(changes, gone.size());
        if (!dryRun && !(written.isEmpty() && gone.isEmpty())) {
            log.publish(of, written, gone);
        }
        json.people()
                .println(
                        dryRun
                                ? "nothing was written: --dry-run"
                                : "wrote " + written.size() + " rows and took " + gone.size() + " back, of tenant "
                                        + of);
        json.people().flush();
        json.write(report(changes, gone));
    }

    private void tell(ContextChanges changes, int gone) {
        var out = json.people();
        changes.added().forEach(row -> out.println("+ " + words(row)));
        changes.changed().forEach(row -> out.println("~ " + words(row)));
        var sign = prune ? "- " : "  ";
        changes.left()
                .forEach(row -> out.println(sign
                        + words(row)
                        + (prune ? "" : " is not in these files and stays; to end it, give --prune")));
        out.println(changes.added().size() + " new, " + changes.changed().size() + " changed, " + changes.unchanged()
                + " as they are, " + (changes.left().size() - gone) + " not in these files, " + gone + " taken back");
    }

    private static String words(TableRow row) {
        return row.table().word() + " " + row.key();
    }

    private ObjectNode report(ContextChanges changes, List<TableRow> gone) {
        var report = JsonNodeFactory.instance.objectNode();
        report.put("written", !dryRun);
        report.put("unchanged", changes.unchanged());
        names(report, "added", changes.added());
        names(report, "changed", changes.changed());
        names(report, "removed", gone);
        names(report, "left", prune ? List.of() : changes.left());
        report.set("problems", JsonReport.problems(List.of()));
        return report;
    }

    private static void names(ObjectNode report, String name, List<TableRow> rows) {
        var list = report.putArray(name);
        rows.forEach(row -> list.addObject().put("table", row.table().word()).put("key", row.key()));
    }

    private static ObjectNode report(List<Problem> problems) {
        var report = JsonNodeFactory.instance.objectNode();
        report.put("written", false);
        report.set("problems", JsonReport.problems(problems));
        return report;
    }
}
