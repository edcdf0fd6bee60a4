package io.probity.canonical;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 (RFC 2104) under one key: a tenant's contentKey, the intake's MAC. May be shared between threads; each
 * gets a keyed Mac of its own, once.
 */
public final class Hmac {
    /** Bytes of a result. */
    public static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    /** 128 bits: below that the key is easier to guess than the result, which may be cut to 128 bits (a token). */
    private static final int LEAST_KEY_BYTES = 16;

    private final ThreadLocal<Mac> macs;

    /**
     * @param key at least 16 bytes, 32 of them random in earnest; copied
     * @throws IllegalArgumentException if the key is shorter
     */
    public Hmac(byte[] key) {
        if (key.length < LEAST_KEY_BYTES) {
            throw new IllegalArgumentException("an HMAC key of " + key.length + " bytes; needs " + LEAST_KEY_BYTES);
        }
        var spec = new SecretKeySpec(key, ALGORITHM);
        this.macs = ThreadLocal.withInitial(() -> keyed(spec));
    }

    /**
     * The HMAC, 32 bytes, of the parts one after the other. Nothing stands between them, so {@code of(ab, c)} is
     * {@code of(a, bc)}: where parts vary in length, put the lengths in.
     */
    public byte[] of(byte[]... parts) {
        var mac = macs.get();
        for (var part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    /** Whether {@code claimed} is the HMAC of the parts; takes as long for a nearly right one as for a wrong one. */
    public boolean matches(byte[] claimed, byte[]... parts) {
        return MessageDigest.isEqual(claimed, of(parts));
    }

    private static Mac keyed(SecretKeySpec key) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
