package io.probity.evaluate;

import io.probity.evaluate.catalog.Judges;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What the controls say of an event. Nearly always the rules of its own time are those of the present, its scope is the newest
 * of its subject, and all of it holds.
 *
 * @param holding as of the event's own time, and still so; an occurrence is judged as of its own time alone, and
 *     is here as long as its control judges occurrences
 * @param past as of the event's own time by rules that have changed since, or in a scope that the subject has left: it is
 *     decided, and moves no standing
 * @param present as of now, where the rules or the scope have changed since the event: it is this that moves a standing
 */
record Hearing(List<Judgement> holding, List<Judgement> past, List<Judgement> present) {

    /** Neither the rules nor the scope have changed since the event. */
    static Hearing of(List<Judgement> own) {
        return new Hearing(own, List.of(), List.of());
    }

    /** Of a subject that is not in use any more: no standing moves. */
    static Hearing past(List<Judgement> own) {
        return new Hearing(List.of(), own, List.of());
    }

    /** The same, each judgement of the event as of its own time looked at again. */
    Hearing with(UnaryOperator<Judgement> again) {
        return new Hearing(
                holding.stream().map(again).toList(), past.stream().map(again).toList(), present);
    }

    /** Whether another event must follow this one, by any of it. */
    boolean opens() {
        return holding.stream().anyMatch(it -> it.opening() != null)
                || past.stream().anyMatch(it -> it.opening() != null);
    }

    /**
     * The rules have changed since, or the scope.
     *
     * @param own as of the event's own time, in its own scope
     * @param now as of the last change, in the newest scope
     * @param stillByEvent whether the control of an id judges each event by itself to this day
     */
    static Hearing of(List<Judgement> own, List<Judgement> now, Predicate<String> stillByEvent) {
        var hearing = new Hearing(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        var latest = new HashMap<String, Judgement>();
        now.forEach(judgement -> latest.put(judgement.control().id(), judgement));
        for (var judgement : own) {
            var other = latest.get(judgement.control().id());
            if (isOccurrence(judgement)) {
                (stillByEvent.test(judgement.control().id()) ? hearing.holding : hearing.past).add(judgement);
            } else if (other != null && sameRules(judgement, other)) {
                hearing.holding.add(judgement);
                latest.remove(judgement.control().id());
            } else {
                hearing.past.add(judgement);
            }
        }
        now.stream()
                .filter(judgement -> !isOccurrence(judgement)
                        && latest.containsKey(judgement.control().id()))
                .forEach(hearing.present::add);
        return hearing;
    }

    private static boolean isOccurrence(Judgement judgement) {
        return judgement.control().judges() == Judges.OCCURRENCE;
    }

    /** The status differs where a waiver has begun or ended since, the reason where another scope has other parameters. */
    private static boolean sameRules(Judgement one, Judgement other) {
        return one.control().equals(other.control())
                && one.status() == other.status()
                && one.reason().equals(other.reason())
                && one.requirements().equals(other.requirements())
                && Objects.equals(one.confidence(), other.confidence());
    }
}
