package io.probity.cli;

import io.probity.document.Problem;
import io.probity.evaluate.catalog.CatalogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

    /** Reads files and folders; a path that is not there is a wrong call. */
    static List<CatalogFile> read(CommandLine commandLine, List<Path> paths) {
        for (var path : paths) {
            if (!Files.exists(path)) {
                throw new ParameterException(commandLine, "no such file or folder: " + path);
            }
        }
        try {
            var files = CatalogFile.read(paths);
            if (files.isEmpty()) {
                throw new ParameterException(
                        commandLine, "no .yaml, .yml or .json file in " + paths + ": nothing to look at");
            }
            return files;
        } catch (NoSuchFileException gone) {
            throw new ParameterException(commandLine, "no such file: " + gone.getMessage(), gone);
        } catch (IOException unreadable) {
            throw new ParameterException(commandLine, "cannot read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** What keeps a catalog from being published; warnings do not. */
    static List<Problem> errors(List<CatalogFile> files) {
        return files.stream()
                .flatMap(file -> file.problems().stream())
                .filter(problem -> problem.level() == Problem.Level.ERROR)
                .toList();
    }
}
