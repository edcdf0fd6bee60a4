package io.probity.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.probity.evaluate.catalog.Catalog;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.FrameworkDefinition;
import io.probity.evaluate.exchange.Exported;
import io.probity.evaluate.exchange.GitLabControls;
import io.probity.evaluate.exchange.GitLabExport;
import io.probity.evaluate.exchange.OscalExport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A framework in the form of another tool. */
@Command(
        name = "export",
        description = {
            "Writes one framework of catalog files as JSON that another tool reads.",
            "What that tool's form has no place for is named on stderr, a line each. The same files give the same bytes."
        },
        footer = {
            "",
            "Exit: 0 written, 1 the files have errors, 2 wrong call.",
            "Example:",
            "  probity control export --format oscal-catalog --framework soc2 --out soc2-catalog.json controls/"
        },
        mixinStandardHelpOptions = true)
final class ControlExportCommand implements Callable<Integer> {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** What to write. */
    enum Format {
        OSCAL_CATALOG,
        OSCAL_PROFILE,
        OSCAL_COMPONENT,
        GITLAB;

        @Override
        public String toString() {
            return ExchangeFiles.word(this);
        }
    }

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "files, or folders of them")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private List<Path> paths;

    @Option(names = "--format", required = true, description = "one of ${COMPLETION-CANDIDATES}")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private Format format;

    @Option(names = "--framework", paramLabel = "ID", description = "which; needed where the files have more than one")
    private @Nullable String framework;

    @Option(names = "--out", paramLabel = "FILE", description = "where to write; without it to stdout")
    private @Nullable Path out;

    @Option(
            names = "--color",
            defaultValue = "#1f75cb",
            paramLabel = "HEX",
            description = "gitlab: colour of the framework's label (default: ${DEFAULT-VALUE})")
    private String color = "#1f75cb";

    @Option(
            names = "--catalog",
            paramLabel = "HREF",
            description = "oscal-profile, oscal-component: where the catalog is (default: ID-catalog.json)")
    private @Nullable String catalog;

    @Option(
            names = "--last-modified",
            paramLabel = "TIME",
            description =
                    "oscal-*: when it was published, such as 2026-01-01T00:00:00Z (default: the latest effectiveFrom)")
    private @Nullable Instant lastModified;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var files = ControlFiles.read(spec.commandLine(), paths);
        var err = spec.commandLine().getErr();
        var broken = ControlFiles.errors(files);
        broken.forEach(err::println);
        if (!broken.isEmpty()) {
            return 1;
        }
        var all = CatalogFile.together(files);
        var exported = export(chosen(all.frameworks()), all);
        ExchangeFiles.write(spec, out, JSON.writeValueAsString(exported.document()) + "\n");
        exported.remarks().forEach(err::println);
        return 0;
    }

    private FrameworkDefinition chosen(List<FrameworkDefinition> frameworks) {
        var chosen = frameworks.stream()
                .filter(each -> !each.retired())
                .filter(each -> framework == null || each.id().equals(framework))
                .toList();
        if (chosen.size() != 1) {
            var ids = frameworks.stream().map(FrameworkDefinition::id).toList();
            throw new ParameterException(
                    spec.commandLine(),
                    framework == null
                            ? "name one framework with --framework: the files have " + ids
                            : "one framework `" + framework + "` is needed: the files have " + ids);
        }
        return chosen.getFirst();
    }

    private Exported export(FrameworkDefinition chosen, Catalog all) {
        var oscal =
                new OscalExport(chosen, all, lastModified, catalog == null ? chosen.id() + "-catalog.json" : catalog);
        return switch (format) {
            case OSCAL_CATALOG -> oscal.catalog();
            case OSCAL_PROFILE -> oscal.profile();
            case OSCAL_COMPONENT -> oscal.component();
            case GITLAB -> new GitLabExport(GitLabControls.shipped(), all).write(chosen, color);
        };
    }
}
