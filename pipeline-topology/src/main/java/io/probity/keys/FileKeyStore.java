package io.probity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.canonical.Hmac;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Data keys in files, wrapped by the key of an epoch. Each process appends to a file of its own and reads those of all, so instances
 * that share the folder need not know of each other; two of them may make a key each for one subject, which is no harm.
 *
 * <p>A new key is in memory alone until {@link #sync} writes it, with all others that are new, in one go: a sync of the disk for
 * each costs some forty times what the rest of it does.
 *
 * <pre>
 *   subjects/EPOCH/*.keys   wrapped data keys of the epoch in force; of two epochs the higher is in force
 * </pre>
 *
 * <p>To destroy keys is to wrap all others under the key of the next epoch, make that epoch the one in force by one rename, and
 * destroy the key of the epoch before: the destroyed ones can then not be opened from any copy of the old files either.
 */
final class FileKeyStore implements SubjectKeyStore {
    /** Opened keys that are remembered: some 10 MB. */
    private static final int MOST_OPENED = 65_536;

    /** New keys that may wait for a sync: some 3 MB. */
    private static final int MOST_UNWRITTEN = 16_384;

    private static final int FILE_SHIFT = 32;

    private final Path folder;
    private final KekVault keks;
    private final Hmac handles;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, DataKey> bySubject = bounded();
    private final Map<String, SecretKey> byRef = bounded();
    private final Map<String, DataKey> unwritten = new LinkedHashMap<>();
    private final List<KeyLog> logs = new ArrayList<>();
    private LongTable subjects = new LongTable();
    private LongTable refs = new LongTable();
    private @Nullable KeyLog own;
    private int epoch;
    private Kek kek;
    private final AtomicLong generation = new AtomicLong();

    /**
     * Opens the store of a folder, which must have one epoch at least.
     *
     * @param handles names subjects in the files
     */
    @SuppressWarnings("try") // the lock is held, not used
    FileKeyStore(Path folder, KekVault keks, Hmac handles) {
        this.folder = folder;
        this.keks = keks;
        this.handles = handles;
        try (var lock = FolderLock.alone(folder)) {
            finishDestruction();
            this.epoch = inForce(folder);
            this.kek = keks.open(epoch);
            readNews();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Whether a folder has been given its first epoch. */
    static boolean hasEpoch(Path folder) {
        try {
            return !epochs(folder).isEmpty();
        } catch (IOException e) {
            throw new KeyException("the key folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether a folder holds a key of anybody. */
    static boolean hasKeys(Path folder) {
        try {
            for (int epoch : epochs(folder)) {
                try (Stream<Path> files = Files.list(folder.resolve(String.valueOf(epoch)))) {
                    if (files.anyMatch(KeyLog::isOne)) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException e) {
            throw new KeyException("the key folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Makes the first epoch. */
    static void init(Path folder, KekVault keks) {
        try {
            keks.create(1);
            KeyFiles.folder(folder.resolve("1"));
            KeyFiles.sync(folder);
        } catch (IOException e) {
            throw new KeyException("the key folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized DataKey of(String subject) {
        var known = bySubject.get(subject);
        if (known == null) {
            known = unwritten.get(subject);
            known = known == null ? found(subject) : known;
            known = known == null ? made(subject) : known;
            bySubject.put(subject, known);
        }
        return known;
    }

    private @Nullable DataKey found(String subject) {
        var handle = handle(subject);
        var found = lookUp(subjects, first(handle), key -> MessageDigest.isEqual(key.handle(), handle));
        return found == null ? null : new DataKey(found.ref(), open(found));
    }

    private DataKey made(String subject) {
        if (unwritten.size() >= MOST_UNWRITTEN) {
            sync();
        }
        var secret = random(KeyFiles.BYTES);
        var key = new DataKey(WrappedKey.ref(random(WrappedKey.ID)), new SecretKeySpec(secret, "AES"));
        unwritten.put(subject, key);
        return key;
    }

    private byte[] random(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public synchronized @Nullable SecretKey find(String ref) {
        var opened = byRef.get(ref);
        var id = WrappedKey.id(ref);
        if (opened != null || id == null) {
            return opened;
        }
        var found = lookUp(refs, first(id), key -> Arrays.equals(key.id(), id));
        if (found == null) {
            sync();
            refresh();
            found = lookUp(refs, first(id), key -> Arrays.equals(key.id(), id));
        }
        if (found == null) {
            return null;
        }
        var key = open(found);
        byRef.put(ref, key);
        return key;
    }

    @Override
    @SuppressWarnings("try") // the lock is held, not used
    public synchronized void sync() {
        if (unwritten.isEmpty()) {
            return;
        }
        try (var lock = FolderLock.shared(folder)) {
            if (inForce(folder) != epoch) { // several may have come and gone; under the lock nobody changes it
                refresh();
            } else {
                readOn(); // to list all files of the epoch each time costs more than the keys
            }
            var keys = new ArrayList<WrappedKey>(unwritten.size());
            unwritten.forEach((subject, key) -> keys.add(wrapped(subject, key)));
            var log = own();
            int number = log.append(keys);
            log.force();
            for (var key : keys) {
                remember(key, logs.indexOf(log), number++);
            }
            unwritten.clear();
        } catch (IOException e) {
            own = null; // once a sync has failed, the next may say yes and hold nothing: another file
            throw new KeyException("new keys cannot be written to " + folder + ": " + e.getMessage(), e);
        }
    }

    private WrappedKey wrapped(String subject, DataKey key) {
        var id = Objects.requireNonNull(WrappedKey.id(key.ref()));
        var bare = new WrappedKey(id, handle(subject), new byte[0]);
        return new WrappedKey(id, bare.handle(), kek.wrap(key.key().getEncoded(), bare.of()));
    }

    private KeyLog own() throws IOException {
        var log = own;
        if (log == null) {
            var name = HexFormat.of().formatHex(random(8)) + ".keys";
            log = KeyLog.create(folder.resolve(String.valueOf(epoch)).resolve(name));
            logs.add(log);
            own = log;
        }
        return log;
    }

    @Override
    @SuppressWarnings("try") // the lock is held, not used
    public synchronized int destroy(Collection<String> doomed) {
        sync(); // what is made here and doomed is destroyed with the rest
        try (var lock = FolderLock.alone(folder)) {
            refresh();
            var handles = doomed.stream().map(this::handle).toList();
            return rewrap(key -> handles.stream().anyMatch(it -> Arrays.equals(it, key.handle())));
        } catch (IOException e) {
            throw new KeyException("keys in " + folder + " cannot be destroyed: " + e.getMessage(), e);
        }
    }

    private int rewrap(Predicate<WrappedKey> isDoomed) throws IOException {
        int next = epoch + 1;
        var unfinished = folder.resolve(next + ".unfinished");
        deleteAll(unfinished);
        var nextKek = keks.create(next);
        int destroyed = 0;
        try (var log = KeyLog.create(unfinished.resolve("rewrapped.keys"))) {
            for (var old : logs) {
                for (int number = 0; number < old.known(); number++) {
                    var key = old.whole(number);
                    if (isDoomed.test(key)) {
                        destroyed++;
                    } else {
                        var again = nextKek.wrap(kek.unwrap(key.wrapped(), key.of()), key.of());
                        log.append(List.of(new WrappedKey(key.id(), key.handle(), again)));
                    }
                }
            }
            log.force();
        }
        // from here on the next epoch is in force, whatever happens
        Files.move(unfinished, folder.resolve(String.valueOf(next)), StandardCopyOption.ATOMIC_MOVE);
        KeyFiles.sync(folder);
        finishDestruction();
        refresh();
        return destroyed;
    }

    /** What a crash left of an epoch that is over, or never came into force. */
    private void finishDestruction() throws IOException {
        int inForce = inForce(folder);
        for (int old : epochs(folder)) {
            if (old < inForce) {
                keks.destroy(old);
                deleteAll(folder.resolve(String.valueOf(old)));
            }
        }
        keks.destroy(inForce - 1);
    }

    @Override
    public synchronized void refresh() {
        try {
            int now = inForce(folder);
            if (now != epoch) {
                var next = keks.open(now); // first: with the key before, keys of this epoch would be lost
                forget();
                epoch = now;
                kek = next;
            }
            readNews();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void forget() {
        logs.forEach(KeyLog::close);
        logs.clear();
        own = null;
        subjects = new LongTable();
        refs = new LongTable();
        bySubject.clear();
        byRef.clear();
        generation.incrementAndGet();
    }

    private void readNews() throws IOException {
        var files = new ArrayList<Path>();
        try (Stream<Path> all = Files.list(folder.resolve(String.valueOf(epoch)))) {
            all.filter(KeyLog::isOne).sorted().forEach(files::add);
        }
        for (var file : files) {
            if (logs.stream().noneMatch(log -> log.file().equals(file))) {
                logs.add(KeyLog.open(file));
            }
        }
        readOn();
    }

    /** What has come to the files that are known. */
    private void readOn() throws IOException {
        for (int i = 0; i < logs.size(); i++) {
            int of = i;
            logs.get(i).news((key, number) -> remember(key, of, number));
        }
    }

    private void remember(WrappedKey key, int log, int number) {
        long place = (long) log << FILE_SHIFT | number;
        subjects.put(first(key.handle()), place);
        refs.put(first(key.id()), place);
    }

    private @Nullable WrappedKey lookUp(LongTable table, long first, Predicate<WrappedKey> isMeant) {
        try {
            long place;
            for (int which = 0; (place = table.get(first, which)) >= 0; which++) {
                var key = logs.get((int) (place >> FILE_SHIFT)).whole((int) place);
                if (isMeant.test(key)) {
                    return key;
                }
            }
            return null;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private SecretKey open(WrappedKey key) {
        return new SecretKeySpec(kek.unwrap(key.wrapped(), key.of()), "AES");
    }

    private byte[] handle(String subject) {
        return Arrays.copyOf(handles.of(subject.getBytes(UTF_8)), WrappedKey.HANDLE);
    }

    @Override
    public synchronized long size() {
        return (long) refs.size() + unwritten.size();
    }

    @Override
    public long generation() {
        return generation.get();
    }

    /** The epoch of the wrapping key. */
    synchronized int epoch() {
        return epoch;
    }

    @Override
    public synchronized void close() {
        try {
            sync();
        } finally {
            forget();
        }
    }

    private KeyException unreadable(IOException e) {
        return new KeyException("the keys in " + folder + " cannot be read: " + e.getMessage(), e);
    }

    private static int inForce(Path folder) throws IOException {
        return epochs(folder).stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElseThrow(() ->
                        new KeyException("there are no keys in " + folder + ": make them with probity keys init"));
    }

    private static List<Integer> epochs(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.matches("[1-9][0-9]{0,8}"))
                    .map(Integer::valueOf)
                    .toList();
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static long first(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>(1 << 10, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MOST_OPENED;
            }
        };
    }
}
