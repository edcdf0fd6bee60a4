package io.probity.cli;

import io.probity.app.OwnFiles;
import io.probity.document.DocumentFolder;
import io.probity.document.Problem;
import io.probity.evaluate.catalog.Catalog;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.ControlLint;
import io.probity.evaluate.catalog.IntervalLint;
import io.probity.evaluate.catalog.PassThroughLint;
import io.probity.evaluate.catalog.ScopeLint;
import io.probity.evaluate.cel.Expressions;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Catalog files as the control commands take them. */
final class ControlFiles {
    private ControlFiles() {}

    /** The folder of the catalog that ships. */
    static Path shipped() {
        return Path.of(System.getProperty("probity.home", "."), "controls");
    }

    /** The catalog that ships, which is whole. */
    static Catalog shippedCatalog(CommandLine commandLine) {
        var files = read(commandLine, List.of(shipped()));
        var errors = errors(files);
        if (!errors.isEmpty()) {
            throw new ParameterException(commandLine, "the shipped catalog is broken: " + errors.getFirst());
        }
        return CatalogFile.together(files);
    }

    /** Reads files and folders; a path that is not there is a wrong call. */
    static List<CatalogFile> read(CommandLine commandLine, List<Path> paths) {
        return DocumentFiles.read(commandLine, DocumentFolder.DOCUMENTS, paths, CatalogFile::parse);
    }

    /**
     * The same, checked as one catalog: what lint finds is among the files' problems.
     *
     * @param own whose event types may be triggers, beside those that ship
     */
    static List<CatalogFile> linted(CommandLine commandLine, List<Path> paths, OwnFiles own) {
        var files = read(commandLine, paths);
        var types = own.sources().types();
        new ControlLint(new Expressions(), type -> types.find(type).isPresent()).check(files);
        new IntervalLint(Instant.now()).check(files);
        new PassThroughLint(Instant.now()).check(files);
        new ScopeLint().check(files);
        return files;
    }

    /** What keeps a catalog from being published; warnings do not. */
    static List<Problem> errors(List<CatalogFile> files) {
        return DocumentFiles.errors(files.stream().flatMap(file -> file.problems().stream()));
    }
}
