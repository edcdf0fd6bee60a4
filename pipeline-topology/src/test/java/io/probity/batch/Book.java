package io.probity.batch;

import io.probity.batch.Article.Assignment;
import io.probity.batch.Article.Control;
import io.probity.batch.Article.Framework;
import io.probity.batch.Article.Waiver;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that was put in force up to some place of the log.
 *
 * @param issues in the order of the log
 */
record Book(List<Issue> issues) {

    /** An article, and the number of the publish that brought it. */
    record Issue(Article article, int publish) {}

    /**
     * A change of what is in force.
     *
     * @param due true: a time that a definition named beforehand; false: a commit
     * @param known what was in force with it
     * @param leaf of the commit
     * @param digest of the commit
     */
    record Turn(Instant at, int publish, boolean due, Book known, long leaf, String digest) {}

    /** In the order in which they first came. */
    Set<String> controls() {
        var ids = new LinkedHashSet<String>();
        of(Control.class).forEach(it -> ids.add(it.id()));
        return ids;
    }

    /** What holds under an id at a time, retired or not: the latest; of two from one time the later in the log. */
    @Nullable Issue at(Class<? extends Article> kind, String id, Instant time) {
        @Nullable Issue best = null;
        for (var issue : issues) {
            var article = issue.article();
            if (kind.isInstance(article)
                    && article.id().equals(id)
                    && !article.from().isAfter(time)
                    && (best == null || !article.from().isBefore(best.article().from()))) {
                best = issue;
            }
        }
        return best;
    }

    @Nullable Issue control(String id, Instant time) {
        return at(Control.class, id, time);
    }

    boolean anyListensTo(String type) {
        return of(Control.class).stream().anyMatch(it -> it.types().contains(type));
    }

    /** Whether a control is for a scope: in a framework that is assigned there, or in none at all. */
    boolean holds(String control, String path, Instant time) {
        var listing = inForce(Framework.class, time).stream()
                .filter(it -> it.controls().contains(control))
                .toList();
        return listing.isEmpty()
                || listing.stream()
                        .anyMatch(framework -> inForce(Assignment.class, time).stream()
                                .anyMatch(it -> it.framework().equals(framework.id())
                                        && live(it.begin(), it.end(), time)
                                        && covers(it.path(), path)));
    }

    boolean waived(String control, String subject, String path, Instant time) {
        return inForce(Waiver.class, time).stream()
                .anyMatch(it -> it.control().equals(control)
                        && live(it.begin(), it.end(), time)
                        && (it.subject() != null
                                ? it.subject().equals(subject)
                                : covers(Objects.requireNonNull(it.path()), path)));
    }

    /** Whether a change makes a difference to a control: by its own versions, frameworks, their assignments, waivers. */
    boolean touched(String control, Turn turn) {
        return of(Control.class).stream().anyMatch(it -> it.id().equals(control) && concerned(it, turn))
                || of(Waiver.class).stream()
                        .anyMatch(it -> it.control().equals(control) && anyOfItsName(Waiver.class, it.id(), turn))
                || of(Framework.class).stream()
                        .filter(it -> it.controls().contains(control))
                        .anyMatch(framework -> anyOfItsName(Framework.class, framework.id(), turn)
                                || of(Assignment.class).stream()
                                        .anyMatch(it -> it.framework().equals(framework.id())
                                                && anyOfItsName(Assignment.class, it.id(), turn)));
    }

    private boolean anyOfItsName(Class<? extends Article> kind, String id, Turn turn) {
        return of(kind).stream().anyMatch(it -> it.id().equals(id) && concerned(it, turn));
    }

    private boolean concerned(Article article, Turn turn) {
        return issues.contains(new Issue(article, turn.publish()))
                && (turn.due()
                        ? article.moments().contains(turn.at())
                        : !article.from().isAfter(turn.at()));
    }

    private <A extends Article> List<A> of(Class<A> kind) {
        return issues.stream()
                .map(Issue::article)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private <A extends Article> List<A> inForce(Class<A> kind, Instant time) {
        return of(kind).stream()
                .map(Article::id)
                .distinct()
                .map(id -> at(kind, id, time))
                .filter(issue -> issue != null && !issue.article().retired())
                .map(issue -> kind.cast(Objects.requireNonNull(issue).article()))
                .toList();
    }

    private static boolean live(Instant begin, @Nullable Instant end, Instant time) {
        return !time.isBefore(begin) && (end == null || time.isBefore(end));
    }

    static boolean covers(String path, String scope) {
        return path.equals("*") || scope.equals(path) || scope.startsWith(path + "/");
    }
}
