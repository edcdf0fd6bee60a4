package io.probity.document;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What files of a folder are read, by the ends of their names. */
public enum DocumentFolder {
    /** YAML and JSON. */
    DOCUMENTS(ImmutableList.of(".yaml", ".yml", ".json")),
    /** The same, and CSV. */
    TABLES(ImmutableList.of(".yaml", ".yml", ".json", ".csv"));

    private final ImmutableList<String> endings;

    DocumentFolder(ImmutableList<String> endings) {
        this.endings = endings;
    }

    /** The ends as a sentence names them: {@code .yaml, .yml or .json}. */
    public String words() {
        return String.join(", ", endings.subList(0, endings.size() - 1)) + " or " + endings.getLast();
    }

    /** A file as it is named; of a folder, all files below it that end so, in order of name. */
    public List<Path> below(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(file ->
                            Files.isRegularFile(file) && endings.stream().anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
        }
    }
}
