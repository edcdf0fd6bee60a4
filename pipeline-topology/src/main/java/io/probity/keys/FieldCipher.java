package io.probity.keys;

import io.probity.model.Protected;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/** AES-256-GCM over single values. For one thread: its cipher is used again and again. */
public final class FieldCipher {
    private static final int TAG_BITS = 128;

    private final Nonces nonces;
    private Cipher cipher = cipher();

    FieldCipher(Nonces nonces) {
        this.nonces = nonces;
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** One with random nonces. */
    public static FieldCipher random() {
        return new FieldCipher(Nonces.random());
    }

    /** Nonce, ciphertext and tag, under the reference of the key. */
    public Protected seal(DataKey key, byte[] clear, Aad of, CharSequence path) {
        return new Protected(key.ref(), ByteBuffer.wrap(sealed(key, clear, of, path)), null, null);
    }

    /** The same without its reference. */
    public byte[] sealed(DataKey key, byte[] clear, Aad of, CharSequence path) {
        var about = of.of(path);
        var nonce = nonces.next(about, clear);
        if (nonces.mayRepeat()) {
            cipher = cipher(); // one and the same value twice: a cipher that was used refuses its own nonce
        }
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key.key(), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(about);
            var sealed = Arrays.copyOf(nonce, Nonces.BYTES + clear.length + TAG_BITS / 8);
            cipher.doFinal(clear, 0, clear.length, sealed, Nonces.BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }

    /** What was encrypted; null if it was encrypted with another key, or for another field, event or tenant. */
    public byte @Nullable [] open(SecretKey key, byte[] sealed, Aad of, CharSequence path) {
        if (sealed.length < Nonces.BYTES + TAG_BITS / 8) {
            return null;
        }
        try {
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, Nonces.BYTES));
            cipher.updateAAD(of.of(path));
            return cipher.doFinal(sealed, Nonces.BYTES, sealed.length - Nonces.BYTES);
        } catch (AEADBadTagException notThis) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }
}
