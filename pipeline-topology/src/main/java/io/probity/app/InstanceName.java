package io.probity.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;

/**
 * The name by which the group knows an instance again after a restart: the setting, or else one that lies beside its
 * stores. Whoever has the stores is that instance; Kafka Streams locks them, so that no two processes can be.
 */
final class InstanceName {
    private static final String FILE = "instance";

    private InstanceName() {}

    static String of(Settings settings) {
        return settings.find(Setting.INSTANCE).orElseGet(() -> kept(Path.of(settings.text(Setting.STATE_DIR))));
    }

    private static String kept(Path stateDir) {
        var file = stateDir.resolve(FILE);
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException first) {
            return newIn(file);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static String newIn(Path file) {
        try {
            var name = UUID.randomUUID().toString();
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, name + "\n");
            return name;
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static SettingException unusable(Path file, IOException cause) {
        return new SettingException("the name of this instance cannot be kept in " + file + " (" + cause
                + "): make setting 'state.dir' a folder that can be written, or give setting 'instance'");
    }
}
