package io.probity.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.serde.WireFormat;
import io.probity.wire.LedgerHeaders;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * One partition of a live topic against the replayed one, record by record: keys, Avro payloads and headers. Without the five
 * bytes of the wire format, which name a schema under another subject, and without the header that names the build: the
 * question is whether this build derives what another one did.
 *
 * <p>What the broker has deleted from the live topic is passed over: the head of a topic with a retention, and standings that
 * a later one of the same key has superseded. Everything else that only one side has is a difference.
 */
final class TopicComparison {

    /**
     * What was found in a partition.
     *
     * @param live records of the live topic that were compared
     * @param replayed records of the replayed topic
     * @param deleted records of the replay that the broker has deleted from the live topic
     * @param builds that wrote the live records, as their headers say
     * @param difference what differs first; null where all is equal
     */
    record Found(
            long live,
            long replayed,
            long deleted,
            Set<String> builds,
            @Nullable Difference difference) {}

    /**
     * The first difference of a partition.
     *
     * @param index of the record among the partition's replayed ones, from 0
     */
    record Difference(int partition, long index, String what) {}

    private final CommittedRecords live;
    private final CommittedRecords replayed;
    private final int partition;
    private final boolean compacted;
    private final long least;
    /** Keys that the replay has and the live topic no longer, until a later record of the same key is found in both. */
    private final Set<ByteBuffer> superseded = new HashSet<>();

    private final Set<String> builds = new TreeSet<>();

    private long liveCount;
    private long replayedCount;
    private long deletedCount;

    private TopicComparison(
            CommittedRecords live, CommittedRecords replayed, int partition, boolean compacted, long least) {
        this.live = live;
        this.replayed = replayed;
        this.partition = partition;
        this.compacted = compacted;
        this.least = least;
    }

    /**
     * Compares a partition.
     *
     * @param compacted true: the live topic may lack what was superseded
     * @param least offset up to which the live topic is the ledger's word on the log that was replayed; what comes after may
     *     rest on entries that were not
     */
    static Found of(CommittedRecords live, CommittedRecords replayed, int partition, boolean compacted, long least) {
        var comparison = new TopicComparison(live, replayed, partition, compacted, least);
        var difference = comparison.first();
        return new Found(
                comparison.liveCount, comparison.replayedCount, comparison.deletedCount, comparison.builds, difference);
    }

    private @Nullable Difference first() {
        boolean headMayBeGone = live.headIsGone();
        for (var found = replayed.next(); found != null; found = replayed.next()) {
            var expected = live.next();
            if (expected == null) {
                replayedCount++;
                return difference("the replay has a record that the live topic has not");
            }
            liveCount++;
            note(expected);
            while (!same(expected, found)) {
                replayedCount++;
                if (!compacted && !(headMayBeGone && liveCount == 1)) {
                    return difference(words(expected, found));
                }
                deletedCount++;
                superseded.add(ByteBuffer.wrap(found.key()));
                found = replayed.next();
                if (found == null) {
                    return difference("no record of the replay equals the live one at offset " + expected.offset());
                }
            }
            replayedCount++;
            superseded.remove(ByteBuffer.wrap(found.key()));
        }
        var more = live.next();
        if (more != null && more.offset() < least) {
            liveCount++;
            return difference("the live topic has a record at offset " + more.offset() + " that the replay has not");
        }
        return superseded.isEmpty() || !compacted
                ? null
                : difference("the live topic lacks the last record of " + superseded.size() + " keys");
    }

    private void note(ConsumerRecord<byte[], byte[]> expected) {
        var build = expected.headers().lastHeader(LedgerHeaders.BUILD);
        builds.add(build == null ? "unknown" : new String(build.value(), UTF_8));
    }

    private Difference difference(String what) {
        return new Difference(partition, Math.max(0, replayedCount - 1), what);
    }

    private static boolean same(ConsumerRecord<byte[], byte[]> one, ConsumerRecord<byte[], byte[]> other) {
        return Arrays.equals(one.key(), other.key())
                && payload(one).equals(payload(other))
                && headers(one).equals(headers(other));
    }

    private static List<Header> headers(ConsumerRecord<byte[], byte[]> record) {
        return Arrays.stream(record.headers().toArray())
                .filter(header -> !header.key().equals(LedgerHeaders.BUILD))
                .toList();
    }

    private static String words(ConsumerRecord<byte[], byte[]> live, ConsumerRecord<byte[], byte[]> replayed) {
        if (!Arrays.equals(live.key(), replayed.key())) {
            return "other keys: live " + text(live.key()) + ", replayed " + text(replayed.key());
        }
        var one = payload(live);
        if (one.equals(payload(replayed))) {
            return "other headers of " + text(live.key()) + ": live " + headers(live) + ", replayed "
                    + headers(replayed) + "; live offset " + live.offset() + ", replayed offset " + replayed.offset();
        }
        int at = one.mismatch(payload(replayed));
        return "other payloads of " + text(live.key()) + ": from byte " + at + " of " + one.remaining()
                + "; live offset " + live.offset() + ", replayed offset " + replayed.offset();
    }

    private static String text(byte @Nullable [] key) {
        return key == null ? "(no key)" : new String(key, UTF_8);
    }

    private static ByteBuffer payload(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        int from = WireFormat.isFramed(value) ? WireFormat.HEADER_BYTES : 0;
        return ByteBuffer.wrap(value, from, value.length - from);
    }
}
