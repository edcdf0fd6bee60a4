package io.probity.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.SyncFailedException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpoolTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final long ROOM = 64 << 20;

    @TempDir
    private Path folder;

    @Test
    void whatWentInComesOutWholeAndInOrder() throws Exception {
        var record = new DoorRecord(
                "audit.events",
                7,
                "key".getBytes(UTF_8),
                List.of(new RecordHeader("ce_id", "ü".getBytes(UTF_8)), new RecordHeader("none", null)),
                "value".getBytes(UTF_8));
        try (var spool = open(ROOM)) {
            assertThat(spool.isEmpty()).isTrue();
            spool.append(List.of(record, said(1)));
            spool.append(List.of(said(2)));

            var frames = spool.peek(1 << 20);
            assertThat(words(frames)).containsExactly("value", "1", "2");
            var first = frames.getFirst().record();
            assertThat(first.topic()).isEqualTo("audit.events");
            assertThat(first.lane()).isEqualTo(7);
            assertThat(first.key()).isEqualTo("key".getBytes(UTF_8));
            assertThat(first.headers()).isEqualTo(record.headers());
            assertThat(frames.getFirst().takenAt()).isEqualTo(NOW);
            assertThat(spool.records()).isEqualTo(3);
            assertThat(spool.oldest()).hasValue(NOW);
            spool.advance(frames);
            assertThat(spool.isEmpty()).isTrue();
            assertThat(spool.bytes()).isZero();
            assertThat(spool.records()).isZero();
            assertThat(spool.oldest()).isEmpty();
        }
    }

    @Test
    void whatWasNotDrainedIsThereAfterwards() throws Exception {
        try (var spool = open(ROOM)) {
            spool.append(IntStream.range(0, 10).mapToObj(SpoolTest::said).toList());
            spool.advance(spool.peek(1 << 20).subList(0, 4));
        }
        try (var spool = open(ROOM)) {
            assertThat(spool.records()).isEqualTo(6);
            assertThat(drained(spool)).containsExactly("4", "5", "6", "7", "8", "9");
        }
        try (var spool = open(ROOM)) {
            assertThat(spool.isEmpty()).isTrue();
        }
    }

    @Test
    void aCursorOfAFileThatIsGoneMeansNoOther() throws Exception {
        try (var spool = open(ROOM)) {
            spool.append(List.of(said("a"), said("b")));
            spool.advance(spool.peek(1));
        }
        Files.delete(
                Objects.requireNonNull(lastFile())); // as a power cut leaves it: the file is gone, the cursor is old
        try (var spool = open(ROOM)) {
            spool.append(List.of(said("c"), said("d")));
        }
        try (var spool = open(ROOM)) {
            assertThat(drained(spool)).containsExactly("c", "d");
        }
    }

    @Test
    void aFileThatCannotBeDeletedCostsTheNextOneNothing() throws Exception {
        try (var spool = open(ROOM)) {
            spool.append(List.of(said("a")));
            var head = Objects.requireNonNull(lastFile());
            spool.append(List.of(said("b" + "x".repeat(9 << 20)))); // more than the rest of a segment: another file
            assertThat(lastFile()).isNotEqualTo(head);
            Files.delete(head);
            Files.createFile(Files.createDirectory(head).resolve("in the way"));

            assertThatThrownBy(() -> spool.advance(spool.peek(1))).isInstanceOf(DirectoryNotEmptyException.class);
            assertThat(spool.records()).isEqualTo(1);
            assertThat(drained(spool)).singleElement().asString().startsWith("bx");
            assertThat(spool.isEmpty()).isTrue();
        }
    }

    @Test
    void aFileWithNothingInItMovesNothingBehindIt() throws Exception {
        try (var spool = open(ROOM)) {
            spool.append(List.of(said("a")));
        }
        byte[] frame = Frame.encode(said("torn"), NOW); // a crash within the first record of the next file
        Files.write(folder.resolve("0000000000000002.spool"), Arrays.copyOf(frame, frame.length / 2));
        try (var spool = open(ROOM)) {
            spool.append(List.of(said("of another length"), said("c"), said("d")));
            assertThat(spool.records()).isEqualTo(4);
            spool.advance(spool.peek(1 << 20).subList(0, 3));

            assertThat(words(spool.peek(1 << 20))).containsExactly("d");
            assertThat(spool.records()).isEqualTo(1);
            spool.advance(spool.peek(1 << 20));
            assertThat(spool.isEmpty()).isTrue();
            assertThat(spool.setAside()).isZero();
        }
    }

    @Test
    void anInterruptHarmsNeitherTheRecordNorTheFile() throws Exception {
        try (var spool = open(ROOM)) {
            Thread.currentThread().interrupt();
            spool.append(List.of(said(1)));
            spool.append(List.of(said(2)));
            var frames = spool.peek(1 << 20);
            spool.advance(frames.subList(0, 1));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(words(frames)).containsExactly("1", "2");
            spool.append(List.of(said(3)));
        } finally {
            Thread.interrupted();
        }
        try (var spool = open(ROOM)) {
            assertThat(drained(spool)).containsExactly("2", "3");
        }
    }

    /** The system says once that it could not write a file, and yes when it is asked again. */
    @Test
    void whatTheDiskFailedToKeepIsNotAcknowledgedToThoseWhoAskAfterwards() throws Exception {
        var forced = new CountDownLatch(1);
        var bothAreWritten = new CountDownLatch(1);
        var failedOnce = new AtomicBoolean();
        Segment.Disk disk = file -> {
            if (failedOnce.compareAndSet(false, true)) {
                forced.countDown();
                awaited(bothAreWritten);
                throw new SyncFailedException("as a disk says that has failed");
            }
        };
        try (var spool = Spool.open(folder, ROOM, InstantSource.fixed(NOW), disk);
                var threads = Executors.newFixedThreadPool(2)) {
            var first = threads.submit(() -> append(spool, "a"));
            awaited(forced);
            var file = Objects.requireNonNull(lastFile());
            var second = threads.submit(() -> append(spool, "b"));
            for (int i = 0; i < 60_000 && spool.records() < 2; i++) {
                Thread.sleep(1);
            }
            bothAreWritten.countDown();

            assertThat(first.get()).isFalse();
            assertThat(second.get()).isFalse();
            assertThat(append(spool, "c")).isTrue();
            assertThat(lastFile()).isNotEqualTo(file);
            assertThat(drained(spool)).containsExactly("a", "b", "c"); // what is there all the same is twice in the log
        }
    }

    private static boolean append(Spool spool, String word) throws Exception {
        try {
            spool.append(List.of(said(word)));
            return true;
        } catch (IOException notOnTheDisk) {
            return false;
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Test
    void aFullSpoolTakesAllOrNothing() throws Exception {
        try (var spool = open(64 << 10)) {
            var large = DoorRecord.keyless("t", 0, List.of(), new byte[30_000]);
            spool.append(List.of(large));
            assertThatThrownBy(() -> spool.append(List.of(said(1), large, large)))
                    .isInstanceOf(SpoolFullException.class);
            assertThat(spool.records()).isEqualTo(1);
            spool.append(List.of(said(2)));
            assertThat(spool.peek(1 << 20)).hasSize(2);
            spool.advance(spool.peek(1 << 20));
            spool.append(List.of(large, large));
        }
    }

    @Test
    void anotherProcessIsKeptOut() throws Exception {
        try (var first = open(ROOM)) {
            assertThatThrownBy(() -> open(ROOM))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another process");
            assertThat(first.isEmpty()).isTrue();
        }
    }

    @Test
    void manyAppendAtOnceAndEachHasItsOwnInOrder() throws Exception {
        var failed = new CopyOnWriteArrayList<Exception>();
        try (var spool = open(ROOM)) {
            var threads = new ArrayList<Thread>();
            for (int t = 0; t < 4; t++) {
                var name = "thread" + t + "-";
                threads.add(Thread.ofPlatform().start(() -> {
                    try {
                        for (int i = 0; i < 50; i++) {
                            spool.append(List.of(said(name + i)));
                        }
                    } catch (Exception e) {
                        failed.add(e);
                    }
                }));
            }
            var drained = new ArrayList<String>();
            while (drained.size() < 200 && failed.isEmpty()) {
                var frames = spool.peek(1000);
                drained.addAll(words(frames));
                spool.advance(frames);
            }
            for (var thread : threads) {
                thread.join();
            }
            assertThat(failed).isEmpty();
            assertThat(spool.isEmpty()).isTrue();
            for (int t = 0; t < 4; t++) {
                var name = "thread" + t + "-";
                assertThat(drained.stream().filter(it -> it.startsWith(name)))
                        .containsExactlyElementsOf(
                                IntStream.range(0, 50).mapToObj(i -> name + i).toList());
            }
        }
    }

    /** Appends and drains at random over many crashes: whatever the disk was told is there, in order, at least once. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingThatWasTakenIsLostOverCrashes(int seed) throws Exception {
        var random = new Random(seed);
        var taken = new ArrayList<String>();
        var out = new ArrayList<String>();
        int next = 0;
        for (int crash = 0; crash < 4; crash++) {
            var spool = open(ROOM);
            for (int step = 0; step < 20; step++) {
                if (random.nextInt(3) > 0) {
                    var batch = new ArrayList<DoorRecord>();
                    for (int i = random.nextInt(5); i >= 0; i--) {
                        var word = next++ + "-" + "x".repeat(random.nextInt(90_000));
                        batch.add(said(word));
                        taken.add(word);
                    }
                    spool.append(batch);
                } else {
                    var frames = spool.peek(random.nextInt(400_000));
                    var some = frames.subList(0, frames.isEmpty() ? 0 : random.nextInt(frames.size() + 1));
                    out.addAll(words(some));
                    spool.advance(some);
                }
            }
            spool.close(); // whatever a process has written is the system's, whether it is killed or not
            if (random.nextBoolean()) {
                tear(random);
            }
            if (random.nextInt(4) == 0) {
                Files.write(folder.resolve("drained"), new byte[random.nextInt(20)]);
            }
        }
        try (var spool = open(ROOM)) {
            out.addAll(drained(spool));
            assertThat(spool.setAside()).isZero();
        }
        assertThat(out.stream().distinct()).containsExactlyElementsOf(taken);
    }

    static IntStream seeds() {
        return IntStream.range(0, 25);
    }

    /** Half of a record that nobody was told of. */
    private void tear(Random random) throws IOException {
        byte[] frame = Frame.encode(said("y".repeat(500)), NOW);
        var last = lastFile();
        if (last != null) {
            try (var channel = FileChannel.open(last, StandardOpenOption.APPEND)) {
                channel.write(ByteBuffer.wrap(frame, 0, 1 + random.nextInt(frame.length - 1)));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aSpoiltPlaceCostsTheRecordThatItIsInAndNoOther(int seed) throws Exception {
        var random = new Random(seed);
        int count = 20;
        var sizes = new ArrayList<Integer>();
        try (var spool = open(ROOM)) {
            for (int i = 0; i < count; i++) {
                var record = said(i + "-" + "z".repeat(random.nextInt(300)));
                sizes.add(Frame.encode(record, NOW).length);
                spool.append(List.of(record));
            }
        }
        int spoilt = random.nextInt(count);
        int at = sizes.subList(0, spoilt).stream().mapToInt(it -> it).sum() + random.nextInt(sizes.get(spoilt));
        flip(at, random);
        try (var spool = open(ROOM)) {
            var numbers = drained(spool).stream().map(it -> it.split("-", 2)[0]).toList();

            assertThat(numbers)
                    .containsExactlyElementsOf(IntStream.range(0, count)
                            .filter(i -> i != spoilt)
                            .mapToObj(String::valueOf)
                            .toList());
            // one that says it is longer than the file is what a crash leaves, if nothing stands behind it
            assertThat(spool.setAside()).isBetween(spoilt == count - 1 ? 0L : 1L, 1L);
            assertThat(spool.isEmpty()).isTrue();
        }
    }

    private void flip(int at, Random random) throws IOException {
        var file = Objects.requireNonNull(lastFile());
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, bytes);
    }

    private @Nullable Path lastFile() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(it -> it.toString().endsWith(".spool"))
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        }
    }

    private Spool open(long limit) throws IOException {
        return Spool.open(folder, limit, InstantSource.fixed(NOW));
    }

    private static List<String> drained(Spool spool) throws IOException {
        var all = new ArrayList<String>();
        while (!spool.isEmpty()) {
            var frames = spool.peek(100_000);
            all.addAll(words(frames));
            spool.advance(frames);
        }
        return all;
    }

    private static List<String> words(List<Frame> frames) {
        return frames.stream().map(it -> new String(it.record().value(), UTF_8)).toList();
    }

    private static DoorRecord said(Object word) {
        return DoorRecord.keyless("topic", 0, List.of(), word.toString().getBytes(UTF_8));
    }
}
