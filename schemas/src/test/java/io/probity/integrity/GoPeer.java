package io.probity.integrity;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A Go program of the test resources, built against Debian's golang-golang-x-mod-dev. Where there is no Go the test is
 * skipped and says so.
 */
final class GoPeer {
    private static final Path LIBRARIES = Path.of("/usr/share/gocode");
    private static final int BUILD_SECONDS = 120;
    private static final int RUN_SECONDS = 60;

    private final Path program;
    private final Path folder;

    private GoPeer(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /**
     * Builds a program.
     *
     * @param resource its one source, on the class path
     * @param folder where it is built, and where its input and output lie
     */
    static GoPeer build(String resource, Path folder) throws IOException, InterruptedException {
        if (!Files.isDirectory(LIBRARIES.resolve("src/golang.org/x/mod/sumdb"))) {
            abort("SKIPPED: no golang.org/x/mod in " + LIBRARIES
                    + " (apt-get install golang-go golang-golang-x-mod-dev), so no second program read what we wrote");
        }
        var place = Files.createTempDirectory(folder, "peer");
        try (var source = Objects.requireNonNull(GoPeer.class.getResourceAsStream(resource), resource)) {
            Files.copy(source, place.resolve("main.go"));
        }
        var builder = new ProcessBuilder("go", "build", "-o", "peer", "main.go").directory(place.toFile());
        builder.environment().put("GO111MODULE", "off");
        builder.environment().put("GOPATH", LIBRARIES.toString());
        builder.environment().put("GOCACHE", folder.resolve("cache").toString());
        builder.environment().put("GOFLAGS", "");
        var log = place.resolve("build.log");
        finished(start(builder.redirectErrorStream(true).redirectOutput(log.toFile())), BUILD_SECONDS, log);
        return new GoPeer(place.resolve("peer"), place);
    }

    /** What the program answers, a line each. */
    List<String> answers(List<String> requests) throws IOException, InterruptedException {
        var answers = answers(requests, List.of());
        if (answers.size() != requests.size()) {
            throw new IllegalStateException(answers.size() + " answers to " + requests.size() + " requests");
        }
        return answers;
    }

    /**
     * What the program prints, a line each.
     *
     * @param input its standard input
     * @param arguments each becomes a file of these lines, which the program gets the name of
     */
    List<String> answers(List<String> input, List<List<String>> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>(List.of(program.toString()));
        for (var lines : arguments) {
            var file = folder.resolve("argument-" + command.size());
            command.add(Files.write(file, lines, StandardCharsets.UTF_8).toString());
        }
        var in = Files.write(folder.resolve("input"), input, StandardCharsets.UTF_8);
        var out = folder.resolve("answers");
        var errors = folder.resolve("errors.log");
        var builder = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile());
        finished(start(builder), RUN_SECONDS, errors);
        return Files.readAllLines(out, StandardCharsets.UTF_8);
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            return abort("SKIPPED: " + builder.command().get(0)
                    + " does not start, so no second program read what we wrote: " + e.getMessage());
        }
    }

    private static void finished(Process process, int seconds, Path log) throws InterruptedException {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("not done in " + seconds + " s: " + Files.readString(log));
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException("exit " + process.exitValue() + ": " + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
