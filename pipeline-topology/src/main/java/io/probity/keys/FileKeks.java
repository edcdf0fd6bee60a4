package io.probity.keys;

import java.nio.file.Path;
import javax.crypto.spec.SecretKeySpec;

/** Wrapping keys in files. */
record FileKeks(Path folder) implements KekVault {

    @Override
    public Kek open(int epoch) {
        return kek(KeyFiles.read(file(epoch)));
    }

    @Override
    public Kek create(int epoch) {
        destroy(epoch);
        return kek(KeyFiles.create(file(epoch)));
    }

    @Override
    public void destroy(int epoch) {
        KeyFiles.destroy(file(epoch));
    }

    private Path file(int epoch) {
        return folder.resolve(epoch + ".key");
    }

    private static Kek kek(byte[] key) {
        return new Kek(new SecretKeySpec(key, "AES"), null);
    }
}
