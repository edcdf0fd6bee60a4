package io.probity.canonical;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs {@code check_vectors.py}; where there is no python3 the test is skipped and says so. */
final class Python {
    private Python() {}

    /** What the script printed, and last its exit code. */
    static String checks(List<Path> schemasAndVectors) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                "python3",
                Path.of(System.getProperty("basedir", ""), "src/test/python/check_vectors.py")
                        .toString()));
        schemasAndVectors.stream().map(Path::toString).forEach(command::add);
        var process = start(command);
        process.getOutputStream().close();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return printed + "exit " + process.waitFor();
    }

    static String checks(Path... schemasAndVectors) throws IOException, InterruptedException {
        return checks(Stream.of(schemasAndVectors).toList());
    }

    private static Process start(List<String> command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return abort("SKIPPED: no python3 on the PATH, so the canonical form was not checked by a second program: "
                    + e.getMessage());
        }
    }
}
