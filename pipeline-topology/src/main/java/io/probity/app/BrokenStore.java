package io.probity.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.streams.errors.ProcessorStateException;

/**
 * A store on the disk that cannot be opened: a kill came while it was being made or thrown away, or the disk spoiled it. What a store holds lies
 * on its changelog, so that its task's folder can be put aside and is made anew; Kafka itself would fail at every start (4.3.1).
 *
 * @param application its folder
 * @param task name of the folder below it, of the task that the store is one of
 */
record BrokenStore(Path application, Path task) {
    /** RocksDBStore.openRocksDB; there is no other place that names the folder. */
    private static final Pattern MESSAGE = Pattern.compile("Error opening store \\S+ at location (.+)");
    /** Beside the application's own folder, where Kafka looks at nothing. */
    private static final String ASIDE = ".quarantine";

    /**
     * The store that a failure is about; none where it is about anything else, or about a folder that is not below this one.
     *
     * @param folder of the application
     */
    static Optional<BrokenStore> in(Path folder, ProcessorStateException failed) {
        var matcher = MESSAGE.matcher(String.valueOf(failed.getMessage()));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            var root = folder.toAbsolutePath().normalize();
            var store = Path.of(matcher.group(1)).toAbsolutePath().normalize();
            return store.startsWith(root) && !store.equals(root)
                    ? Optional.of(new BrokenStore(root, root.relativize(store).getName(0)))
                    : Optional.empty();
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    /**
     * Puts the task's folder aside.
     *
     * @param now part of the name that it gets
     * @return where it is then
     */
    Path quarantine(Instant now) {
        try {
            var aside = application.resolveSibling(application.getFileName() + ASIDE);
            Files.createDirectories(aside);
            return Files.move(application.resolve(task), aside.resolve(task + "-" + now.toEpochMilli()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put " + application.resolve(task) + " aside", e);
        }
    }
}
