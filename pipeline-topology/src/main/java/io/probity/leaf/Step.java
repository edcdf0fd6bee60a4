package io.probity.leaf;

import io.probity.canonical.EventDigest;
import io.probity.model.Entry;
import io.probity.model.LeafFlag;
import io.probity.model.LeafKind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of the log: a leaf, or a tick of its clock. */
public sealed interface Step {
    /** The latest tick up to here. */
    Instant logTime();

    /**
     * An entry with its place.
     *
     * @param first ordinal of the first, for a duplicate or a conflict
     * @param entry null where the record is forged and cannot be read
     * @param payload the entry's Avro bytes in this build's schema; of a forged record, its bytes as they are
     */
    record Leaf(
            Place place,
            LeafKind kind,
            @Nullable Long first,
            List<LeafFlag> flags,
            @Nullable Entry entry,
            byte[] payload)
            implements Step {
        @Override
        public Instant logTime() {
            return place.logTime();
        }

        /** What the leaf names, 32 bytes: the entry's digest, or the SHA-256 of the bytes of a forged record. */
        public ByteBuffer digest() {
            return entry == null ? ByteBuffer.wrap(EventDigest.sha256(payload)) : entry.getDigest();
        }

        public Leaf as(LeafKind other, long firstOrdinal) {
            return new Leaf(place, other, firstOrdinal, flags, entry, payload);
        }

        public Leaf flagged(LeafFlag flag, long firstOrdinal) {
            return new Leaf(place, kind, firstOrdinal, List.of(flag), entry, payload);
        }
    }

    /** The clock moved. */
    record Ticked(int partition, Instant logTime) implements Step {}

    /**
     * Where a leaf stands.
     *
     * @param leaf ordinal from 0, without gap within the partition
     */
    record Place(int generation, int partition, long leaf, Instant logTime) {}
}
