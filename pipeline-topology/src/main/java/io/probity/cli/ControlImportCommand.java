package io.probity.cli;

import io.probity.document.DocumentFolder;
import io.probity.evaluate.catalog.Catalog;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.CatalogYaml;
import io.probity.evaluate.exchange.CheckMap;
import io.probity.evaluate.exchange.EvidenceControls;
import io.probity.evaluate.exchange.GitLabControls;
import io.probity.evaluate.exchange.GitLabImport;
import io.probity.evaluate.exchange.Imported;
import io.probity.evaluate.exchange.KnownControls;
import io.probity.evaluate.exchange.ProwlerImport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A framework of another tool as a catalog file. */
@Command(
        name = "import",
        description = {
            "Prints a framework that another tool wrote as a catalog file in YAML, to review and keep.",
            "Its requirements list the controls that stand for the tool's checks. A check that no control stands for is kept"
                    + " as external; it, and whatever of the file has no place in a catalog, is named on stderr, a line each."
        },
        footer = {
            "",
            "Exit: 0 written, 1 a file cannot be read or has errors, 2 wrong call.",
            "Examples:",
            "  probity control import --format gitlab --in soc2.json --out soc2.yaml",
            "  probity control import --format prowler --external-controls --in soc2_aws.json --out soc2-aws.yaml",
            "  probity control import --format prowler --map checks.yaml --controls controls/ --in soc2_aws.json"
        },
        mixinStandardHelpOptions = true)
final class ControlImportCommand implements Callable<Integer> {
    /** What to read. */
    enum Format {
        GITLAB,
        PROWLER;

        @Override
        public String toString() {
            return ExchangeFiles.word(this);
        }
    }

    @Option(names = "--format", required = true, description = "one of ${COMPLETION-CANDIDATES}")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private Format format;

    @Option(names = "--in", required = true, paramLabel = "FILE", description = "the other tool's JSON")
    @SuppressWarnings("NullAway.Init") // required, so picocli sets it
    private Path in;

    @Option(names = "--out", paramLabel = "FILE", description = "where to write; without it to stdout")
    private @Nullable Path out;

    @Option(
            names = "--map",
            paramLabel = "FILE",
            description = "prowler: YAML, checks: {name of the check: control}; without it the one that ships, for AWS")
    private @Nullable Path map;

    @Option(
            names = "--controls",
            paramLabel = "PATH",
            description =
                    "the controls that may be listed: a file or a folder; may be repeated. Without it those that ship")
    private List<Path> controls = List.of();

    @Option(
            names = "--external-controls",
            description =
                    "for each check that is kept as external also a control that judges by what the tool itself says of"
                            + " it, as events evidence_reported tell")
    private boolean externalControls;

    @Mixin
    private final OwnFilesInput own = new OwnFilesInput();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var files =
                ControlFiles.read(spec.commandLine(), controls.isEmpty() ? List.of(ControlFiles.shipped()) : controls);
        var err = spec.commandLine().getErr();
        var broken = ControlFiles.errors(files);
        broken.forEach(err::println);
        if (!broken.isEmpty()) {
            return 1;
        }
        var catalog = CatalogFile.together(files);
        var read = imported(catalog);
        var imported = externalControls ? new EvidenceControls(new KnownControls(catalog)).add(read) : read;
        imported.problems().forEach(err::println);
        if (!imported.problems().isEmpty()) {
            return 1;
        }
        ExchangeFiles.write(spec, out, CatalogYaml.text(imported.catalog()));
        imported.remarks().forEach(err::println);
        return 0;
    }

    private Imported imported(Catalog catalog) {
        var known = new KnownControls(catalog);
        if (map != null && format != Format.PROWLER) {
            throw new ParameterException(spec.commandLine(), "--map is for --format prowler");
        }
        return switch (format) {
            case GITLAB ->
                read((name, text) -> new GitLabImport(
                                GitLabControls.shipped(),
                                known,
                                own.files().sources().types())
                        .read(name, text));
            case PROWLER -> prowler(known);
        };
    }

    private Imported prowler(KnownControls known) {
        var checks = map == null ? CheckMap.shipped() : document(map, CheckMap::parse);
        return checks.problems().isEmpty()
                ? read((name, text) -> new ProwlerImport(checks, known).read(name, text))
                : new Imported(new Catalog(List.of(), List.of(), List.of(), List.of()), List.of(), checks.problems());
    }

    private Imported read(BiFunction<String, String, Imported> format) {
        return document(in, format);
    }

    /** One file; a folder is a wrong call. */
    private <T> T document(Path file, BiFunction<String, String, T> parse) {
        var documents = DocumentFiles.read(spec.commandLine(), DocumentFolder.DOCUMENTS, List.of(file), parse);
        if (documents.size() != 1) {
            throw new ParameterException(spec.commandLine(), file + " is a folder: name one file");
        }
        return documents.getFirst();
    }
}
