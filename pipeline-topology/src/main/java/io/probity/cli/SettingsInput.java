package io.probity.cli;

import io.probity.app.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command is given the settings of a pipeline. */
final class SettingsInput {
    @Option(names = "--config", paramLabel = "FILE", description = "YAML; docs/configuration.md lists the settings")
    private @Nullable Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "one setting; may be repeated")
    private Map<String, String> flags = Map.of();

    /**
     * Flags over variables over the file over the defaults.
     *
     * @throws io.probity.app.SettingException naming the first thing that is wrong
     */
    Settings settings() {
        return settings(Map.of());
    }

    /** The same, with what the command itself settles, by key: it beats all others. */
    Settings settings(Map<String, String> settled) {
        var all = new HashMap<>(flags);
        all.putAll(settled);
        return Settings.of(config, System.getenv(), all);
    }
}
