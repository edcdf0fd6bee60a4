package io.probity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.canonical.Hmac;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that the keys of all tenants lie in, one folder for each.
 *
 * <pre>
 *   TENANT/tokens/EPOCH.key   the token key of an epoch; the highest is in force
 *   TENANT/subjects.key       names data subjects in the files below
 *   TENANT/kek/EPOCH.key      the key that wraps data keys; not here where it lies in a PKCS#11 token
 *   TENANT/subjects/…         see FileKeyStore
 * </pre>
 *
 * @param token the PKCS#11 token that holds the wrapping keys; null for files
 */
public record KeyFolder(Path folder, @Nullable Pkcs11 token) {

    /** What there is of a tenant. */
    public record Stock(String tenant, List<Integer> tokenEpochs, int wrappingEpoch, long subjectKeys) {}

    /** Whether a tenant has keys. */
    public boolean has(String tenant) {
        return Files.exists(of(tenant).resolve("subjects.key"));
    }

    /**
     * Makes the keys of a tenant that are missing: all, or those that an init which was cut short has not made. What is there stays
     * as it is.
     *
     * @throws KeyException if it has them all, or they cannot be written
     */
    @SuppressWarnings("try") // the lock is held, not used
    public void init(String tenant) {
        requireNoKeys(tenant);
        try (var lock = FolderLock.alone(of(tenant))) {
            requireNoKeys(tenant); // another process may have been first
            if (FileKeyStore.hasKeys(of(tenant).resolve("subjects"))) {
                throw new KeyException("tenant " + tenant + " has keys of subjects in " + of(tenant)
                        + ", and subjects.key, which names them, is lost: restore it from a copy; with another one nobody"
                        + " in them could be erased");
            }
            if (!FileKeyStore.hasEpoch(of(tenant).resolve("subjects"))) {
                FileKeyStore.init(of(tenant).resolve("subjects"), keks(tenant));
            }
            if (epochs(tenant).isEmpty()) {
                KeyFiles.create(tokenFile(tenant, 1));
            }
            KeyFiles.create(of(tenant).resolve("subjects.key")); // last: what it names is whole
        }
    }

    private void requireNoKeys(String tenant) {
        if (has(tenant)) {
            throw new KeyException("tenant " + tenant + " has keys in " + of(tenant)
                    + " already: nothing was made; probity keys rotate begins a new token epoch");
        }
    }

    /** Begins a new epoch of tokens. Older keys stay, so that a token of theirs can still be made and compared. */
    @SuppressWarnings("try") // the lock is held, not used
    public int rotate(String tenant) {
        requireKeys(tenant);
        try (var lock = FolderLock.alone(of(tenant))) {
            int next = requireEpochs(tenant).getLast() + 1;
            KeyFiles.create(tokenFile(tenant, next));
            return next;
        }
    }

    /** Destroys the token key of an epoch that is over: nobody can make a token of it any more, or try out who is behind one. */
    @SuppressWarnings("try") // the lock is held, not used
    public void forget(String tenant, int epoch) {
        requireKeys(tenant);
        try (var lock = FolderLock.alone(of(tenant))) {
            var epochs = requireEpochs(tenant);
            if (!epochs.contains(epoch) || epochs.getLast() == epoch) {
                throw new KeyException("tenant " + tenant + " has the token epochs " + epochs + "; " + epoch
                        + " is not one of them that is over");
            }
            KeyFiles.destroy(tokenFile(tenant, epoch));
        }
    }

    /** The tenants that have keys, and which. */
    public List<Stock> stock() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> tenants = Files.list(folder)) {
            return tenants.filter(it -> Files.exists(it.resolve("subjects.key")))
                    .map(it -> java.net.URLDecoder.decode(String.valueOf(it.getFileName()), UTF_8))
                    .sorted()
                    .map(this::stock)
                    .toList();
        } catch (IOException e) {
            throw new KeyException("the key folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Stock stock(String tenant) {
        try (var store = store(tenant)) {
            return new Stock(tenant, requireEpochs(tenant), store.epoch(), store.size());
        }
    }

    /** All of it, for an instance. */
    public KeyRing open() {
        return new KeyRing(
                tenant -> new KeyRing.Opened(store(tenant), () -> new TokenKeys(tokens(tenant))), FieldCipher::random);
    }

    private FileKeyStore store(String tenant) {
        requireKeys(tenant);
        return new FileKeyStore(
                of(tenant).resolve("subjects"),
                keks(tenant),
                new Hmac(KeyFiles.read(of(tenant).resolve("subjects.key"))));
    }

    private KekVault keks(String tenant) {
        return token == null ? new FileKeks(of(tenant).resolve("kek")) : token.keks(tenant);
    }

    private Map<Integer, Hmac> tokens(String tenant) {
        var keys = new TreeMap<Integer, Hmac>();
        requireEpochs(tenant).forEach(epoch -> keys.put(epoch, new Hmac(KeyFiles.read(tokenFile(tenant, epoch)))));
        return keys;
    }

    private List<Integer> requireEpochs(String tenant) {
        requireKeys(tenant);
        var epochs = epochs(tenant);
        if (epochs.isEmpty()) {
            throw new KeyException(
                    "tenant " + tenant + " has no token key in " + of(tenant) + ": restore its folder from a copy");
        }
        return epochs;
    }

    /** Epochs of tokens whose keys are there, the oldest first. */
    private List<Integer> epochs(String tenant) {
        var folder = of(tenant).resolve("tokens");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.matches("[1-9][0-9]{0,8}\\.key"))
                    .map(name -> Integer.valueOf(name.substring(0, name.length() - ".key".length())))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new KeyException("the token keys of tenant " + tenant + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void requireKeys(String tenant) {
        if (!has(tenant)) {
            throw new KeyException("tenant " + tenant + " has no keys in " + folder
                    + ": make them with probity keys init --tenant " + tenant);
        }
    }

    private Path tokenFile(String tenant, int epoch) {
        return of(tenant).resolve("tokens").resolve(epoch + ".key");
    }

    private Path of(String tenant) {
        var name = URLEncoder.encode(tenant, UTF_8);
        return folder.resolve(name.startsWith(".") ? "%2E" + name.substring(1) : name);
    }
}
