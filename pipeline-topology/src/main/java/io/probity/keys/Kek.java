package io.probity.keys;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * The key of one epoch that wraps data keys: AES-256-GCM with a random nonce. Where it lies in a token, the token does the work
 * and the key never leaves it. For one thread at a time.
 */
final class Kek {
    /** Nonce, key and tag. */
    static final int WRAPPED = 12 + 32 + 16;

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final @Nullable Provider provider;
    private final SecureRandom random = new SecureRandom();
    private @Nullable Cipher kept;

    /** @param provider where the key lies; null for one in memory */
    Kek(SecretKey key, @Nullable Provider provider) {
        this.key = key;
        this.provider = provider;
    }

    byte[] wrap(byte[] dataKey, byte[] of) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        var wrapped = Arrays.copyOf(nonce, WRAPPED);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, nonce, of);
            var made = cipher.doFinal(dataKey);
            System.arraycopy(made, 0, wrapped, NONCE, made.length);
            return wrapped;
        } catch (GeneralSecurityException | ProviderException e) {
            throw new KeyException("a data key cannot be wrapped", e);
        }
    }

    /** @throws KeyException if it was wrapped by another key, or for something else */
    byte[] unwrap(byte[] wrapped, byte[] of) {
        try {
            return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(wrapped, NONCE), of)
                    .doFinal(wrapped, NONCE, wrapped.length - NONCE);
        } catch (GeneralSecurityException | ProviderException e) {
            throw new KeyException("a data key cannot be unwrapped: it was wrapped by another key, or was changed", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] of) throws GeneralSecurityException {
        var cipher = kept == null ? found() : kept;
        kept = cipher; // to look one up costs as much as it then does
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(of);
        return cipher;
    }

    private Cipher found() throws GeneralSecurityException {
        return provider == null
                ? Cipher.getInstance("AES/GCM/NoPadding")
                : Cipher.getInstance("AES/GCM/NoPadding", provider);
    }
}
