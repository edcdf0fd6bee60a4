package io.probity.batch;

import io.probity.batch.Article.Assignment;
import io.probity.batch.Article.Control;
import io.probity.batch.Article.Framework;
import io.probity.batch.Article.Pass;
import io.probity.batch.Article.Unit;
import io.probity.batch.Article.Waiver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All that was put in force up to some place of the log.
 *
 * @param issues in the order of the log
 */
record Book(List<Issue> issues) {

    /** What a gate has no cause to stop. */
    private static final Set<String> FREE = Set.of("PASS", "WARN", "NOT_APPLICABLE", Life.ANSWERED, "SKIPPED");

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

    boolean anyFollows(String type) {
        return of(Control.class).stream()
                .map(Control::asks)
                .anyMatch(it -> it != null && it.types().contains(type));
    }

    /** Versions of a control by the times from which they hold; of equals the later in the log stands behind. */
    List<Issue> versions(String id) {
        return issues.stream()
                .filter(it ->
                        it.article() instanceof Control && it.article().id().equals(id))
                .sorted(Comparator.comparing(it -> it.article().from()))
                .toList();
    }

    /** When the first of the versions came into force that say the same up to this one. */
    Instant begun(Issue issue, List<Turn> commits, Predicate<Control> same) {
        @Nullable Instant since = null;
        for (var each : versions(issue.article().id())) {
            if (!same.test((Control) each.article())) {
                since = null;
            } else if (since == null) {
                var published = commits.get(each.publish() - 1).at();
                since = published.isAfter(each.article().from())
                        ? published
                        : each.article().from();
            }
            if (each.equals(issue)) {
                break;
            }
        }
        return Objects.requireNonNull(since);
    }

    /** Whether an occurrence's word is how its subject stands at a time. */
    boolean keepsWhatEventsSay(String id, Instant time) {
        var issue = control(id, time);
        return issue != null
                && issue.article() instanceof Control control
                && !control.retired()
                && control.occurrence()
                && !control.shadow();
    }

    /** Whether a control is for a subject in a scope: in a framework that asks it of the subject and is assigned there, or in none at all. */
    boolean holds(String control, String subject, String path, Instant time) {
        var listing = inForce(Framework.class, time).stream()
                .filter(it -> it.lists(control))
                .toList();
        return listing.isEmpty()
                || listing.stream()
                        .filter(it -> it.lists(control, subject))
                        .anyMatch(framework -> inForce(Assignment.class, time).stream()
                                .anyMatch(it -> it.framework().equals(framework.id())
                                        && live(it.begin(), it.end(), time)
                                        && covers(it.path(), path, time)));
    }

    boolean waived(String control, String subject, String path, Instant time) {
        return waiver(control, subject, path, time).isPresent();
    }

    private Optional<Waiver> waiver(String control, String subject, String path, Instant time) {
        return inForce(Waiver.class, time).stream()
                .filter(it -> it.control().equals(control)
                        && live(it.begin(), it.end(), time)
                        && (it.subject() != null
                                ? it.subject().equals(subject)
                                : covers(Objects.requireNonNull(it.path()), path, time)))
                .findFirst();
    }

    /**
     * Under what a verdict is waived, or let through; empty for neither.
     *
     * @param rules the time by whose rules it was waived
     * @param at the time at which it happened
     */
    String exemption(Control control, String status, String subject, String path, Instant rules, Instant at) {
        if (status.equals("WAIVED")) {
            return waiver(control.id(), subject, path, rules)
                    .map(it -> "WAIVER " + it.id() + " " + it.version() + " until " + it.end())
                    .orElseThrow();
        }
        return FREE.contains(status) || !control.enforced()
                ? ""
                : inForce(Pass.class, at).stream()
                        .filter(it -> live(it.begin(), it.end(), at)
                                && (it.controls().isEmpty() || it.controls().contains(control.id()))
                                && covers(it.path(), path, at))
                        .findFirst()
                        .map(it -> "PASS_THROUGH " + it.id() + " " + it.version() + " until " + it.end())
                        .orElse("");
    }

    /** Whether a change makes a difference to a control: by its own versions, frameworks, their assignments, waivers, units in these. */
    boolean touched(String control, Turn turn) {
        var above = unitsAt(turn, true);
        var around = unitsAt(turn, false);
        around.addAll(above);
        return of(Control.class).stream()
                        .anyMatch(it -> it.id().equals(control)
                                && (concerned(it, turn)
                                        || it.elsewhere().keySet().stream().anyMatch(around::contains)))
                || of(Waiver.class).stream()
                        .anyMatch(it -> it.control().equals(control)
                                && (anyOfItsName(Waiver.class, it.id(), turn)
                                        || of(Waiver.class).stream()
                                                .anyMatch(other -> other.id().equals(it.id())
                                                        && above.contains(String.valueOf(other.path())))))
                || of(Framework.class).stream()
                        .filter(it -> it.lists(control))
                        .anyMatch(framework -> anyOfItsName(Framework.class, framework.id(), turn)
                                || of(Assignment.class).stream()
                                        .anyMatch(it -> it.framework().equals(framework.id())
                                                && (anyOfItsName(Assignment.class, it.id(), turn)
                                                        || of(Assignment.class).stream()
                                                                .anyMatch(other -> other.id()
                                                                                .equals(it.id())
                                                                        && above.contains(other.path())))));
    }

