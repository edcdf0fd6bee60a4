package io.probity.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.document.Problem;
import io.probity.evaluate.catalog.CatalogFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks catalog files. */
@Command(
        name = "lint",
        description = {
            "Checks catalog files as one catalog.",
            "Every control has a trigger, every trigger is a registered event type, every expression compiles to a bool, no"
                    + " id is given twice, and what refers to something finds it."
        },
        footer = {
            "",
            "Exit: 0 no error, 1 errors (on stderr), 2 wrong call.",
            "Example:",
            "  probity control lint controls/"
        },
        mixinStandardHelpOptions = true)
final class ControlLintCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "PATH", description = "files, or folders of them")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private List<Path> paths;

    @Mixin
    private final OwnFilesInput own = new OwnFilesInput();

    @Mixin
    private final JsonReport json = new JsonReport();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var files = ControlFiles.linted(spec.commandLine(), paths, own.files());
        var problems = files.stream().flatMap(file -> file.problems().stream()).toList();
        var errors = ControlFiles.errors(files);
        problems.forEach(spec.commandLine().getErr()::println);
        json.people().println(sum(files, errors.size(), problems.size() - errors.size()));
        json.people().flush();
        report(files, problems);
        return errors.isEmpty() ? 0 : 1;
    }

    private static String sum(List<CatalogFile> files, int errors, int warnings) {
        var catalog = CatalogFile.together(files);
        return files.size() + " files, " + catalog.controls().size() + " controls, "
                + catalog.frameworks().size() + " frameworks, "
                + catalog.assignments().size() + " assignments, "
                + catalog.waivers().size() + " waivers, "
                + catalog.scopes().size() + " units of the scope tree, "
                + catalog.passes().size() + " pass-throughs: " + errors + " errors, " + warnings
                + " warnings";
    }

    private void report(List<CatalogFile> files, List<Problem> problems) throws IOException {
        var report = JsonNodeFactory.instance.objectNode();
        report.put("files", files.size());
        report.put("controls", CatalogFile.together(files).controls().size());
        json.write(report.set("problems", JsonReport.problems(problems)));
    }
}
