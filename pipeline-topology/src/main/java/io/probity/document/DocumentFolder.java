package io.probity.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where documents lie. */
public final class DocumentFolder {
    private static final Pattern NAMES = Pattern.compile(".*\\.(ya?ml|json)");

    private DocumentFolder() {}

    /** A file as it is named; of a folder, all {@code .yaml}, {@code .yml} and {@code .json} files below it, in order of name. */
    public static List<Path> below(Path path) throws IOException {
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
