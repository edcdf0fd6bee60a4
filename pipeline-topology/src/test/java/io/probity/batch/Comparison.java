package io.probity.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.app.LedgerUnderTest;
import io.probity.model.Adherence;
import io.probity.model.AdherenceChange;
import io.probity.model.Exemption;
import io.probity.model.NonAdherence;
import io.probity.model.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the ledger said, in the words of {@link Outcome}. */
final class Comparison {
    private Comparison() {}

    /** Of a log that is new to it. */
    static Outcome said(LedgerUnderTest ledger, List<Line> history) {
        try (var log = ledger.log()) {
            history.forEach(line -> log.take(Writer.key(line), Writer.entry(line)));
            var violations = log.violations();
            var rollups = log.rollups();
            var subjects = log.subjects();
            assertThat(Counting.of(rollups))
                    .as("the sum of what each step changed, and a count of how all stand at the end")
                    .isEqualTo(Counting.anew(subjects, violations, Counting::scopes));
            new UnitComparison(rollups, subjects, violations).compare(history, log.scopes());
            assertThat(Postures.told(log.postures()))
                    .as("how subjects stand as a whole, and a count of their last standings and violations")
                    .isEqualTo(Postures.anew(subjects, violations));
            var outcome = outcome(log.adherence(), log.changes(), violations);
            assertThat(intervals(log.intervals()))
                    .as("intervals of non-adherence, and those that the changes make")
                    .isEqualTo(outcome.intervals());
            return outcome;
        }
    }

    /** From what is on the topics, each in its order. */
    static Outcome outcome(List<Adherence> standings, List<AdherenceChange> changes, List<Violation> violations) {
        var outcome = new Outcome();
        standings.forEach(it -> outcome.stands(
                it.getSubject(),
                it.getControl(),
                it.getStatus().name(),
                words(it.getExemption()),
                it.getControlVersion(),
                it.getScopePath(),
                it.getFirstSeen(),
                it.getLastEvaluated(),
                it.getLastChanged(),
                it.getEffective(),
                it.getChanges(),
                it.getBasis().getLeaf()));
        changes.forEach(it -> outcome.changed(
                it.getSubject(),
                it.getControl(),
                it.getPrevious() == null ? null : it.getPrevious().name(),
                it.getCurrent().name(),
                it.getAt(),
                it.getLogTime(),
                it.getCause().getLeaf()));
        violations.forEach(it -> outcome.violated(
                it.getId(),
                it.getSubject(),
                it.getControl(),
                it.getControlVersion(),
                it.getScopePath(),
                it.getEventId(),
                it.getOccurredAt(),
                it.getDetectedAt(),
                it.getCause().getLeaf(),
                it.getEndedAt(),
                it.getEndCause() == null ? null : it.getEndCause().getLeaf()));
        return outcome;
    }

    private static String words(@Nullable Exemption it) {
        return it == null ? "" : it.getKind() + " " + it.getId() + " " + it.getVersion() + " until " + it.getUntil();
    }

    /** The last record of each. */
    private static List<String> intervals(List<NonAdherence> told) {
        var last = new HashMap<String, String>();
        told.forEach(it -> {
            var key = it.getSubject() + " " + it.getControl();
            var line = Outcome.interval(
                    key,
                    it.getOpenedAt(),
                    it.getOpenedLogTime(),
                    it.getOpenedBy().getLeaf(),
                    it.getClosedAt(),
                    it.getClosedLogTime(),
                    it.getClosedBy() == null ? null : it.getClosedBy().getLeaf(),
                    it.getNext() == null ? null : it.getNext().name());
            last.put(key + " " + it.getOpenedLogTime() + " " + it.getOpenedBy().getLeaf(), line);
        });
        return last.values().stream().sorted().toList();
    }

    /**
     * A history of which nothing can be left out without losing what is wrong with it, but for the tick that it begins with and
     * those that it ends with.
     */
    static List<Line> shrunk(List<Line> history, Predicate<List<Line>> isWrong) {
        var least = history;
        for (int size = least.size() / 2; size > 0; size /= 2) {
            for (int i = 1; i + size <= least.size() - Histories.LAST_TICKS; ) {
                var without = new ArrayList<>(least.subList(0, i));
                without.addAll(least.subList(i + size, least.size()));
                if (isWrong.test(without)) {
                    least = without;
                } else {
                    i++;
                }
            }
        }
        return least;
    }
}
