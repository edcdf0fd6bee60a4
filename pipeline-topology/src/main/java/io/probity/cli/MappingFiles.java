package io.probity.cli;

import io.probity.document.Problem;
import io.probity.normalise.Sources;
import io.probity.normalise.mapping.MappingFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Mapping files as the commands take them. */
final class MappingFiles {
    private MappingFiles() {}

    /** The files that were named, those below folders among them; of none, those that ship. */
    static List<MappingFile> read(CommandLine commandLine, List<Path> paths) {
        if (paths.isEmpty()) {
            return Sources.mappings();
        }
        var files = new ArrayList<MappingFile>();
        for (var path : paths) {
            below(commandLine, path).forEach(file -> files.add(parse(commandLine, file)));
        }
        return files;
    }

    /** A file without errors; others are a wrong call, with all that is wrong. */
    static MappingFile fit(CommandLine commandLine, Path path) {
        var file = parse(commandLine, path);
        var errors = errors(List.of(file));
        if (!errors.isEmpty()) {
            errors.forEach(commandLine.getErr()::println);
            throw new ParameterException(commandLine, path + " has " + errors.size() + " errors");
        }
        return file;
    }

    static List<Problem> errors(List<MappingFile> files) {
        return files.stream()
                .flatMap(file -> file.problems().stream())
                .filter(problem -> problem.level() == Problem.Level.ERROR)
                .toList();
    }

    private static MappingFile parse(CommandLine commandLine, Path path) {
        try {
            return MappingFile.parse(path.toString(), Files.readString(path));
        } catch (IOException e) {
            throw new ParameterException(commandLine, "cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> below(CommandLine commandLine, Path path) {
        if (!Files.exists(path)) {
            throw new ParameterException(commandLine, "no such file or folder: " + path);
        }
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(file -> file.toString().matches(".*\\.(ya?ml|json)") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + path, e);
        }
    }
}
