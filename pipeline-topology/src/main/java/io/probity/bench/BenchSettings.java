package io.probity.bench;

import io.probity.app.ProtectSettings;
import io.probity.app.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What both programs are told: the throughput profile, and otherwise the defaults. */
final class BenchSettings {
    private BenchSettings() {}

    static Map<String, String> of(Path folder, BenchEngines engines, int run, int partitions) throws IOException {
        var settings = new HashMap<String, String>();
        settings.put("application.id", "bench-" + run);
        settings.put("profile", "throughput");
        settings.put("generation.partitions", String.valueOf(partitions));
        settings.put("kafka.bootstrap.servers", engines.broker().bootstrapServers());
        settings.put("schema.registry.url", engines.registry().url());
        settings.put("state.dir", folder.resolve("state").toString());
        settings.put("keys.intake.mac", key(folder.resolve("intake.key")));
        settings.put("keys.content", key(folder.resolve("content.key")));
        settings.put("protect.keys", folder.resolve("keys").toString());
        ProtectSettings.of(Settings.of(null, Map.of(), settings)).makeMissing();
        return settings;
    }

    /** Any key does: nothing that is sealed here is kept. */
    private static String key(Path file) throws IOException {
        Files.write(file, "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
        return file.toString();
    }
}
