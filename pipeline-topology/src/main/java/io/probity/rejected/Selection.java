package io.probity.rejected;

import io.probity.model.Reason;
import io.probity.model.Rejection;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which refused records are meant; what is null or empty does not narrow.
 *
 * @param places {@link Place} words
 * @param from earliest time that the broker gave the source record
 * @param to that time too, not included
 */
public record Selection(
        @Nullable Reason reason,
        @Nullable String source,
        @Nullable String tenant,
        @Nullable String stage,
        @Nullable Instant from,
        @Nullable Instant to,
        Set<String> places) {
    public Selection {
        places = Set.copyOf(places);
    }

    /** Whether everything is meant. */
    public boolean isEverything() {
        return reason == null
                && source == null
                && tenant == null
                && stage == null
                && from == null
                && to == null
                && places.isEmpty();
    }

    public boolean has(Rejection refused) {
        return (reason == null || reason == refused.getReason())
                && (source == null || source.equals(refused.getSource()))
                && (tenant == null || tenant.equals(refused.getTenant()))
                && (stage == null || stage.equals(refused.getStage()))
                && (from == null || !refused.getIngested().isBefore(from))
                && (to == null || refused.getIngested().isBefore(to))
                && (places.isEmpty() || places.contains(Place.of(refused.getOrigin())));
    }
}
