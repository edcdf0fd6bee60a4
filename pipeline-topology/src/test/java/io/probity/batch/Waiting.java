package io.probity.batch;

import io.probity.batch.Article.Control;
import io.probity.batch.Article.Follow;
import io.probity.batch.Book.Issue;
import io.probity.batch.Book.Turn;
import io.probity.batch.Condition.Answer;
import io.probity.batch.Condition.Seen;
import io.probity.batch.Life.Basis;
import io.probity.batch.Life.Found;
import io.probity.batch.Line.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The events of one subject that others must follow. */
final class Waiting {
    private static final Duration DAY = Duration.ofDays(1);

    private final Life life;
    private final List<Wait> waits = new ArrayList<>();
    /** Every event that may follow one of some control, as it came in. */
    private final List<Kept> kept = new ArrayList<>();

    /** What one event waits for. */
    private static final class Wait {
        private final Control control;
        private final Told event;
        private final Basis basis;
        private final Instant due;
        private boolean doubted;
        private @Nullable Instant over;
        private @Nullable Found found;

        Wait(Control control, Told event, Basis basis, Instant due, boolean doubted) {
            this.control = control;
            this.event = event;
            this.basis = basis;
            this.due = due;
            this.doubted = doubted;
        }
    }

    /**
     * An event that may follow one.
     *
     * @param by the version for which it is kept
     * @param since up to when none were kept for it
     */
    private record Kept(Control by, Told event, Instant since, Instant logTime) {}

    Waiting(Life life) {
        this.life = life;
    }

    // --- whether one follows another ---

    private static Answer follows(Follow follow, Told first, Told event, Control control) {
        if (event.at().isBefore(first.at()) || !event.at().isBefore(first.at().plus(follow.within()))) {
            return Answer.NO;
        }
        if (follow.group() != null
                && !Objects.equals(follow.group().of(event), follow.group().of(first))) {
            return Answer.NO;
        }
        return where(follow, event, control).and(isAnother(follow, first, event));
    }

    private static Answer where(Follow follow, Told event, Control control) {
        return follow.where() == null
                ? Answer.YES
                : follow.where().of(new Seen(Map.of(), event, event.at(), control.wanted(), Map.of()));
    }

    private static Answer isAnother(Follow follow, Told first, Told event) {
        if (follow.distinct() == null) {
            return Answer.YES;
        }
        var one = follow.distinct().of(first);
        var other = follow.distinct().of(event);
        return one == null || other == null ? Answer.UNKNOWN : Answer.of(!one.equals(other));
    }

    // --- an event that must be followed ---

    /** What an event is that would PASS: it may have been followed already, or its time may be over. */
    String asked(Issue own, Told event, Basis basis, Book book, List<Turn> commits, @Nullable Instant ended) {
        var control = (Control) own.article();
        var follow = control.asks();
        if (follow == null) {
            return "PASS";
        }
        if (follow.group() != null && follow.group().of(event) == null) {
            return "UNKNOWN";
        }
        boolean doubted = !missingTo(control, follow, event, begun(own, book, commits), basis.logTime())
                .isBefore(event.at());
        for (var each : alive(control, follow, event, basis.logTime())) {
            switch (follows(follow, event, each.event(), control)) {
                case YES -> {
                    return "PASS";
                }
                case UNKNOWN, ERROR -> doubted = true;
                case NO -> {}
            }
        }
        var wait = new Wait(control, event, basis, event.at().plus(follow.within()), doubted);
        if (!isOver(control, event, basis)) {
            if (ended != null) {
                return "NOT_APPLICABLE";
            }
            waits.add(wait);
            return "PENDING";
        }
        var status = missed(wait, book);
        if (ended != null && wait.due.isAfter(ended)) {
            return "NOT_APPLICABLE";
        }
        if (!status.equals("NOT_APPLICABLE")) {
            wait.over = basis.logTime();
            waits.add(wait);
        }
        return status;
    }

    static boolean isOver(Control control, Told event, Basis basis) {
        return !event.at().plus(Objects.requireNonNull(control.asks()).within()).isAfter(basis.logTime());
    }