    // --- pass-throughs ---

    /** Whether a pass-through holds at a time. */
    boolean letsThrough(String id, Instant time) {
        return inForce(Pass.class, time).stream()
                .anyMatch(it -> it.id().equals(id) && live(it.begin(), it.end(), time));
    }

    /** Whether a commit brings any version of one. */
    boolean bringsPass(String id, Turn turn) {
        return !turn.due()
                && issues.stream()
                        .anyMatch(it -> it.publish() == turn.publish()
                                && it.article() instanceof Pass pass
                                && pass.id().equals(id));
    }

    boolean concernsPass(String id, Turn turn) {
        return anyOfItsName(Pass.class, id, turn);
    }

    /** As places are written: those that a change concerns, and whatever was ever above them, or below. */
    private Set<String> unitsAt(Turn turn, boolean above) {
        var names = new HashSet<String>();
        of(Unit.class).stream().filter(it -> concerned(it, turn)).forEach(it -> names.add("@" + it.id()));
        boolean more = true;
        while (more) {
            more = false;
            for (var it : of(Unit.class)) {
                if (it.parent() != null) {
                    var child = "@" + it.id();
                    var parent = "@" + it.parent();
                    more |= above
                            ? names.contains(child) && names.add(parent)
                            : names.contains(parent) && names.add(child);
                }
            }
        }
        return names;
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

    private static boolean covers(String path, String scope) {
        return path.equals("*") || scope.equals(path) || scope.startsWith(path + "/");
    }

    // --- units of the scope tree ---

    boolean covers(String place, String scope, Instant time) {
        return place.startsWith("@") ? widest(place.substring(1), scope, time) >= 0 : covers(place, scope);
    }

    /** Of a place that covers a scope: the greater says more. */
    long narrowness(String place, String scope, Instant time) {
        return place.startsWith("@")
                ? widest(place.substring(1), scope, time) * 1000L
                        + above(place.substring(1), time).size()
                : width(place) * 1000L + 999;
    }

    private static int width(String path) {
        return path.equals("*") ? 0 : path.length();
    }

    /** The width of the widest member, of the unit or of one below it, that covers a scope; below 0 where none does. */
    private int widest(String unit, String scope, Instant time) {
        return inForce(Unit.class, time).stream()
                .filter(it -> it.id().equals(unit) || above(it.id(), time).contains(unit))
                .flatMap(it -> it.members().stream())
                .filter(member -> covers(member, scope))
                .mapToInt(Book::width)
                .min()
                .orElse(-1);
    }

    /** The units above one; itself among them where it is above itself. */
    private List<String> above(String unit, Instant time) {
        var names = new ArrayList<String>();
        var next = unit(unit, time);
        while (next != null && next.parent() != null && !names.contains(next.parent())) {
            var parent = unit(next.parent(), time);
            if (parent != null) {
                names.add(parent.id());
            }
            next = parent;
        }
        return names;
    }

    private @Nullable Unit unit(String id, Instant time) {
        return inForce(Unit.class, time).stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** Whether the tree holds together at every time, and what names a unit finds it. */
    boolean isSound() {
        return issues.stream()
                .flatMap(issue -> issue.article().moments().stream())
                .distinct()
                .allMatch(this::isSound);
    }

    private boolean isSound(Instant time) {
        var named = new ArrayList<String>();
        inForce(Unit.class, time).forEach(it -> {
            if (it.parent() != null) {
                named.add("@" + it.parent());
            }
        });
        inForce(Control.class, time).forEach(it -> named.addAll(it.elsewhere().keySet()));
        inForce(Assignment.class, time).stream()
                .filter(it -> live(it.begin(), it.end(), time))
                .forEach(it -> named.add(it.path()));
        inForce(Waiver.class, time).stream()
                .filter(it -> it.path() != null && live(it.begin(), it.end(), time))
                .forEach(it -> named.add(it.path()));
        inForce(Pass.class, time).stream()
                .filter(it -> live(it.begin(), it.end(), time))
                .forEach(it -> named.add(it.path()));
        return inForce(Unit.class, time).stream()
                        .noneMatch(it -> above(it.id(), time).contains(it.id()))
                && named.stream()
                        .filter(place -> place.startsWith("@"))
                        .allMatch(place -> stands(place.substring(1), time));
    }

    private boolean stands(String unit, Instant time) {
        var issue = at(Unit.class, unit, time);
        return of(Unit.class).stream().anyMatch(it -> it.id().equals(unit))
                && (issue == null || !issue.article().retired());
    }
}
