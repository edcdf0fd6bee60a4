package io.probity.batch;

import io.probity.batch.Article.Control;
import io.probity.batch.Book.Issue;
import io.probity.batch.Book.Turn;
import io.probity.batch.Condition.Answer;
import io.probity.batch.Condition.Seen;
import io.probity.batch.Line.Heard;
import io.probity.batch.Line.Told;
import io.probity.batch.Recalling.Remembered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One subject's way through the log. */
final class Life {
    /** What the subjects that are pass-throughs begin with. */
    static final String PASS = "pass-through/";

    private static final String NO_PASS = "probity-no-pass-through";
    /** That the control does not apply, where somebody has answered so; NOT_APPLICABLE alone is silence. */
    static final String ANSWERED = "ANSWERED_NOT_APPLICABLE";

    private static final Set<String> HEALS = Set.of("PASS", "WARN", "WAIVED", ANSWERED);

    final String subject;
    private final Outcome outcome;

    /** Every event of it, in the order of the log. */
    private final List<Heard> heard = new ArrayList<>();
    /** Those that told of a fact or that a control judged: where it is, the newest of them says. */
    private final List<Heard> counted = new ArrayList<>();
    /** Changes while it was archived. */
    private final List<Turn> missed = new ArrayList<>();

    private final Map<String, Standing> standings = new HashMap<>();
    private final Map<String, Found> open = new HashMap<>();
    private Book book = new Book(List.of());
    private Instant settledTo = Instant.EPOCH;
    private final Waiting waiting = new Waiting(this);
    private final Recalling recalling;

    record Standing(String status, Instant firstSeen, Instant lastChanged, Instant effective, int changes) {}

    record Found(
            String id,
            String control,
            String version,
            @Nullable String path,
            String eventId,
            Instant occurred,
            Instant detected,
            long cause) {}

    /**
     * What a verdict rests on.
     *
     * @param cause that names a violation
     */
    record Basis(long leaf, String cause, String eventId, boolean byEvent, Instant at, Instant logTime) {}

    Life(String subject, Outcome outcome) {
        this.subject = subject;
        this.outcome = outcome;
        this.recalling = new Recalling(subject);
    }

    // --- what is known ---

    /** A value, and the time of the event that told it; a null value was taken back. */
    private record Known(@Nullable Object value, Instant at) {}

