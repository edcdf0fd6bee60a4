package io.probity.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.model.Tier;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers of what the ledger writes; the record's own headers on audit.accepted end with it. */
public final class LedgerHeaders {
    /** The build that derived the record: the same log and the same build give the same record. On all that is compared. */
    public static final String BUILD = "build";

    /** Where a leaf rests at first, hot, warm or cold: a sink takes what is owed to it without reading the leaf. */
    public static final String TIER = "tier";

    private LedgerHeaders() {}

    /** Those of everything; to be added to by nobody else. */
    public static Headers of(byte[] build) {
        return new RecordHeaders().add(BUILD, build);
    }

    /** Those of a leaf, beside the others, which stay as they are. */
    public static Headers with(Headers others, Tier tier) {
        return new RecordHeaders(others)
                .add(TIER, tier.name().toLowerCase(Locale.ROOT).getBytes(UTF_8));
    }
}
