package io.probity.evaluate;

import io.probity.evaluate.catalog.WaiverDefinition;
import io.probity.model.Scope;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/** Waivers, all versions of them, and what they make of a judgement. Immutable. */
record Waivers(Map<String, History<WaiverDefinition>> histories, Units units) {

    /** WAIVED where one covers the subject; of several the first in the log. */
    Judgement under(Judgement failed, String subject, Scope scope, Instant at) {
        for (var history : histories.values()) {
            var waiver = history.at(at);
            if (waiver != null
                    && names(failed.control(), waiver.control())
                    && waiver.liveAt(at)
                    && covers(waiver, subject, scope, at)) {
                return Exemptions.waived(failed, waiver);
            }
        }
        return failed;
    }

    private boolean covers(WaiverDefinition waiver, String subject, Scope scope, Instant at) {
        if (waiver.subject() != null) {
            return waiver.subject().equals(subject);
        }
        return waiver.scope() != null && units.covers(waiver.scope(), scope, at);
    }

    private static boolean names(ControlVersion control, String name) {
        return control.id().equals(name) || control.definition().aliases().contains(name);
    }

    /** Ids and aliases of the controls of waivers that a change brought or took away, here or there. */
    Stream<String> controlsTouchedBy(Change change) {
        var covering = units.coveringOtherwiseBy(change);
        return histories.values().stream()
                .filter(history ->
                        history.touchedBy(change) || history.anyVersion(it -> Units.isOneOf(covering, it.scope())))
                .flatMap(history -> history.versions().stream())
                .map(version -> version.value().control());
    }
}
