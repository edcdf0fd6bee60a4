package io.probity.adhere;

import io.probity.adhere.Conclusion.Breached;
import io.probity.adhere.Conclusion.Changed;
import io.probity.adhere.Conclusion.Decided;
import io.probity.adhere.Conclusion.Lapsed;
import io.probity.adhere.Conclusion.Reviewed;
import io.probity.adhere.Conclusion.Stands;
import io.probity.adhere.Conclusion.Summed;
import io.probity.leaf.Judged;
import io.probity.leaf.Judged.Basis;
import io.probity.leaf.Judged.Verdict;
import io.probity.leaf.UnitSum;
import io.probity.model.Adherence;
import io.probity.model.AdherenceChange;
import io.probity.model.Decision;
import io.probity.model.FloodRow;
import io.probity.model.Onset;
import io.probity.model.Posture;
import io.probity.model.ReviewRequest;
import io.probity.model.Scope;
import io.probity.model.Status;
import io.probity.model.SubjectPosture;
import io.probity.model.SubjectState;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How verdicts change a subject's standing. Pure; no Kafka here.
 *
 * <p>A standing rests on the newest fact by the fact's own time, under the rules of the present. A verdict over an older fact,
 * or by rules that have changed since, is decided and recorded, and moves nothing: a late event or a ping never overwrites
 * what is known to be newer. A verdict because of a change of the rules is over the newest facts there are, and is never late.
 */
final class AdherenceFold {

    /**
     * What a step comes to.
     *
     * @param row the subject's row after it
     * @param conclusions what is published, in order
     * @param counting violations that count a flood on, with their numbers of now: kept, and published now and then
     * @param floods rows of the controls that opened something, by control
     */
    record Outcome(
            SubjectState row, List<Conclusion> conclusions, List<Violation> counting, Map<String, FloodRow> floods) {}

    private final Judged judged;
    private final Function<String, @Nullable Violation> violations;
    private final Map<String, Adherence> standings;
    private final Map<String, String> open;
    private final Map<String, Onset> failing;
    private final List<Conclusion> conclusions = new ArrayList<>(4);
    private final RollupChange rollups;
    private final PostureFold whole;
    /** Controls whose standings count otherwise in the roll-ups. */
    private final Set<String> moved = new HashSet<>(4);
    /** Violations as this step has left them. */
    private final Map<String, Violation> breached = new HashMap<>(4);

    private final Function<String, @Nullable FloodRow> floods;
    private final Map<String, FloodRow> floodsNow = new HashMap<>(2);
    private final List<Violation> counting = new ArrayList<>(2);
    private final ReviewFold reviews;

    private AdherenceFold(
            Judged judged,
            Function<String, @Nullable Violation> violations,
            Function<String, @Nullable FloodRow> floods,
            Function<String, @Nullable ReviewRequest> requests) {
        this.floods = floods;
        this.reviews = new ReviewFold(judged, requests);
        this.judged = judged;
        this.violations = violations;
        this.standings = new HashMap<>(judged.before().getStandings());
        this.open = new HashMap<>(judged.before().getOpen());
        this.failing = new HashMap<>(judged.before().getFailing());
        this.rollups = new RollupChange(judged.before().getTenant());
        this.whole = new PostureFold(judged.before().getPosture());
    }

    /**
     * Folds the verdicts of one step into the subject's row.
     *
     * @param violations the violation of an id, or null
     * @param floods the row of a control, or null
     * @param requests the request of an id, that somebody looks at a verdict, or null
     */
    static Outcome after(
            Judged judged,
            Function<String, @Nullable Violation> violations,
            Function<String, @Nullable FloodRow> floods,
            Function<String, @Nullable ReviewRequest> requests) {
        var fold = new AdherenceFold(judged, violations, floods, requests);
        judged.verdicts().forEach(fold::take);
        fold.reviews.told().forEach(it -> fold.conclusions.add(new Reviewed(it)));
        var row = judged.before();
        var counted = fold.count(row);
        var posture = fold.posture(row, counted);
        return new Outcome(
                new SubjectState(
                        row.getTenant(),
                        row.getSubject(),
                        row.getScope(),
                        row.getScopeEffective(),
                        row.getHome(),
                        row.getSettled(),
                        row.getFacts(),
                        fold.standings,
                        fold.open,
                        counted,
                        fold.failing,
                        row.getDeadlines(),
                        posture,
                        fold.reviews.asked()),
                fold.conclusions,
                fold.counting,
                fold.floodsNow);
    }

