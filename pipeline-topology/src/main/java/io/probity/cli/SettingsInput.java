package io.probity.cli;

import io.probity.app.Settings;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options by which a command is given the settings of a pipeline. */
final class SettingsInput {
    @Mixin
    private final OwnFilesInput own = new OwnFilesInput();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "one setting; may be repeated")
    private Map<String, String> flags = Map.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    private @Nullable Settings read;

    /**
     * Flags over variables over the file over the defaults, read once. What is doubtful in them is said on stderr.
     *
     * @throws io.probity.app.SettingException naming the first thing that is wrong
     */
    Settings settings() {
        var known = read;
        if (known == null) {
            known = settings(Map.of());
            read = known;
        }
        return known;
    }

    /** The same, with what the command itself settles, by key: it beats all others. */
    Settings settings(Map<String, String> settled) {
        var all = new HashMap<>(flags);
        all.putAll(settled);
        var settings = own.settings(all);
        settings.doubts().forEach(doubt -> spec.commandLine().getErr().println(spec.qualifiedName() + ": " + doubt));
        return settings;
    }
}
