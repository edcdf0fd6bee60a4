package io.probity.keys;

import io.probity.canonical.Hmac;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The keys of all tenants of an instance, opened when a tenant is first asked for. */
public final class KeyRing implements AutoCloseable {
    private final Map<String, Shared> tenants = new ConcurrentHashMap<>();
    private final Function<String, Opened> open;
    private final Supplier<FieldCipher> ciphers;

    /** What a folder holds of a tenant: its subjects' keys, and how to read its token keys. */
    record Opened(SubjectKeyStore store, Supplier<TokenKeys> tokens) {}

    KeyRing(Function<String, Opened> open, Supplier<FieldCipher> ciphers) {
        this.open = open;
        this.ciphers = ciphers;
    }

    /**
     * Keys that follow from one that everybody knows, nonces too: the same event comes out the same each time. Protects nothing.
     */
    public static KeyRing known(byte[] key) {
        var root = new Hmac(key);
        return new KeyRing(
                tenant -> new Opened(new DerivedKeyStore(root), () -> new TokenKeys(Map.of(1, root))),
                () -> new FieldCipher(Nonces.derived(root)));
    }

    /**
     * The keys of a tenant, for the thread that asks.
     *
     * @throws KeyException if there are none, or they cannot be opened
     */
    public TenantKeys of(String tenant) {
        return new TenantKeys(shared(tenant), ciphers.get());
    }

    /** The store of a tenant's subjects. */
    public SubjectKeyStore store(String tenant) {
        return shared(tenant).store();
    }

    private Shared shared(String tenant) {
        return tenants.computeIfAbsent(tenant, name -> new Shared(open.apply(name)));
    }

    /**
     * Returns when every key that was given, of any tenant, has reached the disk. Before that, nothing that is encrypted with
     * one may count: see {@link SubjectKeyStore#of}.
     *
     * @throws KeyException if they cannot be written; they can be tried again
     */
    public void sync() {
        each(it -> it.store().sync());
    }

    /**
     * Learns of keys that were rotated or destroyed since.
     *
     * @throws KeyException if those of a tenant cannot be read; the others' are
     */
    public void refresh() {
        each(Shared::refresh);
    }

    /**
     * Closes all files. A thread that is late and asks for a key all the same is given one, and its sync writes it or throws.
     *
     * @throws KeyException if keys that were given and not synced cannot be written; all is closed all the same
     */
    @Override
    public void close() {
        each(it -> it.store().close());
    }

    /** All of them, also where one fails. */
    private void each(Consumer<Shared> step) {
        KeyException failed = null;
        for (var tenant : tenants.values()) {
            try {
                step.accept(tenant);
            } catch (KeyException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    /** What the threads of an instance share of a tenant. */
    static final class Shared {
        private final Opened opened;
        private volatile TokenKeys tokens;
        private volatile long tokenGeneration;

        Shared(Opened opened) {
            this.opened = opened;
            this.tokens = opened.tokens().get();
        }

        SubjectKeyStore store() {
            return opened.store();
        }

        TokenKeys tokens() {
            return tokens;
        }

        long tokenGeneration() {
            return tokenGeneration;
        }

        private synchronized void refresh() {
            opened.store().refresh();
            var read = opened.tokens().get();
            if (!read.isSameAs(tokens)) { // threads remember tokens until they are told that they are others
                tokens = read;
                tokenGeneration++;
            }
        }
    }
}
