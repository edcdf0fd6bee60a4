package io.probity.batch;

import io.probity.batch.Article.Control;
import io.probity.batch.Article.Recall;
import io.probity.batch.Book.Issue;
import io.probity.batch.Book.Turn;
import io.probity.batch.Condition.Answer;
import io.probity.batch.Condition.Seen;
import io.probity.batch.Line.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What controls recall of one subject: all that was ever kept, gone through from its start for each question. */
final class Recalling {
    private static final Duration DAY = Duration.ofDays(1);

    private final String kind;
    private final List<Kept> kept = new ArrayList<>();

    /**
     * What is kept of an event.
     *
     * @param by the version for which it is kept
     * @param doubtful nobody can tell whether it counts
     * @param since up to when none were kept for that version
     */
    private record Kept(
            Control by,
            Recall recall,
            String group,
            Instant at,
            @Nullable String value,
            boolean doubtful,
            Instant since,
            Instant logTime) {}

    /**
     * What is known of the events in a window.
     *
     * @param sure how many count for certain
     * @param doubtful of how many nobody can tell
     * @param valueless how many of the sure ones have no value
     * @param whole false: there may have been more
     * @param first null: there is none, or nobody can tell when; of {@code last} the same
     */
    record Remembered(
            int sure,
            int doubtful,
            int valueless,
            boolean whole,
            Set<String> values,
            @Nullable Instant first,
            @Nullable Instant last) {
        Answer fewerThan(int number) {
            return below(sure, sure + doubtful, number);
        }

        Answer fewerValuesThan(int number) {
            return below(values.size(), values.size() + doubtful + valueless, number);
        }

        private Answer below(int least, int most, int number) {
            return whole && most < number ? Answer.YES : least >= number ? Answer.NO : Answer.UNKNOWN;
        }

        Answer has(@Nullable String value) {
            return value == null
                    ? Answer.UNKNOWN
                    : values.contains(value)
                            ? Answer.YES
                            : whole && doubtful + valueless == 0 ? Answer.NO : Answer.UNKNOWN;
        }
    }

    Recalling(String subject) {
        this.kind = subject.substring(0, subject.indexOf('/'));
    }

    // --- what is kept ---

    /** Keeps an event for each control by its version of the event's own time, whatever comes of it. */
    void keep(Told event, Book book, List<Turn> commits, Instant logTime) {
        for (var id : book.controls()) {
            var issue = book.control(id, event.at());
            if (issue == null) {
                continue;
            }
            var control = (Control) issue.article();
            for (var recall : control.recalled()) {
                var group = recall.group() == null ? "" : recall.group().of(event);
                var counts = recall.where() == null
                        ? Answer.YES
                        : recall.where().of(new Seen(Map.of(), event, event.at(), control.wanted(), Map.of()));
                if (recall.types().contains(event.type())
                        && (control.kinds().isEmpty() || control.kinds().contains(kind))
                        && group != null
                        && counts != Answer.NO) {
                    kept.add(new Kept(
                            control,
                            recall,
                            group,
                            event.at(),
                            recall.distinct() == null ? null : recall.distinct().of(event),
                            counts == Answer.UNKNOWN,
                            begun(issue, recall, book, commits),
                            logTime));
                }
            }
        }
    }

    private static Instant begun(Issue issue, Recall recall, Book book, List<Turn> commits) {
        return book.begun(issue, commits, other -> same((Control) issue.article(), recall, other));
    }

    private static boolean same(Control one, Recall recall, Control other) {
        return one.id().equals(other.id())
                && one.kinds().equals(other.kinds())
                && other.recalled().contains(recall);
    }

    // --- what is known of it ---

    /** By name; without those that keep events by groups, where the event is of none. */
    Map<String, Remembered> read(Issue issue, Told event, Book book, List<Turn> commits, Instant logTime) {
        var control = (Control) issue.article();
        var read = new HashMap<String, Remembered>();
        for (var recall : control.recalled()) {
            var group = recall.group() == null ? "" : recall.group().of(event);
            if (group != null) {
                var events = new Group(recall);
                kept.stream()
                        .filter(it -> it.recall().equals(recall)
                                && same(it.by(), recall, control)
                                && it.group().equals(group))
                        .forEach(events::add);
                read.put(recall.name(), events.asOf(event.at(), begun(issue, recall, book, commits), logTime));
            }
        }
        return read;
    }

    /** What is left of the events of one group. */
    private static final class Group {
        private final Recall recall;
        private final List<Kept> events = new ArrayList<>();
        /** Up to when some may be missing. */
        private Instant missing = Instant.MIN;
        /** All of it is given up then. */
        private Instant until = Instant.MIN;

        Group(Recall recall) {
            this.recall = recall;
        }

        private Duration life() {
            return recall.within().plus(DAY);
        }

        void add(Kept it) {
            boolean first = !until.isAfter(it.logTime());
            if (first) {
                events.clear();
                missing = it.logTime().minus(life());
                until = Instant.MIN;
            }
            var before = missing;
            missing = later(missing, it.since());
            events.add(it);
            events.sort(Comparator.comparing(Kept::at)); // stable: of one moment, the earlier in the log goes first
            var newest = events.getLast().at();
            while (events.size() > recall.most() || events.getFirst().at().isBefore(newest.minus(life()))) {
                missing = later(missing, events.removeFirst().at());
            }
            if (first || events.contains(it) || missing.isAfter(before)) { // else it is as if it had never come
                until = later(until, later(it.logTime(), newest).plus(life()));
            }
        }

        Remembered asOf(Instant at, Instant since, Instant logTime) {
            boolean alive = until.isAfter(logTime);
            var from = at.minus(recall.within());
            var missingTo = later(since, alive ? missing : logTime.minus(life()));
            var window = alive
                    ? events.stream()
                            .filter(it -> it.at().isAfter(from) && !it.at().isAfter(at))
                            .toList()
                    : List.<Kept>of();
            boolean whole = !missingTo.isAfter(from);
            var sure = window.stream().filter(it -> !it.doubtful()).toList();
            var values = new LinkedHashSet<String>();
            sure.stream().map(Kept::value).filter(Objects::nonNull).forEach(values::add);
            var first = sure.isEmpty() || !whole || window.getFirst().doubtful()
                    ? null
                    : sure.getFirst().at();
            var last = sure.isEmpty()
                            || window.getLast().doubtful()
                            || (!whole && !sure.getLast().at().isAfter(missingTo))
                    ? null
                    : sure.getLast().at();
            return new Remembered(
                    sure.size(),
                    window.size() - sure.size(),
                    recall.distinct() == null
                            ? 0
                            : (int) sure.stream()
                                    .filter(it -> it.value() == null)
                                    .count(),
                    whole,
                    values,
                    first,
                    last);
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