    /** Tells nothing where nothing counts otherwise, as after most events. Returns where the standings are counted now; null where there are none. */
    private @Nullable Scope count(SubjectState row) {
        @Nullable Scope scope = standings.isEmpty() ? null : row.getScope();
        if (!moved.isEmpty() || !Objects.equals(scope, row.getCounted())) {
            rollups.standings(row.getStandings(), row.getCounted(), standings, scope, moved);
        }
        conclusions.addAll(rollups.told());
        return scope;
    }

    private @Nullable Posture posture(SubjectState row, @Nullable Scope scope) {
        var basis = judged.basis();
        var posture = whole.after(standings, row.getFacts(), !moved.isEmpty(), basis.logTime());
        if (posture != null && (!posture.equals(row.getPosture()) || !Objects.equals(scope, row.getCounted()))) {
            conclusions.add(new Summed(new SubjectPosture(
                    row.getTenant(), row.getSubject(), row.getScope().getPath(), posture, basis.leaf())));
        }
        return posture;
    }

    private void take(Verdict verdict) {
        var before = standings.get(verdict.control());
        boolean late = verdict.past()
                || (before != null && byNewest(verdict) && verdict.factAt().isBefore(before.getEffective()));
        boolean stands = !verdict.shadow() || verdict.ended();
        conclusions.add(new Decided(decision(verdict, late, stands ? reviews.take(verdict, !late) : null)));
        if (!stands) {
            return;
        }
        if (verdict.occurrence() && verdict.status() == Status.FAIL) {
            occur(opened(verdict)); // late or not: it happened
        }
        if (verdict.opening() != null && verdict.status() == Status.PASS) {
            healLate(verdict, verdict.opening());
        }
        if (!late) {
            stand(verdict, before);
            if (!verdict.occurrence() || verdict.ended()) {
                openOrHeal(verdict);
            }
        }
    }

    /** Whether the standing is that of the newest fact; of events that others must follow it is, be it the clock that decides. */
    private boolean byNewest(Verdict verdict) {
        return !verdict.ended() && (judged.basis().trigger().equals(Basis.EVENT) || verdict.opening() != null);
    }

    /** What followed in time came in after the time was over. Where it was in time, or somebody ended the violation, there is nothing to end. */
    private void healLate(Verdict verdict, String opening) {
        var violation = known(id(verdict, opening));
        if (violation != null
                && violation.getCounted() == null // it stands for others too, of which nobody knows
                && (violation.getStatus() == ViolationStatus.DETECTED
                        || violation.getStatus() == ViolationStatus.IN_REVIEW)) {
            resolve(violation);
        }
    }

    private void stand(Verdict verdict, @Nullable Adherence before) {
        boolean changed = before == null || before.getStatus() != verdict.status();
        var basis = judged.basis();
        var now = standing(verdict, before, changed);
        if (verdict.ended()) {
            standings.remove(verdict.control());
        } else {
            standings.put(verdict.control(), now);
        }
        if (before == null
                || changed
                || verdict.ended()
                || RollupChange.servesOther(before.getRequirements(), now.getRequirements())) {
            moved.add(verdict.control());
        }
        conclusions.add(new Stands(now));
        if (changed) {
            conclusions.add(new Changed(new AdherenceChange(
                    now.getTenant(),
                    now.getSubject(),
                    now.getControl(),
                    now.getControlVersion(),
                    before == null ? null : before.getStatus(),
                    now.getStatus(),
                    basis.leaf(),
                    basis.at(),
                    basis.logTime())));
            lapse(before, now);
        }
    }

    /** One stretch of FAIL, whatever comes after it: who counts what is STALE or UNKNOWN as well has its change beside it. */
    private void lapse(@Nullable Adherence before, Adherence now) {
        var control = now.getControl();
        var onset = failing.remove(control);
        if (before != null && onset != null) {
            conclusions.add(new Lapsed(Intervals.closed(before, onset, now.getStatus(), judged.basis())));
        }
        if (now.getStatus() == Status.FAIL) {
            var began = Intervals.onset(now, judged.basis());
            failing.put(control, began);
            conclusions.add(new Lapsed(Intervals.open(now, began)));
        }
    }

    /**
     * A state that fails has one violation until it passes, be it dismissed meanwhile; what is unknown or in error neither opens nor
     * heals.
     */
    private void openOrHeal(Verdict verdict) {
        var openId = open.get(verdict.control());
        switch (verdict.status()) {
            case FAIL -> {
                if (openId == null) {
                    var violation = opened(verdict);
                    open.put(verdict.control(), violation.getId());
                    breach(violation);
                }
            }
            case PASS, WARN, NOT_APPLICABLE, WAIVED -> { // what is WARN holds
                if (openId != null) {
                    open.remove(verdict.control());
                    heal(openId);
                }
            }
            case PENDING, ERROR, STALE, UNKNOWN, SKIPPED -> {}
        }
    }