    static boolean hasGroup(Control control, Told event) {
        var group = Objects.requireNonNull(control.asks()).group();
        return group == null || group.of(event) != null;
    }

    static boolean isInShadow(@Nullable Issue issue) {
        return issue != null && !issue.article().retired() && ((Control) issue.article()).shadow();
    }

    private String missed(Wait it, Book book) {
        var then = book.control(it.control.id(), it.due);
        if (then == null
                || then.article().retired()
                || !book.holds(it.control.id(), life.subject, it.event.path(), it.due)) {
            return "NOT_APPLICABLE";
        }
        return it.doubted
                ? "UNKNOWN"
                : book.waived(it.control.id(), life.subject, it.event.path(), it.due) ? "WAIVED" : "FAIL";
    }

    // --- what came in before ---

    /** Keeps an event for every version by which an event may have been judged that it follows. */
    void keep(Told event, Book book, List<Turn> commits, Instant logTime) {
        for (var id : book.controls()) {
            var done = new ArrayList<Control>();
            for (var issue : book.issues()) {
                if (!(issue.article() instanceof Control control)
                        || !control.id().equals(id)) {
                    continue;
                }
                var follow = control.asks();
                if (follow == null
                        || !follow.types().contains(event.type())
                        || !isForKind(control)
                        || !heldWithin(issue, book, event.at().minus(follow.within()), event.at())
                        || done.stream().anyMatch(other -> same(other, control))) {
                    continue;
                }
                done.add(control);
                boolean counts = where(follow, event, control) != Answer.NO;
                if (counts && (follow.group() == null || follow.group().of(event) != null)) {
                    kept.add(new Kept(control, event, begun(issue, book, commits), logTime));
                }
            }
        }
    }

    private boolean isForKind(Control control) {
        return control.kinds().isEmpty()
                || control.kinds().contains(life.subject.substring(0, life.subject.indexOf('/')));
    }

    private static boolean same(Control one, Control other) {
        return other.asks() != null
                && one.id().equals(other.id())
                && one.kinds().equals(other.kinds())
                && Objects.equals(one.asks(), other.asks());
    }

    private static boolean heldWithin(Issue issue, Book book, Instant after, Instant upTo) {
        var id = issue.article().id();
        return !issue.article().from().isAfter(upTo)
                && issue.equals(book.control(id, issue.article().from()))
                && book.versions(id).stream()
                        .map(it -> it.article().from())
                        .noneMatch(from -> from.isAfter(issue.article().from()) && !from.isAfter(after));
    }

    /** When the first of the versions came into force that say the same up to this one. */
    private static Instant begun(Issue issue, Book book, List<Turn> commits) {
        return book.begun(issue, commits, other -> same((Control) issue.article(), other));
    }

    /** What is kept of a group is given up when nothing came of it for long, and begins anew. */
    private List<Kept> alive(Control control, Follow follow, Told event, Instant logTime) {
        var row = new ArrayList<Kept>();
        var until = Instant.MIN;
        for (var each : ofGroup(control, follow, event)) {
            if (!until.isAfter(each.logTime())) {
                row.clear();
                until = Instant.MIN;
            }
            row.add(each);
            until = later(
                    until,
                    later(each.logTime(), newest(row)).plus(follow.within()).plus(DAY));
        }
        return until.isAfter(logTime) ? row : List.of();
    }

