package io.probity.batch;

import io.probity.batch.Article.Control;
import io.probity.batch.Article.Pass;
import io.probity.batch.Book.Issue;
import io.probity.batch.Book.Turn;
import io.probity.batch.Line.Committed;
import io.probity.batch.Line.Defined;
import io.probity.batch.Line.Heard;
import io.probity.batch.Line.Tick;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The plain batch program: one subject after another, each from the first line of the log to the last. */
final class Batch {
    private final List<Line> log;
    private final boolean tellsOfPublishes;
    private final Outcome outcome = new Outcome();
    /** By the commit, which is the same for every subject. */
    private final Map<Committed, Boolean> sound = new HashMap<>();

    // --- the walk of one subject through the log ---
    private Instant now = Instant.EPOCH;
    private Book book = new Book(List.of());
    private final Map<String, Set<Article>> waiting = new HashMap<>();
    private final Set<Line> repeats = new HashSet<>();
    private final List<Turn> commits = new ArrayList<>();
    private final List<Turn> dues = new ArrayList<>();

    private Batch(List<Line> log, boolean tellsOfPublishes) {
        this.log = log;
        this.tellsOfPublishes = tellsOfPublishes;
    }

    /**
     * What a ledger must have said at the end of a partition's log.
     *
     * @param tellsOfPublishes whether it is the partition that tells of publishes which are not whole
     */
    static Outcome of(List<Line> log, boolean tellsOfPublishes) {
        var batch = new Batch(log, tellsOfPublishes);
        var subjects = new LinkedHashSet<String>();
        log.forEach(line -> {
            if (line instanceof Heard heard) {
                subjects.add(heard.subject());
            }
        });
        if (tellsOfPublishes) {
            log.forEach(line -> {
                if (line instanceof Defined defined && defined.article() instanceof Pass pass) {
                    subjects.add(Life.PASS + pass.id());
                }
            });
        }
        subjects.forEach(subject -> batch.walk(new Life(subject, batch.outcome)));
        batch.publishes();
        return batch.outcome;
    }

    /** What is in force at the end, and when that is. */
    record End(Book book, Instant at) {}

    static End end(List<Line> log) {
        var batch = new Batch(log, true);
        batch.publishes();
        return new End(batch.book, batch.now);
    }

    private void walk(Life life) {
        now = Instant.EPOCH;
        book = new Book(List.of());
        waiting.clear();
        repeats.clear();
        commits.clear();
        dues.clear();
        long leaf = 0;
        for (var line : log) {
            switch (line) {
                case Tick(var at) -> {
                    now = at.isAfter(now) ? at : now;
                    pass(life);
                }
                case Heard heard -> {
                    if (repeats.add(heard) && heard.subject().equals(life.subject)) {
                        life.hear(heard, digest(heard), leaf, now, book, commits);
                    }
                }
                case Defined defined -> {
                    if (repeats.add(defined)) {
                        waiting.computeIfAbsent(defined.publish(), name -> new LinkedHashSet<>())
                                .add(defined.article());
                    }
                }
                case Committed committed -> {
                    if (repeats.add(committed)) {
                        commit(life, committed, leaf);
                    }
                }
            }
            leaf += line instanceof Tick ? 0 : 1;
        }
    }

    /** What the log's clock has come to: dates that definitions named, and before and after each what the clock makes due. */
    private void pass(Life life) {
        while (!dues.isEmpty() && !dues.getFirst().at().isAfter(now)) {
            var due = dues.removeFirst();
            var turn = new Turn(due.at(), due.publish(), true, book, due.leaf(), due.digest());
            life.clock(turn.at(), commits);
            life.turn(turn);
        }
        life.clock(now, commits);
    }

    private void commit(Life life, Committed committed, long leaf) {
        var came = waiting.remove(committed.publish());
        var articles = came == null ? Set.<Article>of() : came;
        if (articles.size() != committed.count()) {
            return;
        }
        int publish = commits.size() + 1;
        var issues = new ArrayList<>(book.issues());
        articles.forEach(article -> issues.add(new Issue(article, publish)));
        var then = new Book(List.copyOf(issues));
        if (!isSound(committed, articles, then)) {
            return;
        }
        book = then;
        var turn = new Turn(now, publish, false, book, leaf, digest(committed));
        commits.add(turn);
        articles.stream()
                .flatMap(article -> article.moments().stream())
                .filter(moment -> moment.isAfter(now))
                .distinct()
                .forEach(moment -> dues.add(new Turn(moment, publish, true, book, leaf, turn.digest())));
        dues.sort(Comparator.comparing(Turn::at).thenComparingInt(Turn::publish));
        life.rules(book);
        life.turn(turn);
        life.clock(now, commits);
    }

    /** A publish that is not whole or not sound fails; one of its name that is heals it. */
    private void publishes() {
        if (!tellsOfPublishes) {
            return;
        }
        var counts = new HashMap<String, Set<Article>>();
        var lives = new LinkedHashMap<String, Life>();
        repeats.clear();
        now = Instant.EPOCH;
        book = new Book(List.of());
        long leaf = 0;
        for (var line : log) {
            switch (line) {
                case Tick(var at) -> now = at.isAfter(now) ? at : now;
                case Heard heard -> {}
                case Defined defined
                when repeats.add(defined) ->
                    counts.computeIfAbsent(defined.publish(), name -> new LinkedHashSet<>())
                            .add(defined.article());
                case Committed committed
                when repeats.add(committed) -> {
                    var came = counts.remove(committed.publish());
                    boolean whole = (came == null ? 0 : came.size()) == committed.count();
                    boolean holds = whole && putInForce(committed, came == null ? Set.of() : came);
                    lives.computeIfAbsent(committed.publish(), name -> new Life("publish/" + name, outcome))
                            .published(whole, holds, digest(committed), leaf, now);
                }
                case Defined repeated -> {}
                case Committed repeated -> {}
            }
            leaf += line instanceof Tick ? 0 : 1;
        }
    }

    /** False: it would not hold together, and nothing of it is. */
    private boolean putInForce(Committed committed, Set<Article> articles) {
        var issues = new ArrayList<>(book.issues());
        articles.forEach(article -> issues.add(new Issue(article, 0)));
        var then = new Book(List.copyOf(issues));
        boolean holds = isSound(committed, articles, then);
        if (holds) {
            book = then;
        }
        return holds;
    }

    /** The tree holds together with it, and nobody approves what he publishes. */
    private boolean isSound(Committed committed, Set<Article> articles, Book then) {
        return sound.computeIfAbsent(
                committed, first -> then.isSound() && articles.stream().noneMatch(it -> it.isOwn(committed.publish())));
    }

    /** What the entry of a line is named by. */
    static String digest(Line line) {
        return switch (line) {
            case Heard heard -> sha256(heard.event().toString());
            case Defined defined -> sha256(defined.article().toString());
            case Committed committed -> sha256(committed.toString());
            case Tick tick -> "";
        };
    }

    /** Of the UTF-8 bytes, lower-case hex. */
    static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException every) {
            throw new IllegalStateException(every);
        }
    }

    /** Whether it is a control that the clock or a change may judge by what is known alone. */
    static boolean needsNoEvent(Control control) {
        return !control.expect().needsEvent && (control.guard() == null || !control.guard().needsEvent);
    }
}
