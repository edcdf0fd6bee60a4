package io.probity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.canonical.EventDigest;
import io.probity.canonical.Hmac;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Keys that follow from one key that everybody knows: for a command line whose output is the same every time. Protects nothing. */
final class DerivedKeyStore implements SubjectKeyStore {
    private static final int REF_CHARACTERS = 16;

    private final Hmac root;
    private final Map<String, SecretKey> given = new HashMap<>();

    DerivedKeyStore(Hmac root) {
        this.root = root;
    }

    @Override
    public synchronized DataKey of(String subject) {
        var key = root.of(("data key\0" + subject).getBytes(UTF_8));
        var ref = EventDigest.hex(EventDigest.sha256(key)).substring(0, REF_CHARACTERS);
        var secret = new SecretKeySpec(key, "AES");
        given.put(ref, secret);
        return new DataKey(ref, secret);
    }

    @Override
    public void sync() {
        // they follow from the root at any time
    }

    @Override
    public synchronized @Nullable SecretKey find(String ref) {
        return given.get(ref);
    }

    @Override
    public int destroy(Collection<String> subjects) {
        throw new KeyException("keys that everybody knows cannot be destroyed");
    }

    @Override
    public synchronized long size() {
        return given.size();
    }

    @Override
    public void refresh() {
        // nobody else makes any
    }

    @Override
    public long generation() {
        return 0;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
