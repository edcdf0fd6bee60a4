package io.probity.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.Arrays;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;

/**
 * A PKCS#11 token through the JDK's SunPKCS11: it makes the wrapping keys, keeps them, and does the wrapping. The configuration
 * is SunPKCS11's own; with {@code attributes(*,CKO_SECRET_KEY,*) = {CKA_TOKEN=true CKA_EXTRACTABLE=false …}} as docs/protection.md
 * shows, a key never leaves the token.
 */
public final class Pkcs11 {
    private final Provider provider;
    private final KeyStore token;
    private final char[] pin;

    private Pkcs11(Provider provider, KeyStore token, char[] pin) {
        this.provider = provider;
        this.token = token;
        this.pin = pin;
    }

    /**
     * Opens a token.
     *
     * @param config a file of SunPKCS11's settings
     * @param pinFile a file with the user's PIN
     * @throws KeyException naming the file, if the token cannot be opened
     */
    public static Pkcs11 open(Path config, Path pinFile) {
        var prototype = Security.getProvider("SunPKCS11");
        if (prototype == null) {
            throw new KeyException("this Java has no PKCS#11: it needs the module jdk.crypto.cryptoki");
        }
        try {
            var pin = Files.readString(pinFile).strip().toCharArray();
            var provider = prototype.configure(config.toString());
            var token = KeyStore.getInstance("PKCS11", provider);
            token.load(null, pin);
            return new Pkcs11(provider, token, pin);
        } catch (IOException | GeneralSecurityException | InvalidParameterException | ProviderException e) {
            throw new KeyException(
                    "the PKCS#11 token of " + config + " cannot be opened with the PIN of " + pinFile, e);
        }
    }

    /** The wrapping keys of a tenant. */
    KekVault keks(String tenant) {
        return new Vault("probity-kek-" + tenant + "-");
    }

    private final class Vault implements KekVault {
        private final String prefix;

        Vault(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public Kek open(int epoch) {
            try {
                synchronized (token) {
                    if (token.getKey(prefix + epoch, pin) instanceof SecretKey key) {
                        return new Kek(key, provider);
                    }
                }
                throw new KeyException("the token has no key " + prefix + epoch + ": is it the right token?");
            } catch (GeneralSecurityException e) {
                throw new KeyException("key " + prefix + epoch + " of the token cannot be had", e);
            }
        }

        @Override
        public Kek create(int epoch) {
            destroy(epoch);
            try {
                var generator = KeyGenerator.getInstance("AES", provider);
                generator.init(8 * KeyFiles.BYTES);
                synchronized (token) {
                    token.setKeyEntry(prefix + epoch, generator.generateKey(), pin, null);
                }
            } catch (GeneralSecurityException e) {
                throw new KeyException("the token cannot make key " + prefix + epoch, e);
            }
            return open(epoch);
        }

        @Override
        public void destroy(int epoch) {
            try {
                synchronized (token) {
                    if (token.containsAlias(prefix + epoch)) {
                        token.deleteEntry(prefix + epoch);
                    }
                }
            } catch (GeneralSecurityException e) {
                throw new KeyException("the token cannot destroy key " + prefix + epoch, e);
            }
        }
    }

    /** Forgets the PIN. */
    public void close() {
        Arrays.fill(pin, '\0');
    }
}
