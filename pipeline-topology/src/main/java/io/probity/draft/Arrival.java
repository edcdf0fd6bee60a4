package io.probity.draft;

import io.probity.model.Header;
import io.probity.model.Origin;
import io.probity.model.Reason;
import io.probity.model.Rejection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One item of a source record as it came in: where from, for whom, and what is kept of it, should it be refused.
 *
 * @param tenant bound by the topic
 * @param source bound by the topic: the name of the {@code Source} that reads it
 * @param ingested the time that the broker gave the record
 * @param key the record's key; null where it has none, or is not kept with an item
 * @param value the record's value; of one that carries several items, the canonical bytes of one with this item alone
 */
public record Arrival(
        String tenant,
        String source,
        Origin origin,
        Instant ingested,
        byte @Nullable [] key,
        LateBytes value,
        List<Header> headers) {
    /** What the copies of key and headers may come to in bytes, where each item of a record is refused with its own. */
    private static final int MOST_BESIDE_ITEMS = 1 << 20;
    /** Longest detail of a refusal, in characters. */
    private static final int MOST_DETAIL = 1_000;

    /** A record by itself. */
    public Arrival(
            String tenant,
            String source,
            Origin origin,
            Instant ingested,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<Header> headers) {
        this(tenant, source, origin, ingested, key, LateBytes.of(value), headers);
    }

    /**
     * The record as each of its items carries it on: key and headers go with them while all their copies come to less than
     * a record; the origin says where to find them.
     *
     * @param items how many the record carries
     */
    public Arrival sharedBy(int items) {
        long beside = items * (2 * Remains.length(key) + Remains.length(headers)); // the key is audit.rejected's too
        return beside <= MOST_BESIDE_ITEMS
                ? this
                : new Arrival(tenant, source, origin, ingested, null, value, List.of());
    }

    /**
     * One of several items of the record: refused by itself, it costs its own bytes and not the record's again.
     *
     * @param number place in the record, from 0
     */
    public Arrival item(int number, LateBytes bytes) {
        var at = new Origin(origin.getTopic(), origin.getPartition(), origin.getOffset(), number);
        return new Arrival(tenant, source, at, ingested, key, bytes, headers);
    }

    /** Refuses it: its own fault, whole, with the reason. {@link Remains} says what is kept of the largest. */
    public Rejection refuse(String stage, Reason reason, String detail) {
        var remains = Remains.of(key, value.get(), headers);
        return new Rejection(
                tenant,
                source,
                origin,
                stage,
                reason,
                Shortened.words(detail, MOST_DETAIL) + remains.note(),
                remains.key(),
                remains.value(),
                remains.headers(),
                ingested);
    }
}
