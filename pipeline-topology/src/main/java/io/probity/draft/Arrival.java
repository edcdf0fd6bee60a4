package io.probity.draft;

import io.probity.model.Header;
import io.probity.model.Origin;
import io.probity.model.Reason;
import io.probity.model.Rejection;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One item of a source record as it came in: where from, for whom, and the record whole, should it be refused.
 *
 * @param tenant bound by the topic
 * @param source bound by the topic: the name of the {@code Source} that reads it
 * @param ingested the time that the broker gave the record
 */
public record Arrival(
        String tenant,
        String source,
        Origin origin,
        Instant ingested,
        byte @Nullable [] key,
        byte @Nullable [] value,
        List<Header> headers) {

    /** The same record, another of its items. */
    public Arrival item(int number) {
        var at = new Origin(origin.getTopic(), origin.getPartition(), origin.getOffset(), number);
        return new Arrival(tenant, source, at, ingested, key, value, headers);
    }

    /** Refuses it: its own fault, whole, with the reason. */
    public Rejection refuse(String stage, Reason reason, String detail) {
        return new Rejection(
                tenant,
                source,
                origin,
                stage,
                reason,
                detail,
                key == null ? null : ByteBuffer.wrap(key),
                value == null ? null : ByteBuffer.wrap(value),
                headers,
                ingested);
    }
}
