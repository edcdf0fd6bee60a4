package io.probity.app;

import io.probity.document.Problem;
import io.probity.enrich.geo.GeoFile;
import io.probity.enrich.geo.GeoTable;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of addresses: what ships, and the operator's file, read at start and again whenever it changes. A file that has
 * errors at start is refused; one that gets them later is told of, and what was read before stays in force.
 */
final class GeoFileWatch implements Supplier<GeoTable>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GeoFileWatch.class);
    /** Asked for its time and size alone, which is nothing; file systems over a network tell of no change. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    /** As many as a person mends at a time. */
    private static final int MOST_TOLD = 10;

    private final @Nullable Path file;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile GeoTable table;
    private Stamp seen;

    /** By which a changed file is known. */
    private record Stamp(FileTime changed, long bytes) {
        static final Stamp NONE = new Stamp(FileTime.fromMillis(0), -1);

        static Stamp of(Path file) throws IOException {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime(), attributes.size());
        }
    }

    private GeoFileWatch(@Nullable Path file, Stamp seen, GeoTable table) {
        this.file = file;
        this.seen = seen;
        this.table = table;
    }

    /**
     * Reads what the settings name.
     *
     * @throws SettingException naming the file, the line and what is wrong there
     */
    static GeoFileWatch of(Settings settings) {
        var name = settings.find(Setting.GEO_FILE).orElse("");
        if (name.isBlank()) {
            return none();
        }
        var file = Path.of(name.strip());
        try {
            var stamp = Stamp.of(file); // before the text: a change in between is seen at the next look
            var read = GeoFile.parse(file.toString(), Files.readString(file));
            if (!read.problems().isEmpty()) {
                throw new SettingException("what setting '" + Setting.GEO_FILE.key() + "' names has errors: mend them\n"
                        + told(read.problems()));
            }
            return new GeoFileWatch(file, stamp, GeoTable.with(read));
        } catch (IOException unreadable) {
            throw new SettingException(
                    file + " of setting '" + Setting.GEO_FILE.key() + "' cannot be read: " + words(unreadable));
        }
    }

    /** What ships, and no file. */
    static GeoFileWatch none() {
        return new GeoFileWatch(null, Stamp.NONE, GeoTable.shipped());
    }

    @Override
    public GeoTable get() {
        return table;
    }

    /** Looks for changes from now on, on a thread of its own. */
    void watch() {
        if (file != null) {
            Thread.ofPlatform().name("geo-file").daemon().start(() -> {
                try {
                    while (!closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                        look();
                    }
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    /** Reads the file where it has changed since. */
    synchronized void look() {
        if (file == null) {
            return;
        }
        try {
            var stamp = Stamp.of(file);
            if (!stamp.equals(seen)) {
                seen = stamp;
                take(GeoFile.parse(file.toString(), Files.readString(file)));
            }
        } catch (IOException unreadable) {
            if (!seen.equals(Stamp.NONE)) { // told once, and again when it is back and gone once more
                LOG.warn("{} cannot be read, what it said before stays in force: {}", file, words(unreadable));
            }
            seen = Stamp.NONE;
        }
    }

    private void take(GeoFile read) {
        if (read.problems().isEmpty()) {
            table = GeoTable.with(read);
            LOG.info("{} read again: {} ranges of addresses", file, table.count());
        } else {
            LOG.warn("{} has errors, what it said before stays in force:\n{}", file, told(read.problems()));
        }
    }

    private static String told(List<Problem> problems) {
        var lines = problems.stream().limit(MOST_TOLD).map(Problem::toString).toList();
        int more = problems.size() - lines.size();
        return String.join("\n", lines) + (more == 0 ? "" : "\nand " + more + " more");
    }

    private static String words(IOException unreadable) {
        return unreadable instanceof CharacterCodingException
                ? "it is not UTF-8"
                : unreadable.getClass().getSimpleName() + " " + unreadable.getMessage();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
