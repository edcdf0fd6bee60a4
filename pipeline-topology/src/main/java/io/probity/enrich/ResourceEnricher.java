package io.probity.enrich;

import io.probity.model.LifecycleRow;
import io.probity.model.ResourceContext;
import io.probity.model.ResourceRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the resource tables say of the target: what somebody published of it, and what lifecycle events told. */
final class ResourceEnricher {
    private ResourceEnricher() {}

    /** Null where neither table has anything to say of that time. */
    static @Nullable ResourceContext context(@Nullable ResourceRow row, @Nullable LifecycleRow told, Instant at) {
        @Nullable String lifecycle = told == null ? null : Lifecycles.at(told, at);
        if (row == null) {
            return lifecycle == null ? null : new ResourceContext(null, null, null, null, null, lifecycle);
        }
        return new ResourceContext(
                row.getOwner(),
                row.getTeam(),
                row.getEnvironment(),
                row.getCriticality(),
                row.getCost(),
                lifecycle == null ? row.getLifecycle() : lifecycle);
    }
}
