package io.probity.app;

import io.probity.canonical.Hmac;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The secrets of an instance, from files alone: never from arguments or the environment, which other processes can read.
 *
 * @param intake signs entries
 * @param content makes contentKeys
 */
public record Keys(Hmac intake, byte[] content) {
    private static final int LEAST_BYTES = 32;

    static Keys from(Settings settings) {
        return new Keys(new Hmac(read(settings, Setting.MAC_KEY_FILE)), read(settings, Setting.CONTENT_KEY_FILE));
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
