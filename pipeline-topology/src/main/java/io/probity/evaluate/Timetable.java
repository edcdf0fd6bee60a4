package io.probity.evaluate;

import io.probity.evaluate.History.Version;
import io.probity.model.SubjectState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When the clock alone makes a subject to be judged again. Pure: it follows from the rules and the subject's row, so nothing
 * of it needs to be kept but how far it was settled.
 */
final class Timetable {
    private final Rulebook rules;
    private final List<History<ControlVersion>> timed;
    /** Kinds of subjects that any version of them was ever for. */
    private final Set<String> kinds;

    private final boolean everyKind;

    /**
     * @param timed the controls of which any version is moved by the clock, in the order of the log
     */
    Timetable(Rulebook rules, List<History<ControlVersion>> timed) {
        this.rules = rules;
        this.timed = List.copyOf(timed);
        var applied = this.timed.stream()
                .flatMap(history -> history.versions().stream())
                .map(version -> version.value().definition().applies().kinds())
                .toList();
        everyKind = applied.stream().anyMatch(List::isEmpty);
        kinds = applied.stream().flatMap(List::stream).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * True of most subjects: nothing that was ever published and that the clock moves is for their kind, so neither a timer nor a row needs to
     * be read for them. What is published later makes more kinds and never fewer.
     *
     * @param row of the subject: what waits in it is moved by the clock whatever is published
     */
    boolean isEmptyFor(SubjectState row) {
        return row.getDeadlines().isEmpty() && row.getAsked().isEmpty() && isEmptyFor(row.getSubject());
    }

    /**
     * The same of a subject of which nothing waits.
     *
     * @param subject kind/id
     */
    boolean isEmptyFor(String subject) {
        int slash = subject.indexOf('/');
        return !everyKind && (slash < 0 || !kinds.contains(subject.substring(0, slash)));
    }

    /**
     * What is due next; null where nothing is. Good up to the next turn of the rules or the next event of the subject.
     *
     * @param facts values of the row's facts
     * @param after everything up to this time is settled
     */
    @Nullable Due next(SubjectState row, Map<String, ?> facts, Instant after) {
        @Nullable Due next = null;
        for (var history : timed) {
            var version = history.versionAt(after);
            if (version == null || version.retired()) {
                continue;
            }
            @Nullable Instant at = earlier(beat(version, after), expiry(version, row));
            if (at == null
                    || (next != null && at.isAfter(next.at()))
                    || !version.equals(
                            history.versionAt(at)) // it ends before, where another begins, and that is a turn
                    // what is due in the past is due for whom the control stands now
                    || !rules.standsFor(version.value(), row, facts, at.isBefore(after) ? after : at)) {
                continue;
            }
            if (next == null || at.isBefore(next.at())) {
                next = new Due(at, new ArrayList<>(1), new ArrayList<>(0), null);
            }
            next.versions().add(version);
        }
        return asked(row, deadlines(row, next));
    }

    /** Nothing is judged when somebody has not answered in time: what is written is that. */
    private static @Nullable Due asked(SubjectState row, @Nullable Due others) {
        @Nullable Due next = others;
        for (var asked : row.getAsked()) {
            var at = asked.getDue();
            if (at != null && (next == null || at.isBefore(next.at()))) {
                next = new Due(at, List.of(), List.of(), asked.getCause());
            }
        }
        return next;
    }

    private static @Nullable Due deadlines(SubjectState row, @Nullable Due others) {
        @Nullable Due next = others;
        for (var deadline : row.getDeadlines()) {
            var at = deadline.getDue();
            if (deadline.getOver() != null || (next != null && at.isAfter(next.at()))) {
                continue;
            }
            if (next == null || at.isBefore(next.at())) {
                next = new Due(at, List.of(), new ArrayList<>(1), null);
            }
            next.deadlines().add(deadline);
        }
        return next;
    }

    private static @Nullable Instant beat(Version<ControlVersion> version, Instant after) {
        @Nullable Instant earliest = null;
        if (version.value().timed()) {
            for (var period : version.value().periods()) {
                earliest = earlier(earliest, beat(version.effectiveFrom(), period, after));
            }
        }
        return earliest;
    }

    /** When a standing goes stale, in the past where its evidence came late; never before the version that says so holds. */
    private static @Nullable Instant expiry(Version<ControlVersion> version, SubjectState row) {
        var control = version.value();
        var standing = row.getStandings().get(control.id());
        if (standing == null || !control.goesStale() || !Freshness.perishes(standing.getStatus())) {
            return null;
        }
        var expiry = new Freshness(row.getFacts()).expiry(control);
        if (expiry == null) {
            return null;
        }
        return expiry.at().isBefore(version.effectiveFrom()) ? version.effectiveFrom() : expiry.at();
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    /** The first beat after a time; the moment at which a version comes into force is none, since that is a turn. */
    private static Instant beat(Instant from, Duration period, Instant after) {
        long beats = Duration.between(from, after).dividedBy(period);
        return from.plus(period.multipliedBy(beats + 1));
    }
}
