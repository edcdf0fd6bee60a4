package io.probity.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.canonical.CanonicalFormException;
import io.probity.detect.Detectors;
import io.probity.detect.Hit;
import io.probity.draft.Keeping;
import io.probity.draft.Masks;
import io.probity.keys.Aad;
import io.probity.keys.DataKey;
import io.probity.keys.TenantKeys;
import io.probity.keys.TokenKeys;
import io.probity.model.Protected;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Single values of one record, each brought to the form that it is kept in. What a detector finds on the way is noted. A text of no
 * characters stays as it is: that there is none is what controls ask for, and tells of nobody.
 */
final class Values {
    private final TenantKeys keys;
    private final Aad of;
    private final Subjects subjects;
    private final List<Finding> findings = new ArrayList<>(0);
    private final Map<Subjects.Whose, DataKey> taken = new EnumMap<>(Subjects.Whose.class);

    /**
     * @param of what the record is
     * @param subjects whom its values are about
     */
    Values(TenantKeys keys, Aad of, Subjects subjects) {
        this.keys = keys;
        this.of = of;
        this.subjects = subjects;
    }

    Subjects subjects() {
        return subjects;
    }

    List<Finding> findings() {
        return findings;
    }

    /** A text that is to be encrypted, by now without secrets. */
    record ToSeal(String bare) {}

    /**
     * What becomes of a text of a field.
     *
     * @return a String, a Protected, or null where it is dropped
     */
    @Nullable Object kept(String value, Keeping keeping, Subjects.Whose whose, CharSequence path) {
        var treated = treated(value, keeping, path);
        return treated instanceof ToSeal(String bare) ? sealed(bare, whose, path) : treated;
    }

    /**
     * The same, and what is to be encrypted is left to do.
     *
     * @return a String, a token, a ToSeal, or null where it is dropped
     */
    @Nullable Object treated(String value, Keeping keeping, CharSequence path) {
        if (value.isEmpty()) {
            return value;
        }
        return switch (keeping) {
            case CLEAR -> clear(value, path);
            case TOKEN -> keys.tokens().of(value);
            case TOKEN_ARN -> arn(value, path);
            case MASK_IP -> masked(Masks.ip(value), value, path);
            case MASK_DOMAIN -> masked(Masks.domain(value), value, path);
            case MASK_LAST4 -> Masks.last4(value);
            case ENCRYPT -> new ToSeal(withoutSecrets(value, path));
            case DROP -> null;
        };
    }

    /** A mask may leave the value as it is, or a part of it: what it leaves is looked through as a text that stays is. */
    private Object masked(@Nullable String mask, String value, CharSequence path) {
        return mask == null ? new ToSeal(withoutSecrets(value, path)) : clear(mask, path);
    }

    /** All but the name, which is a token; all of it where a detector finds something in the rest. */
    private Object arn(String value, CharSequence path) {
        int name = Masks.nameInArn(value);
        if (name < 0) {
            return keys.tokens().of(value);
        }
        var rest = value.substring(0, name);
        var hits = Detectors.in(rest);
        if (!hits.isEmpty()) {
            note(hits, path);
            return keys.tokens().of(value);
        }
        return name == value.length() ? value : rest + token(value.substring(name));
    }

    /** A text that nothing keeps from being read: as it is, without secrets, and encrypted if something in it is personal. */
    private Object clear(String value, CharSequence path) {
        var hits = Detectors.in(value);
        if (hits.isEmpty()) {
            return value;
        }
        note(hits, path);
        var bare = without(hits, value);
        return isPersonal(hits) ? new ToSeal(bare) : bare;
    }

    /** The same where no ciphertext fits: what is personal becomes a token as text, {@code token:<epoch>:<t>}. */
    String clearText(String value, CharSequence path) {
        var hits = Detectors.in(value);
        if (hits.isEmpty()) {
            return value;
        }
        note(hits, path);
        return isPersonal(hits) ? token(value) : without(hits, value);
    }

    /**
     * Notes what is found in a text that is part of a key, and stays whatever is in it.
     *
     * @return whether anything was
     */
    boolean noteOnly(String value, CharSequence path) {
        var hits = Detectors.in(value);
        note(hits, path);
        return !hits.isEmpty();
    }

    /** A text that is going to be unreadable: a secret is not kept there either. */
    String withoutSecrets(String value, CharSequence path) {
        var hits = Detectors.in(value);
        if (hits.isEmpty()) {
            return value;
        }
        var secrets = hits.stream().filter(hit -> hit.kind().isSecret()).toList();
        note(secrets, path);
        return without(secrets, value);
    }

    /** The token of a text, as text. */
    String token(String value) {
        return TokenKeys.text(keys.tokens().of(value));
    }

    Protected tokenOf(String value) {
        return keys.tokens().of(value);
    }

    /** Encrypted as UTF-8. */
    Protected sealed(String clear, Subjects.Whose whose, CharSequence path) {
        requirePairs(clear, path);
        return sealed(clear.getBytes(UTF_8), whose, path);
    }

    Protected sealed(byte[] clear, Subjects.Whose whose, CharSequence path) {
        return keys.cipher().seal(key(whose), clear, of, path);
    }

    /** Nonce, ciphertext and tag alone, for whoever writes the reference itself. */
    byte[] sealedBytes(byte[] clear, DataKey key, CharSequence path) {
        return keys.cipher().sealed(key, clear, of, path);
    }

    /** Asked for once for each of whom a record is about: a key that is destroyed meanwhile changes nothing halfway. */
    DataKey key(Subjects.Whose whose) {
        var key = taken.get(whose);
        if (key == null) {
            key = keys.of(subjects.of(whose));
            taken.put(whose, key);
        }
        return key;
    }

    private void note(List<Hit> hits, CharSequence path) {
        hits.forEach(hit -> findings.add(new Finding(hit.kind(), path.toString())));
    }

    private static boolean isPersonal(List<Hit> hits) {
        return hits.stream().anyMatch(hit -> !hit.kind().isSecret());
    }

    private static String without(List<Hit> hits, String value) {
        var bare = new StringBuilder(value.length());
        int from = 0;
        for (var hit : hits) {
            if (hit.kind().isSecret()) {
                bare.append(value, from, hit.start());
                bare.append("[secret:").append(hit.kind().word()).append(']');
                from = hit.end();
            }
        }
        return bare.append(value, from, value.length()).toString();
    }

    /** UTF-8 cannot say half a pair, so it would be lost: as little as the canonical form of a clear text takes it. */
    private static void requirePairs(String text, CharSequence path) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
                    throw new CanonicalFormException(
                            path.toString(), "has a surrogate without its pair, which UTF-8 cannot say");
                }
                i++;
            }
        }
    }
}
