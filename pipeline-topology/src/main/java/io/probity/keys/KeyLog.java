package io.probity.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One append-only file of wrapped keys, written by one process and read by all. Records have one length, so a place is a number.
 * What a crash left half written at the end is not read; a broken record with a whole one behind it is an error that names it.
 */
final class KeyLog implements AutoCloseable {
    private static final byte[] MAGIC = {'P', 'B', 'K', 'E', 'Y', 'S', '1', '\n'};

    private final Path file;
    private final FileChannel channel;
    private int known;

    private KeyLog(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static KeyLog create(Path file) throws IOException {
        KeyFiles.folder(KeyFiles.parent(file));
        var channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        channel.write(ByteBuffer.wrap(MAGIC), 0);
        channel.force(true);
        KeyFiles.sync(KeyFiles.parent(file));
        return new KeyLog(file, channel);
    }

    static KeyLog open(Path file) throws IOException {
        return new KeyLog(file, FileChannel.open(file, StandardOpenOption.READ));
    }

    Path file() {
        return file;
    }

    /** Writes at the end; durable after {@link #force}. The number of the first is the return value, the others follow it. */
    int append(List<WrappedKey> keys) throws IOException {
        var frames = ByteBuffer.allocate(keys.size() * WrappedKey.BYTES);
        keys.forEach(key -> frames.put(key.frame()));
        frames.flip();
        long at = place(known);
        while (frames.hasRemaining()) {
            at += channel.write(frames, at);
        }
        int first = known;
        known += keys.size();
        return first;
    }

    void force() throws IOException {
        channel.force(false);
    }

    /**
     * Tells of each record that it has not told of yet, with its number. They are on the disk then, also where their writer has not
     * seen to that yet.
     */
    void news(BiConsumer<WrappedKey, Integer> each) throws IOException {
        long size = channel.size();
        if (size < MAGIC.length) {
            return; // its process has just begun, or died beginning
        }
        requireMagic();
        int end = (int) ((size - MAGIC.length) / WrappedKey.BYTES);
        if (end > known) {
            force();
        }
        for (int number = known; number < end; number++) {
            var key = read(number);
            if (key == null) {
                requireNothingWholeFrom(number + 1, end);
                return;
            }
            each.accept(key, number);
            known = number + 1;
        }
    }

    /** How many have been told of, or were appended here. */
    int known() {
        return known;
    }

    /** One that has been told of. */
    WrappedKey whole(int number) throws IOException {
        var key = read(number);
        if (key == null) {
            throw new KeyException(file + " is broken: key " + number + ", at byte " + place(number)
                    + ", was there and is not what was written; restore the file from a copy");
        }
        return key;
    }

    /** Null where it is broken. */
    private @Nullable WrappedKey read(int number) throws IOException {
        var frame = ByteBuffer.allocate(WrappedKey.BYTES);
        long at = place(number);
        while (frame.hasRemaining()) {
            int read = channel.read(frame, at + frame.position());
            if (read < 0) {
                return null;
            }
        }
        return WrappedKey.read(frame.array());
    }

    private void requireMagic() throws IOException {
        var begin = ByteBuffer.allocate(MAGIC.length);
        channel.read(begin, 0);
        if (!ByteBuffer.wrap(MAGIC).equals(begin.flip())) {
            throw new KeyException(file + " is no file of keys, or its beginning is lost: restore it from a copy");
        }
    }

    private void requireNothingWholeFrom(int first, int end) throws IOException {
        for (int number = first; number < end; number++) {
            if (read(number) != null) {
                throw new KeyException(file + " is broken: key " + (first - 1) + " of " + end + ", at byte "
                        + place(first - 1) + ", is not what was written; restore the file from a copy");
            }
        }
    }

    private static long place(int number) {
        return MAGIC.length + (long) number * WrappedKey.BYTES;
    }

    static boolean isOne(Path file) {
        return Files.isRegularFile(file) && file.toString().endsWith(".keys");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new KeyException(file + " cannot be closed", e);
        }
    }
}
