package io.probity.enrich;

import io.probity.model.LifecycleRow;
import io.probity.model.Posture;
import io.probity.model.ResourceContext;
import io.probity.model.ResourceRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the resource tables say of the target: what somebody published of it, what lifecycle events told, and how it stands. */
final class ResourceEnricher {
    private ResourceEnricher() {}

    /**
     * Null where nothing of it is known.
     *
     * @param posture how it stands, if it is a subject
     */
    static @Nullable ResourceContext context(
            @Nullable ResourceRow row, @Nullable LifecycleRow told, @Nullable Posture posture, Instant at) {
        @Nullable String lifecycle = told == null ? null : Lifecycles.at(told, at);
        if (row == null) {
            return lifecycle == null && posture == null
                    ? null
                    : new ResourceContext(null, null, null, null, null, lifecycle, posture);
        }
        return new ResourceContext(
                row.getOwner(),
                row.getTeam(),
                row.getEnvironment(),
                row.getCriticality(),
                row.getCost(),
                lifecycle == null ? row.getLifecycle() : lifecycle,
                posture);
    }
}
