package io.probity.keys;

import io.probity.canonical.EventDigest;
import io.probity.model.Protected;
import org.jspecify.annotations.Nullable;

/** Opens what was encrypted, for whoever holds the keys. For one thread. */
public final class Reveal {
    private final KeyRing ring;
    private final FieldCipher cipher = FieldCipher.random();

    public Reveal(KeyRing ring) {
        this.ring = ring;
    }

    /**
     * What stood in a field: its UTF-8, or its bytes; of a value inside data or raw its canonical JSON text.
     *
     * @param of the record that it is a field of, see {@link Aad}
     * @param path {@code actor/name}, {@code data/reviewers}, {@code value}; the items of a list are at the list's own path
     * @return null for a token, which nobody can open; for one whose key was destroyed; for one that belongs elsewhere
     */
    public byte @Nullable [] bytes(Protected hidden, String tenant, Aad of, String path) {
        var ref = hidden.getK();
        var sealed = hidden.getC();
        if (ref == null || sealed == null) {
            return null;
        }
        var key = ring.store(tenant).find(ref);
        return key == null ? null : cipher.open(key, EventDigest.bytes(sealed), of, path);
    }
}
