package io.probity.adhere;

import io.probity.leaf.Judged.Basis;
import io.probity.model.Adherence;
import io.probity.model.NonAdherence;
import io.probity.model.Onset;
import io.probity.model.Status;
import java.time.Duration;

/** For how long a subject stood in FAIL, from one change of its standing to another. Pure. */
final class Intervals {
    private Intervals() {}

    /** How a standing that has come to be FAIL began. */
    static Onset onset(Adherence standing, Basis basis) {
        return new Onset(
                standing.getControlVersion(), standing.getScopePath(), basis.at(), basis.logTime(), basis.leaf());
    }

    static NonAdherence open(Adherence standing, Onset onset) {
        return new NonAdherence(
                standing.getTenant(),
                standing.getSubject(),
                standing.getControl(),
                onset.getControlVersion(),
                onset.getScopePath(),
                standing.getRequirements(),
                onset.getAt(),
                onset.getLogTime(),
                onset.getLeaf(),
                null,
                null,
                null,
                null,
                null);
    }

    /**
     * One that has ended.
     *
     * @param standing as it was until then
     * @param next how the subject stands from then on
     */
    static NonAdherence closed(Adherence standing, Onset onset, Status next, Basis basis) {
        return NonAdherence.newBuilder(open(standing, onset))
                .setClosedAt(basis.at())
                .setClosedLogTime(basis.logTime())
                .setClosedBy(basis.leaf())
                .setNext(next)
                .setDurationMillis(
                        Duration.between(onset.getLogTime(), basis.logTime()).toMillis())
                .build();
    }

    /** Names an interval among all of its partition: a control that begins to fail twice by one leaf does so at two times. */
    static String key(NonAdherence it) {
        return it.getTenant()
                + '|'
                + it.getSubject()
                + '|'
                + it.getControl()
                + '|'
                + it.getOpenedLogTime()
                + '|'
                + it.getOpenedBy().getLeaf();
    }
}
