package io.probity.cli;

import io.probity.app.OwnFiles;
import io.probity.app.Setting;
import io.probity.app.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command is told what an operator adds to what ships. */
final class OwnFilesInput {
    @Option(names = "--config", paramLabel = "FILE", description = "YAML; docs/configuration.md lists the settings")
    private @Nullable Path config;

    @Option(
            names = "--event-types",
            paramLabel = "PATH",
            description = "event types of your own: a file, or a folder of them; may be repeated. Setting event.types")
    private List<Path> eventTypes = List.of();

    @Option(
            names = "--mappings",
            paramLabel = "PATH",
            description = "mappings of your own: a file, or a folder of them; may be repeated. Setting mappings")
    private List<Path> mappings = List.of();

    /** What the settings name; nothing else of them is asked. */
    OwnFiles files() {
        return OwnFiles.of(settings(Map.of()));
    }

    /** The settings; these options beat the given flags. */
    Settings settings(Map<String, String> flags) {
        var all = new HashMap<>(flags);
        put(Setting.EVENT_TYPES, eventTypes, all);
        put(Setting.MAPPINGS, mappings, all);
        return Settings.of(config, System.getenv(), all);
    }

    private static void put(Setting setting, List<Path> paths, Map<String, String> into) {
        if (!paths.isEmpty()) {
            into.put(setting.key(), paths.stream().map(Path::toString).collect(Collectors.joining(",")));
        }
    }
}
