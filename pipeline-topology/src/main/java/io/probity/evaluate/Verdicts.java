package io.probity.evaluate;

import io.probity.evaluate.catalog.Judges;
import io.probity.leaf.Judged.Verdict;
import io.probity.model.Observation;
import java.util.List;
import java.util.Set;

/** The engine's judgements in the words of the ledger. */
final class Verdicts {
    private Verdicts() {}

    /** Those of an event: a guard that did not hold says nothing. */
    static List<Verdict> ofEvent(List<Judgement> judgements) {
        return judgements.stream()
                .filter(Judgement::applicable)
                .map(judgement -> verdict(judgement, false))
                .toList();
    }

    /**
     * Those after a publish: what is not applicable any more has ended, if it ever stood.
     *
     * @param standing controls that the subject stands against
     */
    static List<Verdict> ofPublish(List<Judgement> judgements, Set<String> standing) {
        return judgements.stream()
                .filter(judgement -> judgement.applicable()
                        || standing.contains(judgement.control().id()))
                .map(judgement -> verdict(judgement, !judgement.applicable()))
                .toList();
    }

    private static Verdict verdict(Judgement judgement, boolean ended) {
        var control = judgement.control();
        return new Verdict(
                control.id(),
                control.version(),
                control.digest(),
                control.title(),
                control.severity(),
                control.judges() == Judges.OCCURRENCE,
                control.shadow(),
                ended,
                judgement.status(),
                judgement.reason(),
                judgement.seen().stream().filter(it -> !isParameter(it)).toList(),
                judgement.seen().stream().filter(Verdicts::isParameter).toList(),
                control.expression(),
                control.remediation(),
                judgement.requirements());
    }

    /** What a control measures by; the rest is what it measures. */
    private static boolean isParameter(Observation seen) {
        return seen.getField().equals("params") || seen.getField().startsWith("params.");
    }
}
