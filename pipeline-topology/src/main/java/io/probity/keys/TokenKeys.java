package io.probity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.canonical.EventDigest;
import io.probity.canonical.Hmac;
import io.probity.model.Protected;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The token keys of one tenant by epoch. All identifiers are of one domain, so that a token of actor.id equals the token of the
 * same id wherever it stands: controls compare them. For one thread: it remembers tokens.
 */
public final class TokenKeys {
    /** Sets tokens apart from every other use of a key, and from tokens of another version of this rule. */
    private static final byte[] DOMAIN = "probity token 1: identifier\0".getBytes(UTF_8);

    private static final int BYTES = 16;
    private static final int MOST_REMEMBERED = 16_384;

    private final NavigableMap<Integer, Hmac> epochs;
    private final Map<String, Protected> remembered = new LinkedHashMap<>(1 << 10, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Protected> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** @param epochs one key at least; the highest is in force */
    public TokenKeys(Map<Integer, Hmac> epochs) {
        this.epochs = new TreeMap<>(epochs);
    }

    /** The same keys for another thread. */
    TokenKeys again() {
        return new TokenKeys(epochs);
    }

    /** Whether other ones make and know the same tokens: the key of an epoch never changes. */
    boolean isSameAs(TokenKeys other) {
        return epochs.keySet().equals(other.epochs.keySet());
    }

    /** The token of an identifier in the epoch in force. */
    public Protected of(String identifier) {
        var known = remembered.get(identifier);
        if (known == null) {
            var current = epochs.lastEntry();
            known = token(current.getKey(), current.getValue(), identifier);
            remembered.put(identifier, known);
        }
        return known;
    }

    /** The token of an identifier in every epoch whose key is there, the oldest first. */
    public Map<Integer, Protected> all(String identifier) {
        var all = new TreeMap<Integer, Protected>();
        epochs.forEach((epoch, key) -> all.put(epoch, token(epoch, key, identifier)));
        return all;
    }

    /** A token as text, as expressions see it: {@code token:<epoch>:<t>}. */
    public static String text(Protected token) {
        return "token:" + token.getE() + ":" + token.getT();
    }

    private static Protected token(int epoch, Hmac key, String identifier) {
        var t = Arrays.copyOf(key.of(DOMAIN, identifier.getBytes(UTF_8)), BYTES);
        return new Protected(null, null, epoch, EventDigest.hex(t));
    }
}
