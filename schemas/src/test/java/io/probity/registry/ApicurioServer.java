package io.probity.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A real schema registry, Apicurio's, in a process of its own on loopback. Where it is not unpacked, the test that wants
 * it is skipped and says so.
 */
public final class ApicurioServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final String url;

    private ApicurioServer(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Folder of the engines: system property {@code probity.engines}, else {@code target/engines} of the project. */
    public static Path engines() {
        var named = System.getProperty("probity.engines");
        if (named != null && !named.isEmpty()) {
            return Path.of(named);
        }
        var here = Path.of("").toAbsolutePath();
        var root = here.endsWith("schemas") ? here.resolve("..").normalize() : here;
        return root.resolve("target/engines");
    }

    /** Starts it, with rule BACKWARD for subjects that have none. */
    public static ApicurioServer start() {
        var jar = jar(engines().resolve("apicurio"));
        try {
            int port = freePort();
            var command = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:TieredStopAtLevel=1",
                    "-Dquarkus.http.host=127.0.0.1",
                    "-Dquarkus.http.port=" + port,
                    "-Dquarkus.management.host=127.0.0.1",
                    "-Dquarkus.management.port=" + freePort(),
                    "-Dapicurio.rules.global.compatibility=BACKWARD",
                    "-jar",
                    jar.toString());
            var log = Files.createTempFile("apicurio", ".log");
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            var server = new ApicurioServer(process, "http://127.0.0.1:" + port + "/apis/ccompat/v7");
            server.awaitStart(log);
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Base URL of the API that speaks as Confluent's does. */
    public String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitStart(Path log) throws IOException {
        try (var client = SchemaRegistryClient.from(
                Map.of(RegistryKey.URL.key(), url, RegistryKey.WAIT.key(), START.toMillis()))) {
            client.subjects();
        } catch (RegistryUnavailableException dead) {
            close();
            throw new IllegalStateException("Apicurio did not start: " + Files.readString(log), dead);
        }
        assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
    }

    private static Path jar(Path folder) {
        if (Files.isDirectory(folder)) {
            try (var files = Files.walk(folder, 3)) {
                var found = files.filter(f -> f.endsWith("quarkus-run.jar")).findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        var said = "SKIPPED, no schema registry to test against: no quarkus-run.jar in " + folder
                + "; unpack io.apicurio:apicurio-registry-app there or set -Dprobity.engines";
        System.err.println(said); // the build prints how many were skipped, not why
        return abort(said);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
