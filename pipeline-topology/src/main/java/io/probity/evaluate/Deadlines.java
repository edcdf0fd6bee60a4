package io.probity.evaluate;

import io.probity.evaluate.Recall.Counts;
import io.probity.evaluate.cel.Inputs;
import io.probity.leaf.Judged.Basis;
import io.probity.leaf.Judged.Verdict;
import io.probity.model.AuditEvent;
import io.probity.model.Deadline;
import io.probity.model.Scope;
import io.probity.model.Status;
import io.probity.model.SubjectState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A subject's events that others must follow, and how they change with one event of it. Pure: what is left goes into the subject's row.
 *
 * <p>A decided one is kept for {@link #GRACE} of log time, since what followed in time may come in late.
 */
final class Deadlines {
    /** Kept of one control. */
    static final int MOST = 100;
    /** Kept of all controls together. */
    static final int MOST_OF_SUBJECT = 300;
    /** Characters of their texts together: with what else is kept of so many they are a third of a record of the store's log at the most. */
    static final int MOST_TEXT = 100_000;
    /** As long as a late event finds what happened before it. */
    static final Duration GRACE = RecallFold.GRACE;

    private final String subject;
    private final Rulebook rules;
    private final @Nullable Instant logTime;
    private List<Deadline> all;
    private boolean doubted;

    /**
     * What follows an event.
     *
     * @param judgement PASS of the control that asks for it
     * @param moves whether the standing does
     */
    record Answer(Deadline deadline, Judgement judgement, boolean moves) {
        Verdict verdict() {
            return Verdicts.ofDeadline(judgement, deadline, moves, false);
        }
    }

    /**
     * @param subject whose they are: kind/id
     * @param kept as they were left by the event before
     * @param logTime of the event; null: there is no clock, and no time is ever over
     */
    Deadlines(Rulebook rules, String subject, List<Deadline> kept, @Nullable Instant logTime) {
        this.subject = subject;
        this.rules = rules;
        this.logTime = logTime;
        this.all = logTime == null ? kept : alive(kept, logTime);
    }

    /** What is left, in the order of the log. */
    List<Deadline> all() {
        return all;
    }

    /** Without those that were decided so long ago that nobody asks for them any more. */
    private static List<Deadline> alive(List<Deadline> all, Instant logTime) {
        return all.isEmpty()
                ? all // nearly always
                : all.stream()
                        .filter(it ->
                                it.getOver() == null || it.getOver().plus(GRACE).isAfter(logTime))
                        .toList();
    }

    /**
     * What an event says by following others: PASS of each, whatever has become of the control meanwhile.
     *
     * @param present when what is in force last changed, or the event happened: the later of the two
     * @param ended the subject is not in use any more: no standing moves
     */
    List<Answer> answered(AuditEvent event, Inputs inputs, Instant present, boolean ended) {
        var answers = new ArrayList<Answer>();
        var told = new HashMap<String, Told>();
        for (var deadline : all) {
            var control =
                    rules.version(deadline.getControl(), deadline.getVersion()).value();
            var follow = Objects.requireNonNull(control.follow());
            if (!follow.definition().hears(event.getEventType())) {
                continue;
            }
            var follower = told.computeIfAbsent(follow.id(), id -> told(control, follow, event, inputs));
            switch (follower.follows(deadline, follow)) {
                case NO -> {}
                case PERHAPS -> doubt(deadline, event.getEffective());
                case YES -> {
                    boolean moves = !ended
                            && !overtaken(deadline, all)
                            && rules.keepsWhatEventsSay(deadline.getControl(), present);
                    var reason = Following.followed(
                            Following.expected(control, deadline.getEventId()), event.getEffective());
                    var requirements = rules.requirements(control, subject, deadline.getScope(), event.getEffective());
                    var opening = Opening.of(deadline);
                    var passed = new Judgement(control, Status.PASS, reason, List.of(), requirements, opening);
                    answers.add(new Answer(deadline, passed, moves));
                    all = without(all, deadline);
                }
            }
        }
        return answers;
    }

    /** Whether of one that waits nobody can tell any more what followed it. */
    boolean doubted() {
        return doubted;
    }

    private Told told(ControlVersion control, Recall follow, AuditEvent event, Inputs inputs) {
        var at = event.getEffective();
        inputs.with(rules.paramsIn(control, event.getScope(), at));
        var counts = follow.counts(inputs);
        return counts == Counts.NO
                ? new Told(at, counts, null, null)
                : new Told(at, counts, follow.group(inputs), follow.value(inputs));
    }

    private void doubt(Deadline deadline, Instant by) {
        if (deadline.getOver() == null && deadline.getDoubt() == null) {
            doubted = true;
            all = with(
                    all,
                    deadline,
                    Deadline.newBuilder(deadline).setDoubt(Following.doubt(by)).build());
        }
    }

    /**
     * Keeps what a judgement waits for, if it waits for anything; where there is no room, nobody can tell what will follow.
     *
     * @param scope the event's
     * @return the judgement; UNKNOWN in place of one for which there is no room
     */
    Judgement opened(Judgement judgement, Basis basis, Scope scope) {
        var opening = judgement.opening();
        if (opening == null || !judgement.applicable()) {
            return judgement;
        }
        boolean waits = judgement.status() == Status.PENDING;
        var more = new Deadline(
                judgement.control().id(),
                opening.version(),
                basis.leaf(),
                basis.eventId(),
                basis.eventType(),
                basis.actor(),
                scope,
                basis.at(),
                opening.due(),
                opening.group(),
                opening.value(),
                opening.doubt(),
                waits ? null : logTime);
        if (!hasRoom(more)) {
            return waits
                    ? judgement.as(
                            Status.UNKNOWN,
                            "too many wait already; " + Following.expected(judgement.control(), opening.eventId()))
                    : judgement;
        }
        var longer = new ArrayList<>(all);
        longer.add(more);
        all = List.copyOf(longer);
        return judgement;
    }

    /** What waits is worth more than what is decided, of which the first goes: of the same control, where that has too many. */
    private boolean hasRoom(Deadline more) {
        while (true) {
            boolean tooMany = all.stream()
                            .filter(it -> it.getControl().equals(more.getControl()))
                            .count()
                    >= MOST;
            boolean tooMuch = all.size() >= MOST_OF_SUBJECT
                    || all.stream().mapToInt(Deadlines::text).sum() + text(more) > MOST_TEXT;
            if (!tooMany && !tooMuch) {
                return true;
            }
            var decided = all.stream()
                    .filter(it ->
                            it.getOver() != null && (!tooMany || it.getControl().equals(more.getControl())))
                    .findFirst();
            if (decided.isEmpty()) {
                return false;
            }
            all = without(all, decided.get());
        }
    }

    /** In characters: what sources wrote may be long. */
    private static int text(Deadline it) {
        var scope = it.getScope();
        return it.getControl().length()
                + it.getEventId().length()
                + it.getEventType().length()
                + it.getActor().toString().length()
                + scope.getKind().length()
                + scope.getId().length()
                + (scope.getPath() == null ? 0 : scope.getPath().length())
                + it.getGroup().length()
                + (it.getValue() == null ? 0 : it.getValue().length());
    }

    /** The subject of this row is not in use any more: nothing waits, and a standing that waits has ended. */
    List<Verdict> ended(SubjectState row) {
        var verdicts = new ArrayList<Verdict>();
        var told = new LinkedHashSet<String>();
        for (var deadline : all) {
            if (deadline.getOver() == null) {
                all = without(all, deadline);
                if (told.add(deadline.getControl())) {
                    var control = rules.version(deadline.getControl(), deadline.getVersion())
                            .value();
                    var judgement = Following.noLonger(control, Opening.of(deadline));
                    boolean stands = isPending(row, deadline.getControl());
                    verdicts.add(Verdicts.ofDeadline(judgement, deadline, stands, stands));
                }
            }
        }
        return verdicts;
    }

    // --- when the time is over ---

    /** What remains of a subject's deadlines when one of them is decided. */
    static List<Deadline> decided(List<Deadline> all, Deadline deadline, Judgement judgement) {
        var left = alive(all, deadline.getDue());
        return judgement.applicable()
                ? with(
                        left,
                        deadline,
                        Deadline.newBuilder(deadline).setOver(deadline.getDue()).build())
                : without(left, deadline);
    }

    /** Whether a standing is that of a deadline which is not decided. */
    static boolean isPending(SubjectState row, String control) {
        var standing = row.getStandings().get(control);
        return standing != null && standing.getStatus() == Status.PENDING;
    }

    /** Whether a later event of the same control waits still: how the subject stands is about that. */
    static boolean overtaken(Deadline deadline, List<Deadline> all) {
        boolean behind = false;
        for (var other : all) {
            if (other.equals(deadline)) {
                behind = true;
            } else if (other.getOver() == null
                    && other.getControl().equals(deadline.getControl())
                    && (other.getAt().isAfter(deadline.getAt())
                            || (behind && other.getAt().equals(deadline.getAt())))) {
                return true;
            }
        }
        return false;
    }

    private static List<Deadline> without(List<Deadline> all, Deadline deadline) {
        return all.stream().filter(it -> !it.equals(deadline)).toList();
    }

    private static List<Deadline> with(List<Deadline> all, Deadline before, Deadline after) {
        return all.stream().map(it -> it.equals(before) ? after : it).toList();
    }

    /**
     * What an event says to those that wait for it.
     *
     * @param group null: it is nobody's
     */
    private record Told(
            Instant at,
            Counts counts,
            @Nullable String group,
            @Nullable String value) {
        Follows follows(Deadline deadline, Recall follow) {
            return group == null
                    ? Follows.NO
                    : Follows.of(Opening.of(deadline), deadline.getAt(), follow, at, counts, group, value);
        }
    }
}
