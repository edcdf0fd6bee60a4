package io.probity.door;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One file of the spool: frames one after another, named by its number. Written by one thread at a time, read by another. */
final class Segment {
    private static final String SUFFIX = ".spool";
    private static final int DIGITS = 16;

    private final long number;
    private final Path file;
    private final FileChannel channel;
    private volatile long size;

    private Segment(long number, Path file, FileChannel channel, long size) {
        this.number = number;
        this.file = file;
        this.channel = channel;
        this.size = size;
    }

    static Segment open(Path folder, long number) throws IOException {
        var file = folder.resolve(String.format("%0" + DIGITS + "d%s", number, SUFFIX));
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new Segment(number, file, channel, channel.size());
    }

    /** Numbers of those in a folder, in order. */
    static List<Long> numbers(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX) && name.length() == DIGITS + SUFFIX.length())
                    .map(name -> Long.valueOf(name.substring(0, DIGITS)))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    long number() {
        return number;
    }

    long size() {
        return size;
    }

    Path file() {
        return file;
    }

    /** All of it or, where that fails, nothing: what a reader sees ends before it. */
    void append(ByteBuffer frames) throws IOException {
        long at = size;
        try {
            while (frames.hasRemaining()) {
                at += channel.write(frames, at);
            }
        } catch (IOException e) {
            channel.truncate(size);
            throw e;
        }
        size = at;
    }

    /** On the disk, whatever happens to the machine. */
    void force() throws IOException {
        channel.force(false);
    }

    /** The bytes from an offset, as many as are there. */
    byte[] read(long from, int most) throws IOException {
        var buffer = ByteBuffer.allocate((int) Math.min(most, Math.max(0, size - from)));
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new IOException(file + " is shorter than it was");
            }
        }
        return buffer.array();
    }

    /** The frame at an offset; empty at the end and where there is none that can be read. */
    Optional<Frame> frame(long offset) throws IOException {
        byte[] head = read(offset, Frame.HEAD);
        int announced = Frame.announced(head, 0);
        return announced == 0 ? Optional.empty() : Frame.at(read(offset, announced), 0);
    }

    /** Where the next frame that can be read begins, at an offset or behind it; the end of the segment where there is none. */
    long next(long offset) throws IOException {
        byte[] rest = read(offset, (int) Math.min(Integer.MAX_VALUE - 8, size - offset));
        for (int i = 0; i < rest.length; i++) {
            if (Frame.announced(rest, i) > 0 && Frame.at(rest, i).isPresent()) {
                return offset + i;
            }
        }
        return size;
    }

    /** Cuts what lies behind an offset. */
    void cut(long offset) throws IOException {
        channel.truncate(offset);
        channel.force(true);
        size = offset;
    }

    void close() throws IOException {
        channel.close();
    }

    void delete() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