    private static Instant newest(List<Kept> row) {
        return row.stream()
                .map(it -> it.event().at())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private List<Kept> ofGroup(Control control, Follow follow, Told event) {
        return kept.stream()
                .filter(it -> same(it.by(), control))
                .filter(it -> follow.group() == null
                        || Objects.equals(
                                follow.group().of(it.event()), follow.group().of(event)))
                .toList();
    }

    private Instant missingTo(Control control, Follow follow, Told event, Instant since, Instant logTime) {
        var row = alive(control, follow, event, logTime);
        if (row.isEmpty()) {
            return later(since, logTime.minus(follow.within()).minus(DAY));
        }
        var first = row.getFirst();
        var missing = later(
                since,
                later(first.since(), first.logTime().minus(follow.within()).minus(DAY)));
        for (var each : row) {
            missing = later(missing, each.since());
            boolean dropped = each.event()
                    .at()
                    .isBefore(newest(row).minus(follow.within()).minus(DAY));
            missing = dropped ? later(missing, each.event().at()) : missing;
        }
        return missing;
    }

    // --- what is answered, and what is not ---

    /** Whether it follows any. */
    boolean answer(Told event, Basis basis, Book book, boolean ended, List<Runnable> verdicts) {
        boolean said = false;
        waits.removeIf(it -> it.over != null && !it.over.plus(DAY).isAfter(basis.logTime()));
        for (var it : List.copyOf(waits)) {
            var follow = Objects.requireNonNull(it.control.asks());
            var answer =
                    follow.types().contains(event.type()) ? follows(follow, it.event, event, it.control) : Answer.NO;
            if (answer == Answer.YES) {
                said = true;
                boolean moves = !ended
                        && !overtaken(it)
                        && book.keepsWhatEventsSay(it.control.id(), later(event.at(), basis.logTime()));
                waits.remove(it);
                verdicts.add(() -> followed(it, moves, basis));
            } else if (answer == Answer.UNKNOWN && it.over == null) {
                it.doubted = true;
            }
        }
        return said;
    }

    private void followed(Wait it, boolean moves, Basis basis) {
        if (it.control.shadow()) {
            return;
        }
        if (it.found != null) {
            life.told(it.found, basis.logTime(), basis.leaf());
        }
        if (moves) {
            stand(it, "PASS", basis);
        }
    }

    private void stand(Wait it, String status, Basis basis) {
        var before = life.standing(it.control.id());
        if (before == null || !it.event.at().isBefore(before.effective())) {
            var exemption = life.exemption(it.control, status, it.event.path(), it.due, it.due);
            life.stand(it.control, status, exemption, it.event.at(), basis);
        }
    }

    /** One that waits still, later by its own time or, of one moment, in the log. */
    private boolean overtaken(Wait it) {
        return waits.stream()
                .filter(other -> other.over == null && other.control.id().equals(it.control.id()))
                .anyMatch(other -> other.event.at().isAfter(it.event.at())
                        || (other.event.at().equals(it.event.at()) && waits.indexOf(other) > waits.indexOf(it)));
    }

    /** The times that are over up to one, this included. */
    void over(Instant upTo, Book book) {
        var due = waits.stream()
                .filter(it -> it.over == null && !it.due.isAfter(upTo))
                .sorted(Comparator.comparing(it -> it.due))
                .toList();
        for (var it : due) {
            over(it, book);
        }
    }

    private void over(Wait it, Book book) {
        var id = it.control.id();
        var status = missed(it, book);
        boolean overtaken = overtaken(it);
        var basis = new Basis(it.basis.leaf(), it.basis.cause(), it.basis.eventId(), false, it.due, it.due);
        if (status.equals("NOT_APPLICABLE")) {
            waits.remove(it);
            if (!overtaken && isPending(id)) {
                life.end(it.control, it.event.at(), basis);
            }
            return;
        }
        it.over = it.due;
        if (it.control.shadow() || isInShadow(book.control(id, it.due))) {
            return;
        }
        if (status.equals("FAIL")) {
            it.found = life.found(it.control, it.event.path(), basis);
        }
        if (!overtaken && book.keepsWhatEventsSay(id, it.due)) {
            stand(it, status, basis);
        }
    }

    private boolean isPending(String control) {
        var standing = life.standing(control);
        return standing != null && standing.status().equals("PENDING");
    }

    /** A violation that was found at once is that of a wait too. */
    void found(Told event, Found violation) {
        waits.stream()
                .filter(it -> it.event.equals(event) && it.control.id().equals(violation.control()))
                .forEach(it -> it.found = violation);
    }

    /** The subject is archived. */
    void end(Basis basis) {
        var waiting = waits.stream().filter(it -> it.over == null).toList();
        var controls = new ArrayList<String>();
        for (var it : waiting) {
            if (!controls.contains(it.control.id())) {
                controls.add(it.control.id());
                if (isPending(it.control.id())) {
                    life.end(it.control, it.event.at(), basis);
                }
            }
        }
        waits.removeAll(waiting);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
