package io.probity.app;

import io.probity.canonical.Hmac;
import io.probity.keys.KeyRing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of an instance, from files alone: never from arguments or the environment, which other processes can read.
 *
 * @param intake signs entries
 * @param content makes contentKeys
 * @param protect of the tenants' personal values; null where protection is off
 */
public record Keys(Hmac intake, byte[] content, @Nullable KeyRing protect) {
    private static final int LEAST_BYTES = 32;

    static Keys from(Settings settings) {
        return new Keys(
                new Hmac(read(settings, Setting.MAC_KEY_FILE)),
                read(settings, Setting.CONTENT_KEY_FILE),
                ProtectSettings.of(settings).ring());
    }

    /** Of whoever runs the ledger alone, which opens nothing that is protected. */
    static Keys ofTheLedger(Settings settings) {
        return new Keys(new Hmac(read(settings, Setting.MAC_KEY_FILE)), read(settings, Setting.CONTENT_KEY_FILE), null);
    }

    /** Returns when every key of a data subject that was given has reached the disk. */
    void sync() {
        if (protect != null) {
            protect.sync();
        }
    }

    private static byte[] read(Settings settings, Setting setting) {
        var file = Path.of(settings.text(setting));
        try {
            byte[] key = Files.readAllBytes(file);
            if (key.length < LEAST_BYTES) {
                throw new SettingException(
                        "key file " + file + " of '" + setting.key() + "' holds " + key.length + " bytes; it must hold "
                                + LEAST_BYTES + " or more random ones: head -c 32 /dev/urandom > " + file);
            }
            return key;
        } catch (IOException e) {
            throw new SettingException("key file " + file + " of '" + setting.key()
                    + "' cannot be read: make one with head -c 32 /dev/urandom > " + file);
        }
    }
}
