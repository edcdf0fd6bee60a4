package io.probity.rig;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An Apicurio schema registry on the loopback, spoken to in Confluent's language. New subjects are BACKWARD, as
 * Confluent's are; Apicurio by itself would check nothing.
 */
public final class RegistryServer implements Engine {
    private static final int OK = 200;

    private final int port;
    private ChildJvm jvm;

    private RegistryServer(int port, ChildJvm jvm) {
        this.port = port;
        this.jvm = jvm;
    }

    /** A registry that keeps its schemas in memory: a restart forgets them all. */
    public static RegistryServer inMemory(Engines engines, Path workDir) {
        return start(engines, workDir, List.of());
    }

    /** A registry that keeps its schemas in topics of a broker: they keep their ids over a restart. */
    public static RegistryServer onKafka(Engines engines, Path workDir, String bootstrapServers) {
        return start(
                engines,
                workDir,
                List.of(
                        "-Dapicurio.storage.kind=kafkasql",
                        // How long it waits for more before it believes that it has read everything: twice, when it
                        // starts. With the 5 s it ships with, a start took 14 s.
                        "-Dapicurio.kafkasql.consumer.poll.timeout=500",
                        "-Dapicurio.kafkasql.bootstrap.servers=" + bootstrapServers));
    }

    /** What clients call {@code schema.registry.url}; the same after a restart. */
    public String url() {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    @Override
    public ChildJvm jvm() {
        return jvm;
    }

    @Override
    public Duration restart() {
        jvm = jvm.again();
        return awaitReady();
    }

    private static RegistryServer start(Engines engines, Path workDir, List<String> storage) {
        var ports = FreePorts.some(2);
        var flags = new ArrayList<>(JvmCommand.SHORT_LIVED); // 1.7 s to start, not 2.4
        flags.addAll(flags(ports.getFirst(), ports.getLast()));
        flags.addAll(storage);
        var command = new JvmCommand(
                flags, engines.apicurioJar().toString(), "io.quarkus.bootstrap.runner.QuarkusEntryPoint", List.of());
        var jvm = ChildJvm.start(command, workDir.resolve("registry.log"));
        var server = new RegistryServer(ports.getFirst(), jvm);
        server.awaitReady();
        return server;
    }

    private static List<String> flags(int port, int management) {
        return List.of(
                // What the manifest of its jar would give it, were it started with -jar.
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + management,
                "-Dapicurio.rules.global.compatibility=BACKWARD");
    }

    private Duration awaitReady() {
        try (var client = HttpClient.newHttpClient()) {
            var subjects = HttpRequest.newBuilder(URI.create(url() + "/subjects"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return Readiness.await(
                    jvm,
                    "registry at " + url(),
                    () -> Readiness.listens(port)
                            && client.send(subjects, BodyHandlers.discarding()).statusCode() == OK);
        }
    }
}
