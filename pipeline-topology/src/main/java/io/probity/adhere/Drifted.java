package io.probity.adhere;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.leaf.Judged;
import io.probity.own.OwnEvent;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** That a snapshot found a subject otherwise than its events had told: something changed, and nobody said so. */
final class Drifted {
    static final String TYPE = "subject_drifted";
    /** Names that are told; a snapshot of a subject that nobody knows any more may differ in all of its facts. */
    private static final int MOST_NAMED = 100;

    private Drifted() {}

    /** The notice. Names alone: what was known and what was seen stands in the events, under their field tables. */
    static OwnEvent notice(Judged judged) {
        var row = judged.before();
        var basis = judged.basis();
        var data = JsonNodeFactory.instance.objectNode();
        data.put("snapshot", basis.eventId());
        data.put("snapshotType", basis.eventType());
        data.put("count", judged.drifted().size());
        var facts = data.putArray("facts");
        judged.drifted().stream().limit(MOST_NAMED).forEach(facts::add);
        int slash = row.getSubject().indexOf('/');
        return new OwnEvent(
                row.getTenant(),
                OwnEvent.id(
                        TYPE,
                        List.of(row.getTenant(), row.getSubject(), basis.leaf().getDigest())),
                TYPE,
                basis.at().truncatedTo(ChronoUnit.MILLIS),
                row.getSubject().substring(0, slash),
                row.getSubject().substring(slash + 1),
                row.getScope(),
                null,
                data);
    }
}