    private void heal(String id) {
        var violation = known(id);
        if (violation == null) {
            throw new IllegalStateException(
                    "violation " + id + " of " + judged.before().getSubject()
                            + " is open in the subject's row and not in the store: the two stores disagree");
        }
        if (violation.getStatus() == ViolationStatus.DISMISSED) {
            return; // it has ended, by somebody's word; should the state fail again, that is another violation
        }
        resolve(violation);
    }

    private void resolve(Violation violation) {
        var basis = judged.basis();
        breach(Violation.newBuilder(violation)
                .setStatus(ViolationStatus.RESOLVED)
                .setEndedAt(basis.logTime())
                .setEndedBy("auto")
                .setEndCause(basis.leaf())
                .build());
    }

    private void breach(Violation violation) {
        var was = known(violation.getId());
        rollups.violation(was, violation);
        whole.violation(was, violation);
        breached.put(violation.getId(), violation);
        conclusions.add(new Breached(violation));
    }

    /** One that a violation of a flood stands for has none of its own, and counts nowhere else. */
    private void occur(Violation occurrence) {
        var control = occurrence.getControl();
        var before = floodsNow.containsKey(control) ? floodsNow.get(control) : floods.apply(control);
        var flood = FloodFold.after(before, occurrence, this::known);
        floodsNow.put(control, flood.row());
        if (flood.counting() != null) {
            counting.add(flood.counting());
            breached.put(flood.counting().getId(), flood.counting());
        }
        for (var told : flood.told()) {
            if (told.getId().equals(occurrence.getId())) {
                breach(told);
            } else {
                conclusions.add(new Breached(told)); // the same violation with its number of now
            }
        }
    }

    private @Nullable Violation known(String id) {
        var ofThisStep = breached.get(id);
        return ofThisStep == null ? violations.apply(id) : ofThisStep;
    }

    private String id(Verdict verdict, String cause) {
        var row = judged.before();
        return ViolationId.of(verdict.control(), row.getTenant() + '|' + row.getSubject(), cause);
    }

    private Decision decision(Verdict verdict, boolean late, @Nullable String review) {
        var row = judged.before();
        Basis basis = judged.basis();
        return new Decision(
                verdict.control(),
                verdict.version(),
                verdict.definition(),
                row.getSubject(),
                verdict.status(),
                verdict.reason(),
                basis.trigger(),
                basis.leaf(),
                basis.eventId(),
                row.getTenant(),
                basis.at(),
                basis.logTime(),
                late,
                verdict.shadow(),
                verdict.confidence() == null ? null : verdict.confidence().value(),
                review,
                verdict.exemption());
    }

    private Adherence standing(Verdict verdict, @Nullable Adherence before, boolean changed) {
        var row = judged.before();
        Basis basis = judged.basis();
        Instant firstSeen = before == null ? basis.logTime() : before.getFirstSeen();
        return new Adherence(
                row.getTenant(),
                row.getSubject(),
                verdict.control(),
                verdict.version(),
                row.getScope().getPath(),
                verdict.status(),
                verdict.reason(),
                firstSeen,
                basis.logTime(),
                changed || before == null ? basis.logTime() : before.getLastChanged(),
                before == null || verdict.factAt().isAfter(before.getEffective())
                        ? verdict.factAt()
                        : before.getEffective(),
                before == null ? 0 : before.getChanges() + (changed ? 1 : 0),
                basis.leaf(),
                verdict.requirements(),
                verdict.evidence(),
                verdict.exemption());
    }

    private Violation opened(Verdict verdict) {
        var row = judged.before();
        Basis basis = judged.basis();
        return new Violation(
                id(verdict, verdict.opening() == null ? basis.cause() : verdict.opening()),
                row.getTenant(),
                verdict.control(),
                verdict.version(),
                verdict.title(),
                verdict.severity(),
                row.getSubject(),
                judged.scope().getPath(),
                UnitSum.id(judged.scope().getKind(), judged.scope().getId()),
                ViolationStatus.DETECTED,
                basis.eventId(),
                basis.eventType(),
                basis.actor(),
                verdict.expression(),
                verdict.observed(),
                verdict.expected(),
                verdict.reason(),
                verdict.remediation(),
                verdict.requirements(),
                basis.leaf(),
                basis.at(),
                basis.logTime(),
                null,
                null,
                null,
                verdict.occurrence(),
                null,
                null,
                null);
    }
}
