package io.probity.keys;

import java.util.HashMap;
import java.util.Map;

/**
 * The keys of one tenant in the hands of one thread. What it was given once it remembers, up to a bound, until the store says that
 * something was destroyed.
 */
public final class TenantKeys {
    private static final int MOST_REMEMBERED = 16_384;

    private final KeyRing.Shared shared;
    private final FieldCipher cipher;
    private final Map<String, DataKey> remembered = new HashMap<>();
    private TokenKeys tokens;
    private long tokenGeneration;
    private long generation;

    TenantKeys(KeyRing.Shared shared, FieldCipher cipher) {
        this.shared = shared;
        this.cipher = cipher;
        this.tokens = shared.tokens().again();
        this.tokenGeneration = shared.tokenGeneration();
        this.generation = shared.store().generation();
    }

    /** The key of a data subject, see {@link SubjectNames}. */
    public DataKey of(String subject) {
        if (generation != shared.store().generation()) {
            generation = shared.store().generation();
            remembered.clear();
        }
        var known = remembered.get(subject);
        if (known == null) {
            if (remembered.size() >= MOST_REMEMBERED) {
                remembered.clear(); // the store remembers more, and by use
            }
            known = shared.store().of(subject);
            remembered.put(subject, known);
        }
        return known;
    }

    public TokenKeys tokens() {
        if (tokenGeneration != shared.tokenGeneration()) {
            tokenGeneration = shared.tokenGeneration();
            tokens = shared.tokens().again();
        }
        return tokens;
    }

    public FieldCipher cipher() {
        return cipher;
    }

    public SubjectKeyStore store() {
        return shared.store();
    }
}
