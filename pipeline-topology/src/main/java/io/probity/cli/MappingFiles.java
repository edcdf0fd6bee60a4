package io.probity.cli;

import io.probity.document.DocumentFolder;
import io.probity.document.Problem;
import io.probity.normalise.Sources;
import io.probity.normalise.mapping.MappingFile;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Mapping files as the commands take them. */
final class MappingFiles {
    private MappingFiles() {}

    /** The files that were named, those below folders among them; of none, those that ship. */
    static List<MappingFile> read(CommandLine commandLine, List<Path> paths) {
        return paths.isEmpty()
                ? Sources.mappings()
                : DocumentFiles.read(commandLine, DocumentFolder.DOCUMENTS, paths, MappingFile::parse);
    }

    /** A file without errors; others are a wrong call, with all that is wrong. */
    static MappingFile fit(CommandLine commandLine, Path path) {
        var files = DocumentFiles.read(commandLine, DocumentFolder.DOCUMENTS, List.of(path), MappingFile::parse);
        if (files.size() > 1) {
            throw new ParameterException(commandLine, path + " holds " + files.size() + " mappings: name one");
        }
        var file = files.getFirst();
        var errors = errors(List.of(file));
        if (!errors.isEmpty()) {
            errors.forEach(commandLine.getErr()::println);
            throw new ParameterException(commandLine, path + " has " + errors.size() + " errors");
        }
        return file;
    }

    static List<Problem> errors(List<MappingFile> files) {
        return DocumentFiles.errors(files.stream().flatMap(file -> file.problems().stream()));
    }
}
