package io.probity.cli;

import io.probity.document.DocumentFolder;
import io.probity.document.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Documents that people wrote, as the commands take them: what cannot be found or read is a wrong call. */
final class DocumentFiles {
    private DocumentFiles() {}

    /**
     * Reads files, and all below folders.
     *
     * @param folder which files below folders are meant
     * @param parse from the file's name and its text
     * @return one or more
     */
    static <T> List<T> read(
            CommandLine commandLine, DocumentFolder folder, List<Path> paths, BiFunction<String, String, T> parse) {
        for (var path : paths) {
            if (!Files.exists(path)) {
                throw new ParameterException(commandLine, "no such file or folder: " + path);
            }
        }
        try {
            var documents = new ArrayList<T>();
            for (var path : paths) {
                for (var file : folder.below(path)) {
                    documents.add(parse.apply(file.toString(), text(commandLine, file)));
                }
            }
            if (documents.isEmpty()) {
                throw new ParameterException(
                        commandLine, "no " + folder.words() + " file in " + paths + ": nothing to look at");
            }
            return documents;
        } catch (NoSuchFileException gone) {
            throw new ParameterException(commandLine, "no such file: " + gone.getMessage(), gone);
        } catch (IOException unreadable) {
            throw new ParameterException(commandLine, "cannot read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static String text(CommandLine commandLine, Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException wrong) {
            throw new ParameterException(commandLine, file + " is not UTF-8: save it as that", wrong);
        }
    }

    /** The errors among what is wrong or doubtful. */
    static List<Problem> errors(Stream<Problem> problems) {
        return problems.filter(problem -> problem.level() == Problem.Level.ERROR)
                .toList();
    }
}
