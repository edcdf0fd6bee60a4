package io.probity.door;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records that wait on the disk for Kafka to come back, first in, first out, in a folder of {@link Segment}s.
 *
 * <p>{@link #append} returns when the disk has it; those who append at once share one fsync. What was read stays until
 * {@link #advance}; a crash in between gives it again. At the start the end of the last segment is cut where a crash left
 * half a frame; a spoilt frame anywhere else is set aside in the folder {@value #ASIDE}, aloud, and counted.
 *
 * <p>Any number of threads append; one thread reads and advances.
 */
final class Spool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    private static final String ASIDE = "set-aside";
    private static final int LEAST_SEGMENT = 1 << 20;
    private static final int MOST_SEGMENT = 16 << 20;
    /** Segments that a full spool has: what is drained is given back to the disk an eighth at a time. */
    private static final int SEGMENTS = 8;

    private final Path folder;
    private final long limit;
    private final long segmentBytes;
    private final InstantSource clock;
    private final Segment.Disk disk;
    private final FileChannel lockFile;
    private final RandomAccessFile cursor;

    private final Object writing = new Object();

    // guarded by writing
    private final Deque<Segment> segments = new ArrayDeque<>();
    /** Whether the last segment is one that this process began: behind what was found at the start nothing is put. */
    private boolean mayAppend;

    private long lastNumber;
    private long headOffset;
    private long diskBytes;
    private long pendingRecords;
    private @Nullable Instant oldest;
    private long setAside;

    private volatile boolean empty;

    private Spool(
            Path folder,
            long limit,
            InstantSource clock,
            Segment.Disk disk,
            FileChannel lockFile,
            RandomAccessFile cursor) {
        this.folder = folder;
        this.limit = limit;
        this.segmentBytes = Math.clamp(limit / SEGMENTS, LEAST_SEGMENT, MOST_SEGMENT);
        this.clock = clock;
        this.disk = disk;
        this.lockFile = lockFile;
        this.cursor = cursor;
    }

    /**
     * Opens a spool, and finds what an earlier process left in it.
     *
     * @param folder is made if need be; one process at a time
     * @param limit most bytes on the disk
     * @throws IOException if the folder cannot be used, or another process has it
     */
    static Spool open(Path folder, long limit, InstantSource clock) throws IOException {
        return open(folder, limit, clock, Segment.Disk.REAL);
    }

    static Spool open(Path folder, long limit, InstantSource clock, Segment.Disk disk) throws IOException {
        Files.createDirectories(folder);
        var lockFile = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = lockFile.tryLock();
        } catch (OverlappingFileLockException ours) {
            lock = null;
        }
        if (lock == null) {
            lockFile.close();
            throw new IOException("another process has the spool " + folder + ": give each door one of its own");
        }
        var cursor = new RandomAccessFile(folder.resolve("drained").toFile(), "rw");
        var spool = new Spool(folder, limit, clock, disk, lockFile, cursor);
        spool.recover();
        return spool;
    }

    /**
     * Puts records behind all others, all or none, and returns when the disk has them.
     *
     * @throws SpoolFullException if there is no room for all of them
     * @throws IOException if they cannot be written
     */
    void append(List<DoorRecord> records) throws SpoolFullException, IOException {
        if (records.isEmpty()) {
            return;
        }
        var now = clock.instant();
        var frames = new ArrayList<byte[]>(records.size());
        long total = 0;
        for (var record : records) {
            byte[] frame = Frame.encode(record, now);
            frames.add(frame);
            total += frame.length;
        }
        if (total > limit) { // also: more than an array holds
            throw new SpoolFullException(total, limit);
        }
        var bytes = ByteBuffer.allocate((int) total);
        frames.forEach(bytes::put);
        var written = write(bytes.array(), records.size(), now);
        written.segment().sync(written.end());
    }

    /** Where records were written to. */
    private record Written(Segment segment, long end) {}

    private Written write(byte[] bytes, int count, Instant now) throws SpoolFullException, IOException {
        synchronized (writing) {
            if (diskBytes + bytes.length > limit) {
                throw new SpoolFullException(bytes.length, limit);
            }
            var last = last(bytes.length);
            last.append(bytes);
            diskBytes += bytes.length;
            pendingRecords += count;
            if (oldest == null) {
                oldest = now;
            }
            empty = false;
            return new Written(last, last.size());
        }
    }

    private Segment last(int length) throws IOException {
        var last = segments.peekLast();
        if (last != null && mayAppend && !last.isLost() && (last.size() == 0 || last.size() + length <= segmentBytes)) {
            return last;
        }
        if (last != null && !last.isLost()) {
            last.sync(last.size());
        }
        lastNumber++;
        var next = Segment.open(folder, lastNumber, disk);
        try {
            forceFolder(); // a file whose name is lost is lost
        } catch (IOException e) {
            next.delete();
            throw e;
        }
        segments.addLast(next);
        mayAppend = true;
        return next;
    }

    /** A folder can be forced by a channel alone, which an interrupt closes: done again without it. */
    private void forceFolder() throws IOException {
        boolean interrupted = Thread.interrupted();
        try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        } catch (ClosedByInterruptException now) {
            forceFolder();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether every record has been drained. */
    boolean isEmpty() {
        return empty;
    }

    /**
     * The first records, in order, without taking them out.
     *
     * @param mostBytes of frames; at least one record is given where there is one
     */
    List<Frame> peek(int mostBytes) throws IOException {
        var frames = new ArrayList<Frame>();
        long bytes = 0;
        for (var segment : inOrder()) {
            long offset = frames.isEmpty() ? headOffset(segment) : 0;
            while (offset < segment.size()) {
                var frame = segment.frame(offset);
                if (frame.isEmpty()) {
                    if (!frames.isEmpty()) {
                        return frames; // what is spoilt is dealt with when it is first
                    }
                    offset = skip(segment, offset);
                    continue;
                }
                int size = frame.get().bytes();
                if (!frames.isEmpty() && bytes + size > mostBytes) {
                    return frames;
                }
                frames.add(frame.get());
                bytes += size;
                offset += size;
            }
            if (frames.isEmpty()) {
                drop(segment);
            }
        }
        return frames;
    }

    private List<Segment> inOrder() {
        synchronized (writing) {
            return List.copyOf(segments);
        }
    }

    private long headOffset(Segment segment) {
        synchronized (writing) {
            return segment == segments.peekFirst() ? headOffset : 0;
        }
    }

    /** Takes the first records out, as {@link #peek} gave them. */
    void advance(List<Frame> drained) throws IOException {
        synchronized (writing) {
            for (var frame : drained) {
                dropDrained(); // between two files there may be one with nothing in it: the frame is not its
                headOffset += frame.bytes();
                pendingRecords--;
            }
            dropDrained();
            settle();
        }
    }

    private void dropDrained() throws IOException {
        while (!segments.isEmpty() && headOffset >= segments.getFirst().size()) {
            drop(segments.getFirst());
        }
    }

    private void drop(Segment segment) throws IOException {
        synchronized (writing) {
            if (segment != segments.peekFirst() || headOffset < segment.size()) {
                return; // something was appended meanwhile
            }
            segments.removeFirst();
            diskBytes -= segment.size();
            headOffset = 0;
            if (segments.isEmpty()) {
                pendingRecords = 0;
                empty = true;
            }
            settle();
            segment.delete(); // last: where it fails, the next segment is at its beginning all the same
        }
    }

    /** Notes how far it is drained. Not forced: what is drained twice is one event, and a leaf that says so. */
    private void settle() throws IOException {
        var head = segments.peekFirst();
        oldest =
                head == null ? null : head.frame(headOffset).map(Frame::takenAt).orElse(oldest);
        var bytes = ByteBuffer.allocate(20).putLong(head == null ? lastNumber + 1 : head.number());
        bytes.putLong(headOffset).putInt(crc(bytes));
        cursor.seek(0);
        cursor.write(bytes.array());
    }

    private static int crc(ByteBuffer bytes) {
        var crc = new CRC32C();
        crc.update(bytes.duplicate().position(0).limit(16));
        return (int) crc.getValue();
    }

    private long skip(Segment segment, long offset) throws IOException {
        long next = segment.next(offset + 1);
        setAside(segment.number() + "-" + offset + ".bytes", segment.read(offset, (int) (next - offset)));
        LOG.error(
                "{} bytes of {} from {} on are spoilt: they are set aside in {}",
                next - offset,
                segment.file(),
                offset,
                folder.resolve(ASIDE));
        synchronized (writing) {
            headOffset = next;
        }
        return next;
    }

    /** Sets aside what will never get into Kafka. */
    void setAside(String name, byte[] bytes) throws IOException {
        var aside = Files.createDirectories(folder.resolve(ASIDE));
        Files.write(aside.resolve(name), bytes);
        synchronized (writing) {
            setAside++;
        }
    }

    private void recover() throws IOException {
        synchronized (writing) {
            long[] drained = cursor();
            for (long number : Segment.numbers(folder)) {
                var segment = Segment.open(folder, number, disk);
                lastNumber = number;
                if (number < drained[0]) {
                    segment.delete();
                } else {
                    segments.addLast(segment);
                }
            }
            lastNumber = Math.max(lastNumber, drained[0]); // a number that the cursor has spoken of is not given again
            var head = segments.peekFirst();
            if (head != null && head.number() == drained[0]) {
                headOffset = Math.min(drained[1], head.size());
            }
            for (var segment : segments) {
                count(segment);
                diskBytes += segment.size();
            }
            empty = segments.isEmpty();
            dropDrained();
            if (!empty) {
                settle();
                LOG.info("{} records wait in the spool {}", pendingRecords, folder);
            }
        }
    }

    private void count(Segment segment) throws IOException {
        long offset = segment == segments.peekFirst() ? headOffset : 0;
        while (offset < segment.size()) {
            var frame = segment.frame(offset);
            if (frame.isPresent()) {
                offset += frame.get().bytes();
                pendingRecords++;
                continue;
            }
            long next = segment.next(offset + 1);
            if (next == segment.size() && segment == segments.peekLast()) {
                cutTail(segment, offset);
            }
            offset = next;
        }
    }

    /** Half a frame was never acknowledged. A whole one that is spoilt may have been: it is kept for whoever can read it. */
    private void cutTail(Segment segment, long offset) throws IOException {
        byte[] tail = segment.read(offset, (int) (segment.size() - offset));
        int announced = Frame.announced(tail, 0);
        boolean whole = announced == 0 ? tail.length >= Frame.HEAD : announced <= tail.length;
        LOG.warn(
                "the last {} bytes of {} are {}: cut",
                tail.length,
                segment.file(),
                whole ? "spoilt, and set aside" : "what a crash left of a record that nobody was told of");
        if (whole) {
            setAside(segment.number() + "-" + offset + ".bytes", tail);
        }
        segment.cut(offset);
    }

    private long[] cursor() throws IOException {
        var bytes = ByteBuffer.allocate(20);
        cursor.seek(0);
        int read = cursor.read(bytes.array());
        if (read == 20 && bytes.getInt(16) == crc(bytes)) {
            return new long[] {bytes.getLong(0), bytes.getLong(8)};
        }
        return new long[] {0, 0};
    }

    /** Records that wait; after a crash those that are spoilt are not among them. */
    long records() {
        synchronized (writing) {
            return pendingRecords;
        }
    }

    /** Bytes on the disk. */
    long bytes() {
        synchronized (writing) {
            return diskBytes;
        }
    }

    /** Bytes that wait: those on the disk without what was drained and whose file is still needed. */
    long waitingBytes() {
        synchronized (writing) {
            return diskBytes - headOffset;
        }
    }

    /** When the first that waits was taken. */
    Optional<Instant> oldest() {
        synchronized (writing) {
            return Optional.ofNullable(oldest);
        }
    }

    /** How much was set aside since the start: spoilt pieces, and records that Kafka will not have. */
    long setAside() {
        synchronized (writing) {
            return setAside;
        }
    }

    /** True: not even a small record would find room. */
    boolean isFull() {
        synchronized (writing) {
            return diskBytes + LEAST_SEGMENT / 16 > limit;
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (writing) {
            for (var segment : segments) {
                segment.close();
            }
        }
        cursor.close();
        lockFile.close(); // and gives the lock back
    }
}
