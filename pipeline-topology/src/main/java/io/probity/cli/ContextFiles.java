package io.probity.cli;

import io.probity.context.ContextFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Files of rows as the context commands take them: what cannot be found or read is a wrong call. */
final class ContextFiles {
    private static final Pattern NAMES = Pattern.compile(".*\\.(ya?ml|json|csv)");

    private ContextFiles() {}

    static List<ContextFile> read(CommandLine commandLine, List<Path> paths) {
        var files = new ArrayList<ContextFile>();
        for (var path : paths) {
            try {
                for (var file : below(path)) {
                    files.add(ContextFile.parse(file.toString(), Files.readString(file)));
                }
            } catch (CharacterCodingException wrong) {
                throw new ParameterException(commandLine, path + " is not UTF-8: save it as that", wrong);
            } catch (IOException unreadable) {
                throw new ParameterException(
                        commandLine,
                        "cannot read " + path + ": " + unreadable.getClass().getSimpleName() + " "
                                + unreadable.getMessage(),
                        unreadable);
            }
        }
        if (files.isEmpty()) {
            throw new ParameterException(
                    commandLine, "no .yaml, .yml, .json or .csv file in " + paths + ": nothing to look at");
        }
        return files;
    }

    private static List<Path> below(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(file -> Files.isRegularFile(file)
                            && NAMES.matcher(file.toString()).matches())
                    .sorted()
                    .toList();
        }
    }
}
