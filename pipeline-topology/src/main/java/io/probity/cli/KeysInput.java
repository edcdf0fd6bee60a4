package io.probity.cli;

import io.probity.app.ProtectSettings;
import io.probity.app.Setting;
import io.probity.app.Settings;
import io.probity.keys.KeyFolder;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options by which a command is told which keys are meant. */
final class KeysInput {
    @Mixin
    private final SettingsInput input = new SettingsInput();

    @Option(
            names = "--tenant",
            paramLabel = "NAME",
            description = "whose keys; may be repeated. Default: the tenants that the settings name")
    private List<String> tenants = List.of();

    Settings settings() {
        return input.settings();
    }

    KeyFolder folder() {
        return ProtectSettings.of(settings()).folder();
    }

    /** Those that are named, else all that events come for. */
    List<String> tenants() {
        return tenants.isEmpty() ? List.copyOf(ProtectSettings.of(settings()).tenants()) : tenants;
    }

    /** Whether the keys of a tenant are meant: all are, where none is named. */
    boolean means(String tenant) {
        return tenants.isEmpty() || tenants.contains(tenant);
    }

    /** The one that is named, else the default one. */
    String tenant() {
        return tenants.isEmpty() ? settings().text(Setting.TENANT) : tenants.getFirst();
    }
}
