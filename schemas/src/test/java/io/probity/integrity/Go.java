package io.probity.integrity;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Builds and runs {@code check_tree.go}; where there is no go, or not its package {@code golang.org/x/mod}, the test is
 * skipped and says so. In Debian they are golang-go and golang-golang-x-mod-dev.
 */
final class Go {
    private static final Path GOPATH = Path.of("/usr/share/gocode");
    private static final Path TLOG = GOPATH.resolve("src/golang.org/x/mod/sumdb/tlog");

    private final Path folder;

    private Go(Path folder) {
        this.folder = folder;
    }

    /** Builds the program into a folder. */
    static Go built(Path folder) throws IOException, InterruptedException {
        if (!Files.isDirectory(TLOG)) {
            return abort("SKIPPED: no " + TLOG + ", so trees were not checked by Go's tlog");
        }
        var go = new Go(folder);
        var source = Path.of(System.getProperty("basedir", ""), "src/test/go/check_tree.go");
        go.run(
                "go",
                "build",
                "-o",
                folder.resolve("check_tree").toString(),
                source.toAbsolutePath().toString());
        return go;
    }

    /** One "yes" or "no" for each claim; {@code check_tree.go} says what can be claimed. */
    List<String> check(List<String> entries, List<String> claims) throws IOException, InterruptedException {
        var entriesFile = Files.write(folder.resolve("entries"), entries);
        var claimsFile = Files.write(folder.resolve("claims"), claims);
        return run(folder.resolve("check_tree").toString(), entriesFile.toString(), claimsFile.toString());
    }

    private List<String> run(String... command) throws IOException, InterruptedException {
        var printed = folder.resolve("printed");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().put("GO111MODULE", "off");
        builder.environment().put("GOPATH", GOPATH.toString());
        builder.environment().put("GOCACHE", folder.resolve("cache").toString());
        int exit = start(builder).waitFor();
        var lines = Files.readAllLines(printed);
        if (exit != 0) {
            throw new AssertionError(command[0] + " ended with " + exit + ":\n" + String.join("\n", lines));
        }
        return lines;
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            return abort("SKIPPED: no go on the PATH, so trees were not checked by Go's tlog: " + e.getMessage());
        }
    }
}
