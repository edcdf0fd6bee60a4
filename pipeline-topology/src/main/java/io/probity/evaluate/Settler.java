package io.probity.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.leaf.Judged;
import io.probity.leaf.Judged.Basis;
import io.probity.model.Deadline;
import io.probity.model.SubjectState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Brings a subject's row up to the present: every turn of the rules that it has not seen, and before each, and after the last,
 * what came due by the clock, in the order of the times. What comes of it does not depend on when it is called: a row that is
 * settled once after a year goes the same way as one that is settled with every tick.
 */
final class Settler {
    private final Turns turns;
    private final KeyValueStore<String, SubjectState> subjects;
    private final Timers timers;
    private int fired;
    private int told;

    Settler(Turns turns, KeyValueStore<String, SubjectState> subjects, Timers timers) {
        this.turns = turns;
        this.subjects = subjects;
        this.timers = timers;
    }

    /** How many judgements the clock has caused since this object was made. */
    int fired() {
        return fired;
    }

    /** How many verdicts settling has told since this object was made: each is a decision, and most of them a standing. */
    int told() {
        return told;
    }

    /** The row with everything up to this log time. */
    SubjectState settled(SubjectState row, Instant logTime, Consumer<Judged> forward) {
        @Nullable Instant due = turns.rulebook().timetable().isEmptyFor(row) ? null : timers.of(Rows.key(row));
        if (row.getSettled() >= turns.count() && (due == null || due.isAfter(logTime))) {
            return row; // nearly always: no fact is parsed for it
        }
        var course = new Course(
                row, forward, !row.getDeadlines().isEmpty() || !row.getAsked().isEmpty());
        if (due != null) {
            course.timed(rules(row), due.minus(1, ChronoUnit.MICROS));
        }
        for (int number = row.getSettled() + 1; number <= turns.count(); number++) {
            course.turn(number);
        }
        return course.end(logTime);
    }

    /**
     * After an event that is logged at this time and has changed the row; it is read only where the clock may move it.
     *
     * @param before the row
     * @param after the row, but for its standings
     * @param asks whether somebody may be asked to look at a verdict on the event
     */
    void told(SubjectState before, SubjectState after, boolean asks, Instant logTime, Consumer<Judged> forward) {
        if (asks || isMoved(before, after)) {
            var course = new Course(subjects.get(Rows.key(after)), forward, true);
            course.timed(turns.rulebook(), logTime);
            course.end(logTime);
        }
    }

    /** The clock moves nothing of this subject any more. */
    void stop(SubjectState before, SubjectState after) {
        if (isMoved(before, after)) {
            timers.set(Rows.key(after), null);
        }
    }

    private boolean isMoved(SubjectState before, SubjectState after) {
        var timetable = turns.rulebook().timetable();
        return !timetable.isEmptyFor(before) || !timetable.isEmptyFor(after);
    }

    private Rulebook rules(SubjectState row) {
        return row.getSettled() == 0
                ? Rulebook.empty()
                : turns.turn(row.getSettled()).rulebook();
    }

    /** One row's way through time. */
    private final class Course {
        private final Map<String, JsonNode> facts; // settling changes none
        private final boolean ended;
        private final Consumer<Judged> forward;
        private final boolean hasTimer;
        private SubjectState row;
        private @Nullable Rulebook rules;
        private Instant settledTo = Instant.MIN;
        private @Nullable Due next;

        /**
         * @param hasTimer there may be a timer of the row, whatever it says now
         */
        Course(SubjectState row, Consumer<Judged> forward, boolean hasTimer) {
            this.row = row;
            this.hasTimer = hasTimer;
            this.facts = FactRule.values(row.getFacts());
            this.ended = FactRule.endedAt(row.getFacts()) != null;
            this.forward = forward;
        }

        /** From here on what is due follows from these rules. */
        void timed(Rulebook inForce, Instant from) {
            rules = inForce;
            settledTo = from;
            next = next();
        }

        /** What came due at the moment of a turn goes before it: a commit comes into the log after the tick of its log time. */
        void turn(int number) {
            var turn = turns.turn(number);
            fire(turn.change().at());
            var judgements = turn.rulebook()
                    .settle(
                            row.getSubject(),
                            row.getScope(),
                            row.getHome(),
                            facts,
                            new Freshness(row.getFacts()),
                            turn.change(),
                            turn.touched(row.getScope()));
            var before = Rows.settled(row, number);
            var verdicts = PassThroughCheck.isAbout(row.getSubject())
                    ? PassThroughCheck.after(turn.change(), turn.rulebook(), row)
                    : Verdicts.ofChange(judgements, row);
            tell(new Judged(before, row.getScope(), turn.basis(), verdicts));
            timed(turn.rulebook(), turn.change().at());
        }

        SubjectState end(Instant logTime) {
            fire(logTime);
            if (hasTimer || !turns.rulebook().timetable().isEmptyFor(row)) {
                timers.set(Rows.key(row), next == null ? null : next.at());
            }
            return row;
        }

        private void fire(Instant upTo) {
            while (next != null && !next.at().isAfter(upTo)) {
                for (var version : next.versions()) {
                    fire(next.at(), version);
                }
                next.deadlines().forEach(this::expire);
                if (next.overdue() != null) {
                    tell(new Judged(
                            row, row.getScope(), Turn.basis(next.overdue(), Basis.TIMER, next.at()), List.of()));
                }
                settledTo =
                        next.at().isAfter(settledTo) ? next.at() : settledTo; // what arrived stale is due in the past
                next = next();
            }
        }

        /** A verdict that is as it was is no decision: that the clock went round says nothing of the subject. */
        private void fire(Instant at, History.Version<ControlVersion> version) {
            fired++;
            var judgement = Objects.requireNonNull(rules).judgeState(version.value(), row, facts, at);
            var verdicts = Verdicts.ofClock(judgement, row);
            if (!verdicts.isEmpty()) {
                tell(new Judged(row, row.getScope(), turns.clock(version.publish(), at), verdicts));
            }
        }

        /** By the event that waited: its leaf, its actor, and the time at which it was too late. */
        private void expire(Deadline deadline) {
            fired++;
            var inForce = Objects.requireNonNull(rules);
            var opening = Opening.of(deadline);
            var judgement = inForce.overdue(deadline.getControl(), opening, row.getSubject(), deadline.getScope());
            var left = Deadlines.decided(row.getDeadlines(), deadline, judgement);
            boolean ends = !judgement.applicable();
            boolean moves = !Deadlines.overtaken(deadline, row.getDeadlines())
                    && (ends
                            ? Deadlines.isPending(row, deadline.getControl())
                            : inForce.keepsWhatEventsSay(deadline.getControl(), deadline.getDue()));
            var verdict = Verdicts.ofDeadline(judgement, deadline, moves, ends && moves);
            tell(new Judged(Rows.awaiting(row, left), deadline.getScope(), Turn.basis(deadline), List.of(verdict)));
        }

        private void tell(Judged judged) {
            told += judged.verdicts().size();
            forward.accept(judged);
            row = subjects.get(Rows.key(row)); // adhere has written it
        }

        /** Nothing of a subject that is archived: when it comes back, its timers begin with the event that says so. */
        private @Nullable Due next() {
            return rules == null || ended || rules.timetable().isEmptyFor(row)
                    ? null
                    : rules.timetable().next(row, facts, settledTo);
        }
    }
}