    /** What the events tell, by name; of drift one for each resource. The last by the events' own time; of equals the later. */
    private static Map<String, Known> known(List<Heard> events) {
        var sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparing(it -> it.event().at())); // stable: equals stay in the order of the log
        var known = new TreeMap<String, Known>();
        for (var it : sorted) {
            var event = it.event();
            switch (event.type()) {
                case "approval_action" -> known.put("approval", new Known(event.approval(), event.at()));
                case "policy_validated" -> {
                    if (event.result() != null) {
                        known.put("policy_result", new Known(event.result(), event.at()));
                    }
                }
                case "drift_detected" -> known.put("drift." + event.resource(), new Known(event.drifted(), event.at()));
                case "subject_created" -> lifecycle(known, it, "created");
                case "subject_archived" -> lifecycle(known, it, "archived");
                default -> {}
            }
        }
        return known;
    }

    private static void lifecycle(Map<String, Known> known, Heard it, String word) {
        if (it.subject().equals(it.event().target())) {
            known.put("lifecycle", new Known(word, it.event().at()));
        }
    }

    private static String whole(String name) {
        return name.startsWith("drift.") ? "drift" : name;
    }

    private Map<String, Object> facts() {
        var facts = new HashMap<String, Object>();
        var drift = new HashMap<String, Object>();
        known(heard).forEach((name, it) -> {
            if (it.value() != null) {
                if (name.startsWith("drift.")) {
                    drift.put(name, it.value());
                } else {
                    facts.put(name, it.value());
                }
            }
        });
        if (!drift.isEmpty()) {
            facts.put("drift", drift);
        }
        return facts;
    }

    private @Nullable Instant endedAt() {
        var lifecycle = known(heard).get("lifecycle");
        return lifecycle != null && "archived".equals(lifecycle.value()) ? lifecycle.at() : null;
    }

    private @Nullable String path() {
        return counted.stream()
                .map(Heard::event)
                .reduce((one, later) -> later.at().isBefore(one.at()) ? one : later)
                .map(Told::path)
                .orElse(null);
    }

    private boolean home() {
        return counted.stream().anyMatch(Heard::home);
    }

    // --- what is said of it ---

    private boolean isFor(Control control, boolean home) {
        var kind = subject.substring(0, subject.indexOf('/'));
        return control.kinds().isEmpty() ? home : control.kinds().contains(kind);
    }

    /** NOT_APPLICABLE, or what the control says; how old the evidence is, is not looked at. */
    private String judged(Control control, @Nullable Told event, Instant time, String path, Instant rules) {
        return judged(control, event, time, path, rules, Map.of());
    }

    private String judged(
            Control control,
            @Nullable Told event,
            Instant time,
            String path,
            Instant rules,
            Map<String, Remembered> recalled) {
        var wanted = control.elsewhere().entrySet().stream()
                .filter(it -> book.covers(it.getKey(), path, rules))
                .reduce((one, later) ->
                        book.narrowness(one.getKey(), path, rules) > book.narrowness(later.getKey(), path, rules)
                                ? one
                                : later)
                .map(Map.Entry::getValue)
                .orElse(control.wanted());
        var seen = new Seen(facts(), event, time, wanted, recalled);
        var guard = control.guard() == null || control.expect() == Condition.BROKEN
                ? Answer.YES
                : control.guard().of(seen);
        return switch (guard) {
            case NO -> "NOT_APPLICABLE";
            case UNKNOWN -> "UNKNOWN";
            case ERROR -> "ERROR";
            case YES -> {
                if (control.expect().says) {
                    var word = control.expect().word(seen);
                    yield word.equals("FAIL") && book.waived(control.id(), subject, path, rules) ? "WAIVED" : word;
                }
                yield switch (control.expect().of(seen)) {
                    case YES -> "PASS";
                    case UNKNOWN -> "UNKNOWN";
                    case ERROR -> "ERROR";
                    case NO -> book.waived(control.id(), subject, path, rules) ? "WAIVED" : "FAIL";
                };
            }
        };
    }

    private static boolean perishes(String status) {
        return Set.of("PASS", "WARN", "FAIL", "WAIVED").contains(status);
    }

    /** When what the control rests on gets too old; null: never. */
    private @Nullable Instant expiry(Control control) {
        return known(heard).entrySet().stream()
                .filter(it -> whole(it.getKey()).equals(control.evidence())
                        && it.getValue().value() != null)
                .map(it -> it.getValue().at())
                .max(Comparator.naturalOrder())
                .map(newest -> newest.plus(control.ttl()))
                .orElse(null);
    }

    private String fresh(Control control, String status, Instant time) {
        var expiry = expiry(control);
        return perishes(status) && expiry != null && !time.isBefore(expiry) ? "STALE" : status;
    }

    private static Set<String> names(Control control) {
        var names = new HashSet<String>();
        if (control.expect() != Condition.BROKEN && !control.retired()) {
            names.addAll(control.expect().facts);
            if (control.guard() != null) {
                names.addAll(control.guard().facts);
            }
        }
        return names;
    }

    private boolean knowsAnyOf(Control control) {
        var facts = facts();
        return names(control).stream().anyMatch(facts::containsKey);
    }

    private static boolean needsNoEvent(Control control) {
        return control.expect() == Condition.BROKEN || Batch.needsNoEvent(control);
    }

    /** Whether it has a say in how the subject stands without an event. */
    private boolean standsFor(Control control, Instant time) {
        return knowsAnyOf(control)
                && isFor(control, home())
                && book.holds(control.id(), subject, Objects.requireNonNull(path()), time);
    }

    // --- an event ---

    void hear(Heard it, String digest, long leaf, Instant logTime, Book inForce, List<Turn> commits) {
        book = inForce;
        var event = it.event();
        recalling.keep(event, book, commits, logTime);
        boolean tells = Set.of(
                        "approval_action", "policy_validated", "drift_detected", "subject_created", "subject_archived")
                .contains(event.type());
        if (!tells && !book.anyListensTo(event.type()) && !book.anyFollows(event.type())) {
            return;
        }
        var before = new ArrayList<>(heard);
        var after = new ArrayList<>(heard);
        after.add(it);
        if (endedAt() != null && endedAt(after) == null) {
            missed.forEach(this::settle); // in use again
            missed.clear();
            settledTo = logTime;
        }
        book = inForce;
        heard.add(it);
        boolean toldNew = toldAnew(before, it);
        var basis = new Basis(leaf, digest, event.id(), true, event.at(), logTime);
        var ended = endedAt();
        var newest = counted.stream()
                        .anyMatch(other -> event.at().isBefore(other.event().at()))
                ? Objects.requireNonNull(path())
                : event.path();
        if (ended == null || !event.at().isAfter(ended)) {
            var verdicts = new ArrayList<Runnable>();
            boolean said = waiting.answer(event, basis, book, ended != null, verdicts);
            for (var id : book.controls()) {
                said |= hear(id, it, basis, newest, ended, verdicts, commits);
            }
            if (said || toldNew) {
                counted.add(it);
            }
            verdicts.forEach(Runnable::run);
        } else if (toldNew) {
            counted.add(it);
        }
        if (ended != null) {
            waiting.end(basis);
        }
        waiting.keep(event, book, commits, logTime);
        clock(logTime, commits);
    }

    private static @Nullable Instant endedAt(List<Heard> events) {
        var lifecycle = known(events).get("lifecycle");
        return lifecycle != null && "archived".equals(lifecycle.value()) ? lifecycle.at() : null;
    }

    /** Whether it says what holds of a fact from now on, be it what was said before. */
    private static boolean toldAnew(List<Heard> before, Heard it) {
        var known = known(before);
        return known(List.of(it)).entrySet().stream().anyMatch(told -> {
            var old = known.get(told.getKey());
            return old == null || !it.event().at().isBefore(old.at());
        });
    }

    /** What one control says of an event. An occurrence is judged as of its own time alone; a state by the present. */
    private boolean hear(
            String id,
            Heard it,
            Basis basis,
            String newest,
            @Nullable Instant endedAt,
            List<Runnable> verdicts,
            List<Turn> commits) {
        var event = it.event();
        boolean ended = endedAt != null;
        boolean said = false;
        var own = book.control(id, event.at());
        var judged = own == null ? "NOT_APPLICABLE" : heardAs(own, it, event.path(), event.at(), basis, commits);
        var status = own != null && judged.equals("PASS")
                ? waiting.asked(own, event, basis, book, commits, endedAt)
                : judged;
        var present = latest(event.at(), basis.logTime());
        var held = book.control(id, present);
        if (own != null && !status.equals("NOT_APPLICABLE")) {
            said = true;
            var control = (Control) own.article();
            if (control.occurrence() && !control.shadow()) {
                boolean still = !ended
                        && held != null
                        && !held.article().retired()
                        && ((Control) held.article()).occurrence()
                        && !((Control) held.article()).shadow();
                boolean over = control.asks() != null
                        && judged.equals("PASS")
                        && Waiting.isOver(control, event, basis)
                        && Waiting.hasGroup(control, event);
                // the waivers and pass-throughs of when it was too late, if it is that by which it failed
                var then = over
                        ? event.at().plus(Objects.requireNonNull(control.asks()).within())
                        : event.at();
                boolean shadow = control.asks() != null
                        && judged.equals("PASS")
                        && Waiting.isOver(control, event, basis)
                        && Waiting.isInShadow(
                                book.control(id, event.at().plus(control.asks().within())));
                verdicts.add(() -> {
                    if (status.equals("FAIL") && !shadow) {
                        waiting.found(event, found(control, event.path(), basis));
                    }
                    if (still && !shadow) {
                        stand(control, status, exemption(control, status, event.path(), then, then), event.at(), basis);
                    }
                });
            }
        }
        if (!ended && held != null) {
            var now = heardAs(held, it, newest, present, basis, commits);
            var control = (Control) held.article();
            if (!now.equals("NOT_APPLICABLE") && !control.occurrence()) {
                said = true;
                if (!control.shadow()) {
                    verdicts.add(() -> {
                        var exemption = exemption(control, now, newest, present, event.at());
                        state(control, now, exemption, event.at(), event.path(), basis);
                    });
                }
            }
        }
        return said;
    }

    private String heardAs(Issue issue, Heard it, String path, Instant rules, Basis basis, List<Turn> commits) {
        var control = (Control) issue.article();
        var event = it.event();
        if (control.retired()
                || !control.types().contains(event.type())
                || !isFor(control, it.home())
                || !book.holds(control.id(), subject, path, rules)) {
            return "NOT_APPLICABLE";
        }
        var recalled = recalling.read(issue, event, book, commits, basis.logTime());
        var judged = judged(control, event, event.at(), path, rules, recalled);
        outcome.recalled(!recalled.isEmpty() && !judged.equals(judged(control, event, event.at(), path, rules)));
        return fresh(control, judged, event.at());
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    // --- a change of the rules ---

    void rules(Book inForce) {
        book = inForce;
    }

    void turn(Turn turn) {
        if (subject.startsWith(PASS)) {
            letThrough(subject.substring(PASS.length()), turn);
            return;
        }
        if (counted.isEmpty()) {
            return; // nobody knows of it yet
        }
        if (endedAt() == null) {
            settle(turn);
        } else {
            missed.add(turn);
        }
    }

    private static Basis basis(Turn turn) {
        return new Basis(
                turn.leaf(), turn.due() ? turn.at().toString() : turn.digest(), "", false, turn.at(), turn.at());
    }

    private void settle(Turn turn) {
        book = turn.known();
        var basis = basis(turn);
        for (var id : book.controls()) {
            var issue = book.control(id, turn.at());
            if (issue != null && book.touched(id, turn)) {
                settle((Control) issue.article(), turn, basis);
            }
        }
    }

    private void settle(Control control, Turn turn, Basis basis) {
        boolean state = !control.retired() && !control.occurrence() && !control.shadow();
        if (!state) {
            if (control.retired() || control.shadow() || wasState(control.id(), turn)) {
                end(control, basis);
            }
        } else if (!isFor(control, home())
                || !book.holds(control.id(), subject, Objects.requireNonNull(path()), turn.at())) {
            end(control, basis);
        } else if (needsNoEvent(control) && knowsAnyOf(control)) {
            var status = judged(control, null, turn.at(), Objects.requireNonNull(path()), turn.at());
            if (status.equals("NOT_APPLICABLE")) {
                end(control, basis);
            } else {
                var fresh = fresh(control, status, turn.at());
                state(control, fresh, exemption(control, fresh, turn.at()), newest(control), path(), basis);
            }
        }
    }

    /** Whether the control judged the state until this change. */
    private boolean wasState(String id, Turn turn) {
        var earlier = new Book(turn.known().issues().stream()
                .filter(it -> it.publish() != turn.publish()
                        || (turn.due() && it.article().from().isBefore(turn.at())))
                .toList());
        var before = earlier.control(id, turn.due() ? turn.at().minusNanos(1000) : turn.at());
        return before != null && !before.article().retired() && !((Control) before.article()).occurrence();
    }

    private Instant newest(Control control) {
        return known(heard).entrySet().stream()
                .filter(it -> names(control).contains(whole(it.getKey())))
                .map(it -> it.getValue().at())
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    // --- the clock ---

    /** What comes due up to a time, this included. */
    void clock(Instant upTo, List<Turn> commits) {
        if (!counted.isEmpty() && endedAt() == null) {
            for (var id : book.controls()) {
                clock(id, upTo, commits);
            }
            waiting.over(upTo, book);
        }
        settledTo = latest(settledTo, upTo);
    }

    private void clock(String id, Instant upTo, List<Turn> commits) {
        var at = settledTo;
        while (true) {
            var issue = book.control(id, at);
            if (issue == null || issue.article().retired()) {
                return;
            }
            var control = (Control) issue.article();
            var beat = beat(control, at);
            var expiry = expiryOfStanding(control);
            var next = beat == null || (expiry != null && expiry.isBefore(beat)) ? expiry : beat;
            if (next == null || next.isAfter(upTo) || !issue.equals(book.control(id, latest(next, at)))) {
                return;
            }
            if (standsFor(control, latest(next, at))) {
                var commit = commits.get(issue.publish() - 1);
                byClock(control, next, at, new Basis(commit.leaf(), next.toString(), "", false, next, next));
            } else if (next.equals(expiry)) {
                return;
            }
            at = latest(next, at);
        }
    }

    private void byClock(Control control, Instant due, Instant settled, Basis basis) {
        var standing = standings.get(control.id());
        var expiry = expiry(control);
        if (standing != null && perishes(standing.status()) && expiry != null && !due.isBefore(expiry)) {
            state(control, "STALE", exemption(control, "STALE", due), newest(control), path(), basis);
            return;
        }
        var status =
                fresh(control, judged(control, null, due, Objects.requireNonNull(path()), latest(due, settled)), due);
        if (status.equals("NOT_APPLICABLE")) {
            end(control, basis);
        } else if (standing == null || !standing.status().equals(shown(status))) {
            state(control, status, exemption(control, status, latest(due, settled)), newest(control), path(), basis);
        }
    }

    private String exemption(Control control, String status, Instant at) {
        return exemption(control, status, Objects.requireNonNull(path()), at, at);
    }

    String exemption(Control control, String status, String path, Instant rules, Instant at) {
        return book.exemption(control, status, subject, path, rules, at);
    }

    /** The first after a time; the beginning of a version is none. */
    private static @Nullable Instant beat(Control control, Instant after) {
        if (control.every() == null || control.occurrence() || control.shadow() || !needsNoEvent(control)) {
            return null;
        }
        long period = control.every().toSeconds();
        long since = Duration.between(control.from(), after).toSeconds();
        return control.from().plusSeconds((Math.floorDiv(since, period) + 1) * period);
    }

    private @Nullable Instant expiryOfStanding(Control control) {
        var standing = standings.get(control.id());
        if (standing == null || control.occurrence() || control.shadow() || !perishes(standing.status())) {
            return null;
        }
        var expiry = expiry(control);
        return expiry == null ? null : latest(expiry, control.from());
    }

    // --- how it stands ---

    private void state(
            Control control, String status, String exemption, Instant factAt, @Nullable String path, Basis basis) {
        var before = standings.get(control.id());
        if (basis.byEvent() && before != null && factAt.isBefore(before.effective())) {
            return; // late: it moves nothing
        }
        stand(control, status, exemption, factAt, basis);
        var found = open.get(control.id());
        if (status.equals("FAIL") && found == null) {
            open.put(control.id(), found(control, path, basis));
        } else if (found != null && HEALS.contains(status)) {
            heal(control.id(), basis);
        }
    }

    @Nullable Standing standing(String control) {
        return standings.get(control);
    }

    void stand(Control control, String status, String exemption, Instant factAt, Basis basis) {
        var before = standings.get(control.id());
        if (basis.byEvent() && before != null && factAt.isBefore(before.effective())) {
            return;
        }
        standings.put(control.id(), said(control.id(), control.version(), status, exemption, factAt, basis));
    }

    private void end(Control control, Basis basis) {
        end(control, newest(control), basis);
    }

    void end(Control control, Instant factAt, Basis basis) {
        if (standings.containsKey(control.id())) {
            said(control.id(), control.version(), "NOT_APPLICABLE", "", factAt, basis);
            standings.remove(control.id());
            if (open.containsKey(control.id())) {
                heal(control.id(), basis);
            }
        }
    }

    private static String shown(String status) {
        return status.equals(ANSWERED) ? "NOT_APPLICABLE" : status;
    }

    private Standing said(String control, String version, String word, String exemption, Instant factAt, Basis basis) {
        var status = shown(word);
        var before = standings.get(control);
        boolean changed = before == null || !status.equals(before.status());
        var now = new Standing(
                status,
                before == null ? basis.logTime() : before.firstSeen(),
                before == null || changed ? basis.logTime() : before.lastChanged(),
                before == null ? factAt : latest(factAt, before.effective()),
                before == null ? 0 : changed ? before.changes() + 1 : before.changes());
        outcome.stands(
                subject,
                control,
                status,
                exemption,
                version,
                path(),
                now.firstSeen(),
                basis.logTime(),
                now.lastChanged(),
                now.effective(),
                now.changes(),
                basis.leaf());
        if (changed) {
            outcome.changed(
                    subject,
                    control,
                    before == null ? null : before.status(),
                    status,
                    basis.at(),
                    basis.logTime(),
                    basis.leaf());
        }
        return now;
    }

    Found found(Control control, @Nullable String path, Basis basis) {
        return found(control.id(), control.version(), path, basis);
    }

    private Found found(String control, String version, @Nullable String path, Basis basis) {
        var name = new StringBuilder();
        for (var part : List.of(control, "test|" + subject, basis.cause())) {
            name.append(part.length()).append(':').append(part);
        }
        var found = new Found(
                Batch.sha256(name.toString()),
                control,
                version,
                path,
                basis.eventId(),
                basis.at(),
                basis.logTime(),
                basis.leaf());
        told(found, null, null);
        return found;
    }

    private void heal(String control, Basis basis) {
        var found = Objects.requireNonNull(open.remove(control));
        told(found, basis.logTime(), basis.leaf());
    }

    void told(Found it, @Nullable Instant ended, @Nullable Long endCause) {
        outcome.violated(
                it.id(),
                subject,
                it.control(),
                it.version(),
                it.path(),
                it.eventId(),
                it.occurred(),
                it.detected(),
                it.cause(),
                ended,
                endCause);
    }

    // --- a pass-through is a subject too ---

    /** Told with its first publish, whether it holds by then or not, and then whenever it begins to hold or ends. */
    private void letThrough(String id, Turn turn) {
        book = turn.known();
        var before = standings.get(NO_PASS);
        var status = book.letsThrough(id, turn.at()) ? "FAIL" : "PASS";
        boolean told = before == null
                ? book.bringsPass(id, turn)
                : book.concernsPass(id, turn) && !before.status().equals(status);
        if (told) {
            var basis = basis(turn);
            standings.put(NO_PASS, said(NO_PASS, "1", status, "", turn.at(), basis));
            if (status.equals("FAIL")) {
                open.put(NO_PASS, found(NO_PASS, "1", null, basis));
            } else if (open.containsKey(NO_PASS)) {
                heal(NO_PASS, basis);
            }
        }
    }

    // --- a publish is a subject too ---

    void published(boolean whole, boolean sound, String digest, long leaf, Instant logTime) {
        var basis = new Basis(leaf, digest, "", false, logTime, logTime);
        published("probity-publish-whole", whole, basis);
        if (whole) {
            published("probity-publish-sound", sound, basis);
        }
    }

    private void published(String control, boolean passed, Basis basis) {
        if (passed && !standings.containsKey(control)) {
            return;
        }
        standings.put(control, said(control, "1", passed ? "PASS" : "FAIL", "", basis.logTime(), basis));
        if (!passed && !open.containsKey(control)) {
            open.put(control, found(control, "1", null, basis));
        } else if (passed && open.containsKey(control)) {
            heal(control, basis);
        }
    }
}
