package io.probity.tier;

import io.probity.model.Tier;
import java.time.Duration;
import java.time.Instant;

/**
 * The entry tier of an event by its age when it came in. Ageing after that is each sink's own expiry.
 *
 * @param hot age up to which an event is hot; 30 days in the Audit &amp; Traceability specification, 5.1
 * @param warm age up to which it is warm; 180 days there
 */
public record TierRule(Duration hot, Duration warm) {
    /** The specification's ages. */
    public static final TierRule STANDARD = new TierRule(Duration.ofDays(30), Duration.ofDays(180));

    public TierRule {
        if (hot.isNegative() || warm.compareTo(hot) < 0) {
            throw new IllegalArgumentException("tier ages must be 0 <= hot <= warm, were " + hot + " and " + warm);
        }
    }

    /**
     * The tier of something that happened then and came in now; what claims to be from the future is hot.
     *
     * @param effective when it happened
     * @param ingested when the intake read it
     */
    public Tier of(Instant effective, Instant ingested) {
        var age = Duration.between(effective, ingested);
        if (age.compareTo(hot) <= 0) {
            return Tier.HOT;
        }
        return age.compareTo(warm) <= 0 ? Tier.WARM : Tier.COLD;
    }
}
