package io.probity.demo;

import io.probity.app.Pipeline;
import io.probity.app.ProtectSettings;
import io.probity.app.Settings;
import io.probity.rig.Engines;
import io.probity.rig.KafkaBroker;
import io.probity.rig.RegistryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Broker, registry and pipeline on loopback and free ports, in one work folder; all of it ends with this. */
public final class Stack implements AutoCloseable {
    private final KafkaBroker broker;
    private final RegistryServer registry;
    private final Pipeline pipeline;

    private Stack(KafkaBroker broker, RegistryServer registry, Pipeline pipeline) {
        this.broker = broker;
        this.registry = registry;
        this.pipeline = pipeline;
    }

    /** Starts all of it; what was started before a failure is ended again. */
    public static Stack start(Path work) throws IOException, InterruptedException, ExecutionException {
        return start(work, Map.of());
    }

    /** The same with settings that differ. */
    static Stack start(Path work, Map<String, String> differing)
            throws IOException, InterruptedException, ExecutionException {
        var engines = Engines.required();
        var broker = KafkaBroker.start(engines, work.resolve("broker"));
        try {
            var registry = RegistryServer.inMemory(engines, work.resolve("registry"));
            try {
                var settings = settings(work, broker.bootstrapServers(), registry.url(), differing);
                return new Stack(broker, registry, Pipeline.start(settings));
            } catch (Throwable failed) {
                registry.close();
                throw failed;
            }
        } catch (Throwable failed) {
            broker.close();
            throw failed;
        }
    }

    /** Settings of a pipeline in a work folder, with keys of its own. */
    public static Settings settings(Path work, String bootstrapServers, String registryUrl) throws IOException {
        return settings(work, bootstrapServers, registryUrl, Map.of());
    }

    private static Settings settings(
            Path work, String bootstrapServers, String registryUrl, Map<String, String> differing) throws IOException {
        var flags = new HashMap<String, String>();
        flags.put("kafka.bootstrap.servers", bootstrapServers);
        flags.put("schema.registry.url", registryUrl);
        flags.put("door.enabled", "true");
        flags.put("state.dir", work.resolve("state").toString());
        flags.put("keys.intake.mac", key(work.resolve("intake.key")));
        flags.put("keys.content", key(work.resolve("content.key")));
        flags.put("protect.keys", work.resolve("keys").toString());
        flags.putAll(differing);
        var settings = Settings.of(null, Map.of(), flags);
        ProtectSettings.of(settings).makeMissing();
        return settings;
    }

    private static String key(Path file) throws IOException {
        if (!Files.exists(file)) {
            var bytes = new byte[32];
            new SecureRandom().nextBytes(bytes);
            Files.write(file, bytes);
        }
        return file.toString();
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    String registryUrl() {
        return registry.url();
    }

    Pipeline pipeline() {
        return pipeline;
    }

    @Override
    public void close() {
        pipeline.close();
        registry.close();
        broker.close();
    }
}
