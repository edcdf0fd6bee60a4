package io.probity.integrity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Ed25519 of RFC 8032 by the JDK, whose keys come wrapped, while the formats write the 32 bytes bare. */
final class Ed25519 {
    /** Bytes of a public key, and of the seed that is the private one. */
    static final int KEY_BYTES = 32;

    static final int SIGNATURE_BYTES = 64;

    /** RFC 8410, section 4: the SubjectPublicKeyInfo up to the key. */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");
    /** RFC 8410, section 7: the PrivateKeyInfo up to the seed. */
    private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private Ed25519() {}

    /**
     * @param raw 32 bytes
     * @throws GeneralSecurityException if they are no point of the curve, or one not encoded as RFC 8032 does
     */
    static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
        var key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(joined(X509, raw)));
        // The JDK looks whether the bytes are a point only when it verifies, and then it is too late to say so.
        Signature.getInstance("Ed25519").initVerify(key);
        return key;
    }

    static PrivateKey privateKey(byte[] seed) {
        try {
            return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(joined(PKCS8, seed)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no Ed25519", e);
        }
    }

    /**
     * The 32 bytes of the public key that belongs to a seed.
     *
     * @throws IllegalStateException if the JDK's provider makes its keys in a way that a seed cannot be given to
     */
    static byte[] publicOf(byte[] seed) {
        try {
            // The JDK derives a public key only while it makes a pair, whose private half is the 32 bytes drawn.
            var pairs = KeyPairGenerator.getInstance("Ed25519");
            pairs.initialize(NamedParameterSpec.ED25519, new Given(seed));
            var pair = pairs.generateKeyPair();
            var made = pair.getPrivate().getEncoded();
            if (made == null || !Arrays.equals(made, privateKey(seed).getEncoded())) {
                throw new IllegalStateException("this JDK's Ed25519 does not make a key from a given seed");
            }
            var wrapped = pair.getPublic().getEncoded();
            return Arrays.copyOfRange(wrapped, wrapped.length - KEY_BYTES, wrapped.length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no Ed25519", e);
        }
    }

    static byte[] sign(PrivateKey key, byte[] message) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 does not sign", e);
        }
    }

    static boolean verifies(PublicKey key, byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_BYTES) {
            return false;
        }
        try {
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false; // of the right length but no signature: S out of range, R no point
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 does not verify", e);
        }
    }

    static byte[] joined(byte[] first, byte[] second) {
        var joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    /** Draws the bytes of a seed, and those only. */
    private static final class Given extends SecureRandom {
        private final byte[] seed;

        Given(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != seed.length) {
                throw new IllegalStateException("this JDK's Ed25519 draws " + bytes.length + " bytes for a key");
            }
            System.arraycopy(seed, 0, bytes, 0, seed.length);
        }
    }
}
