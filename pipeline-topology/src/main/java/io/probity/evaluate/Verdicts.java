package io.probity.evaluate;

import io.probity.evaluate.catalog.Judges;
import io.probity.leaf.Judged.Verdict;
import io.probity.model.Deadline;
import io.probity.model.Fact;
import io.probity.model.Observation;
import io.probity.model.Seen;
import io.probity.model.Severity;
import io.probity.model.Status;
import io.probity.model.SubjectState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The engine's judgements in the words of the ledger. */
final class Verdicts {
    private Verdicts() {}

    /**
     * Those of an event: a guard that did not hold says nothing.
     *
     * @param freshness of what is known with the event
     */
    static List<Verdict> ofEvent(Hearing hearing, Instant effective, Freshness freshness) {
        var verdicts = new ArrayList<Verdict>();
        hearing.holding().forEach(judgement -> add(verdicts, judgement, effective, false, freshness));
        hearing.past().forEach(judgement -> add(verdicts, judgement, effective, true, freshness));
        hearing.present().forEach(judgement -> add(verdicts, judgement, effective, false, freshness));
        return verdicts;
    }

    private static void add(
            List<Verdict> verdicts, Judgement judgement, Instant effective, boolean past, Freshness freshness) {
        if (judgement.applicable()) {
            verdicts.add(verdict(judgement, past, false, effective, freshness));
        }
    }

    /**
     * Those after a change of the rules: what is not applicable any more has ended, if it ever stood.
     *
     * @param row of the subject: its standings, and the facts that the judgements rest on
     */
    static List<Verdict> ofChange(List<Judgement> judgements, SubjectState row) {
        var freshness = new Freshness(row.getFacts());
        return judgements.stream()
                .filter(judgement -> judgement.applicable() || ends(judgement.control(), row))
                .map(judgement -> verdict(
                        judgement,
                        false,
                        !judgement.applicable(),
                        newest(judgement.control(), row.getFacts()),
                        freshness))
                .toList();
    }

    /**
     * That of a timer: nothing where the subject stands like that already, since the clock goes round for ever. A control that has nothing
     * to say any more ends a standing, be it that of an answer that it does not apply.
     */
    static List<Verdict> ofClock(Judgement judgement, SubjectState row) {
        var standing = row.getStandings().get(judgement.control().id());
        return standing != null && judgement.applicable() && standing.getStatus() == judgement.status()
                ? List.of()
                : ofChange(List.of(judgement), row);
    }

    /**
     * Of an event that another must follow. How the subject stands is about the newest of these.
     *
     * @param moves whether the standing moves
     * @param ended the standing ends
     */
    static Verdict ofDeadline(Judgement judgement, Deadline deadline, boolean moves, boolean ended) {
        var control = judgement.control();
        boolean failed = judgement.status() == Status.FAIL;
        return new Verdict(
                control.id(),
                control.version(),
                control.digest(),
                control.title(),
                control.severity(),
                true,
                judgement.shadow(),
                !moves,
                ended,
                deadline.getAt(),
                judgement.status(),
                judgement.reason(),
                failed ? List.of(new Observation("followedBy", Seen.MISSING, null)) : List.of(),
                List.of(),
                control.expression(),
                control.remediation(),
                judgement.requirements(),
                List.of(),
                deadline.getLeaf().getDigest(),
                null,
                judgement.exemption());
    }

    /**
     * Of a control that no catalog holds, since the program brings it along: of a state, and as grave as most.
     *
     * @param at since when it stands like that
     */
    static Verdict ofOwn(
            String control,
            String title,
            Instant at,
            Status status,
            String reason,
            List<Observation> observed,
            List<Observation> expected,
            String expression,
            String remediation) {
        return new Verdict(
                control,
                "1",
                "", // no definition
                title,
                Severity.HIGH,
                false,
                false,
                false,
                false,
                at,
                status,
                reason,
                observed,
                expected,
                expression,
                remediation,
                List.of(),
                List.of(),
                null,
                null,
                null);
    }

    private static boolean ends(ControlVersion control, SubjectState row) {
        return row.getStandings().containsKey(control.id());
    }

    /** Own time of the newest fact that a control rests on; the beginning of time where it rests on none that is known. */
    private static Instant newest(ControlVersion control, Map<String, Fact> facts) {
        var names = control.factNames();
        return facts.entrySet().stream()
                .filter(fact -> names.contains(FactRule.whole(fact.getKey())))
                .map(fact -> fact.getValue().getEffective())
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private static Verdict verdict(
            Judgement judgement, boolean past, boolean ended, Instant factAt, Freshness freshness) {
        var control = judgement.control();
        return new Verdict(
                control.id(),
                control.version(),
                control.digest(),
                control.title(),
                control.severity(),
                control.judges() == Judges.OCCURRENCE,
                judgement.shadow(),
                past,
                ended,
                factAt,
                judgement.status(),
                judgement.reason(),
                seen(judgement, false),
                seen(judgement, true),
                control.expression(),
                control.remediation(),
                judgement.requirements(),
                freshness.ages(control),
                null,
                judgement.confidence(),
                judgement.exemption());
    }

    private static List<Observation> seen(Judgement judgement, boolean parameters) {
        var all = judgement.seen();
        if (all.isEmpty()) {
            return List.of(); // of nearly all but FAIL
        }
        var some = new ArrayList<Observation>(all.size());
        for (var each : all) {
            if (isParameter(each) == parameters) {
                some.add(each);
            }
        }
        return some;
    }

    /** What a control measures by; the rest is what it measures. */
    private static boolean isParameter(Observation seen) {
        return seen.getField().equals("params") || seen.getField().startsWith("params.");
    }
}
