package io.probity.integrity;

import io.probity.integrity.Opened.NobodyKnown;
import io.probity.integrity.Opened.Signed;
import io.probity.integrity.Opened.Verified;
import io.probity.integrity.Opened.WrongSignature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys that somebody knows and believes, each found by its name and id. Immutable. */
public final class Verifiers {
    private final Map<Id, VerifierKey> keys;

    private record Id(String name, int id) {}

    private Verifiers(Map<Id, VerifierKey> keys) {
        this.keys = keys;
    }

    /**
     * These keys and no others.
     *
     * @throws IllegalArgumentException if two have the same name and id, so that a signature could be of either
     */
    public static Verifiers of(List<VerifierKey> known) {
        var keys = new LinkedHashMap<Id, VerifierKey>();
        for (var key : known) {
            if (keys.put(new Id(key.name(), key.id()), key) != null) {
                throw new IllegalArgumentException("two keys of the name " + key.name() + " and the id " + key.hexId());
            }
        }
        return new Verifiers(keys);
    }

    /** These keys and no others. */
    public static Verifiers of(VerifierKey... known) {
        return of(List.of(known));
    }

    /**
     * Verifies what of a note's signatures is of known keys; signed-note, section Signatures. Signatures of unknown keys
     * are ignored, and so are, as in Go's {@code note.Open}, a key's second signature and those after it: they are not
     * even verified, and the result does not have them.
     */
    public Opened open(SignedNote note) {
        var verified = new LinkedHashMap<Id, Signed>();
        for (var signature : note.signatures()) {
            var id = new Id(signature.name(), signature.keyId());
            @Nullable VerifierKey key = keys.get(id);
            if (key == null || verified.containsKey(id)) {
                continue;
            }
            if (!key.verifies(note.text(), signature)) {
                return new WrongSignature(key);
            }
            verified.put(id, new Signed(key, signature));
        }
        return verified.isEmpty() ? new NobodyKnown() : new Verified(note.text(), new ArrayList<>(verified.values()));
    }
}
