package io.probity.door;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One file of the spool: frames one after another, named by its number. Written by one thread at a time, read by another.
 *
 * <p>No channel: an interrupt of whoever is at it would close that for all others.
 */
final class Segment {
    /** Makes the disk keep what was written. */
    interface Disk {
        Disk REAL = file -> file.getFD().sync();

        void force(RandomAccessFile file) throws IOException;
    }

    private static final String SUFFIX = ".spool";
    private static final int DIGITS = 16;

    private final long number;
    private final Path file;
    private final RandomAccessFile content;
    private final Disk disk;
    private final Object syncing = new Object();
    private volatile long size;
    private volatile boolean lost;
    private volatile boolean deleted;

    /** How much the disk is known to have; guarded by syncing. */
    private long synced;

    private Segment(long number, Path file, RandomAccessFile content, Disk disk) throws IOException {
        this.number = number;
        this.file = file;
        this.content = content;
        this.disk = disk;
        this.size = content.length();
    }

    static Segment open(Path folder, long number, Disk disk) throws IOException {
        var file = folder.resolve(String.format("%0" + DIGITS + "d%s", number, SUFFIX));
        return new Segment(number, file, new RandomAccessFile(file.toFile(), "rw"), disk);
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
    void append(byte[] frames) throws IOException {
        synchronized (content) {
            try {
                content.seek(size);
                content.write(frames);
                size += frames.length;
            } catch (IOException e) {
                cutBack(e);
                throw e;
            }
        }
    }

    private void cutBack(IOException cause) {
        try {
            content.setLength(size);
        } catch (IOException e) {
            lost = true;
            cause.addSuppressed(e);
        }
    }

    /**
     * Returns when all before an offset is on the disk, whatever happens to the machine, or drained.
     *
     * @throws IOException if the disk does not have it. From then on nothing more of this file is on the disk for sure: the system
     *     says once that it failed, and forgets it; to ask again would be answered with yes
     */
    void sync(long end) throws IOException {
        synchronized (syncing) {
            if (synced >= end || deleted) {
                return; // somebody who came later had it forced along with theirs; or Kafka has all of it
            }
            if (lost) {
                throw new IOException(file + " could not be written to the disk before");
            }
            long upTo = size;
            try {
                disk.force(content);
            } catch (IOException e) {
                if (deleted) {
                    return; // all of it is in Kafka already, and the file is gone
                }
                lost = true;
                throw e;
            }
            synced = upTo;
        }
    }

    /** Whether writing it has failed: nothing may be put behind what it has. */
    boolean isLost() {
        return lost;
    }

    /** The bytes from an offset, as many as are there. */
    byte[] read(long from, int most) throws IOException {
        byte[] bytes = new byte[(int) Math.min(most, Math.max(0, size - from))];
        synchronized (content) {
            content.seek(from);
            try {
                content.readFully(bytes);
            } catch (EOFException e) {
                throw new IOException(file + " is shorter than it was", e);
            }
        }
        return bytes;
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
        content.setLength(offset);
        disk.force(content);
        size = offset;
    }

    void close() throws IOException {
        content.close();
    }

    void delete() throws IOException {
        deleted = true;
        content.close();
        Files.deleteIfExists(file);
    }
}
