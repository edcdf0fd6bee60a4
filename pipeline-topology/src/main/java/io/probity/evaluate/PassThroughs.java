package io.probity.evaluate;

import io.probity.evaluate.catalog.Mode;
import io.probity.evaluate.catalog.PassThroughDefinition;
import io.probity.model.Scope;
import io.probity.model.Status;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Emergency pass-throughs, all versions of them, and what they add to a judgement: that it was let through, and nothing else. Immutable. */
record PassThroughs(Map<String, History<PassThroughDefinition>> histories, Units units) {
    /** What a gate has no cause to stop. */
    private static final Set<Status> FREE =
            Set.of(Status.PASS, Status.WARN, Status.WAIVED, Status.NOT_APPLICABLE, Status.SKIPPED);

    /** The judgement, which says under which pass-through it was let through if one held; of several the first in the log. */
    Judgement under(Judgement judgement, Scope scope, Instant at) {
        if (histories.isEmpty()
                || judgement.control().definition().mode() != Mode.ENFORCE
                || FREE.contains(judgement.status())) {
            return judgement; // nearly always
        }
        for (var history : histories.values()) {
            var pass = history.at(at);
            if (pass != null
                    && pass.liveAt(at)
                    && pass.names(judgement.control().definition())
                    && units.covers(pass.scope(), scope, at)) {
                return Exemptions.letThrough(judgement, pass);
            }
        }
        return judgement;
    }
}
