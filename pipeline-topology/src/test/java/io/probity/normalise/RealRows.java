package io.probity.normalise;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Rows of real systems that nobody here wrote. They are no part of the project: where they are not, who needs them is skipped aloud. */
public final class RealRows {
    /** Where they lie. */
    public static final Path DATA = Path.of(System.getProperty(
                    "probity.shared", System.getenv().getOrDefault("PROBITY_SHARED", "../../shared")))
            .resolve("data");

    private RealRows() {}

    /** Skips the test where there are none. */
    public static void orSkip() {
        assumeTrue(
                Files.isDirectory(DATA),
                "skipped: no folder " + DATA.toAbsolutePath().normalize());
    }

    /** Files of one JSON value a line; what only repeats rows of others is left out. */
    public static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(DATA)) {
            return files.filter(path -> path.toString().endsWith(".ndjson")
                            && !path.toString().contains("frameworks")
                            && !path.endsWith("panther/tests.ndjson"))
                    .sorted()
                    .toList();
        }
    }
}
