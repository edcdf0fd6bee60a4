package io.probity.app;

import io.probity.keys.KeyException;
import io.probity.keys.KeyFolder;
import io.probity.keys.KeyRing;
import io.probity.keys.Pkcs11;
import io.probity.normalise.Sources;
import io.probity.transform.Protection;
import io.probity.transform.Tightening;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the settings say of protection. */
public record ProtectSettings(Settings settings) {

    public static ProtectSettings of(Settings settings) {
        return new ProtectSettings(settings);
    }

    /** Whether protection is on. */
    public boolean isOn() {
        return is(Setting.PROTECT_MODE, "on", "off");
    }

    private boolean is(Setting setting, String yes, String no) {
        var word = settings.text(setting).strip().toLowerCase(Locale.ROOT);
        if (!word.equals(yes) && !word.equals(no)) {
            throw new SettingException("setting '" + setting.key() + "' must be " + yes + " or " + no + ", was '"
                    + settings.text(setting) + "'");
        }
        return word.equals(yes);
    }

    /** The folder of keys, whatever the mode. */
    public KeyFolder folder() {
        return new KeyFolder(Path.of(settings.text(Setting.PROTECT_KEYS)), token());
    }

    private @Nullable Pkcs11 token() {
        var config = settings.find(Setting.PROTECT_PKCS11);
        return config.isEmpty()
                ? null
                : Pkcs11.open(Path.of(config.get()), Path.of(settings.text(Setting.PROTECT_PIN)));
    }

    /** The tenants that events come for. */
    public Set<String> tenants() {
        var tenants = new LinkedHashSet<String>();
        tenants.add(settings.text(Setting.TENANT));
        var own = OwnFiles.of(settings);
        SourceTopics.of(settings, own.sources(), own.names()).forEach(topic -> tenants.add(topic.tenant()));
        return tenants;
    }

    /** Makes the keys of every tenant that has none. */
    public void makeMissing() {
        var folder = folder();
        tenants().stream().filter(tenant -> !folder.has(tenant)).forEach(folder::init);
    }

    /**
     * The keys of an instance.
     *
     * @return null where protection is off
     * @throws SettingException saying how to make them, where a tenant has none
     */
    @Nullable KeyRing ring() {
        if (!isOn()) {
            return null;
        }
        if (settings.find(Setting.PROTECT_KEYS).isEmpty()) {
            throw new SettingException("protection is on and has no keys: set '" + Setting.PROTECT_KEYS.key()
                    + "' to a folder and make them there with probity keys init, or turn it off with "
                    + Setting.PROTECT_MODE.key() + "=off");
        }
        try {
            var folder = folder();
            for (var tenant : tenants()) {
                if (!folder.has(tenant)) {
                    throw new SettingException("tenant '" + tenant + "' has no keys in " + folder.folder()
                            + ": make them with probity keys init --set " + Setting.PROTECT_KEYS.key() + "="
                            + folder.folder() + " --tenant " + tenant);
                }
            }
            return folder.open();
        } catch (KeyException e) {
            throw new SettingException(String.valueOf(e.getMessage()));
        }
    }

    /** How values are protected with some keys. */
    Protection protection(KeyRing keys, Sources sources) {
        return new Protection(keys, tightening(sources), is(Setting.PROTECT_ORIGINAL, "true", "false"));
    }

    private Tightening tightening(Sources sources) {
        return settings.document(
                        Setting.PROTECT_TIGHTENING,
                        (file, text) -> TighteningFile.parse(file, text, name -> {
                            var source = sources.named(name);
                            return source.isPresent() ? source.get().fields() : null;
                        }))
                .orElse(Tightening.NONE);
    }
}
