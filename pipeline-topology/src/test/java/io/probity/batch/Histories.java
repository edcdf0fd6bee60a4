package io.probity.batch;

import io.probity.batch.Article.Assignment;
import io.probity.batch.Article.Control;
import io.probity.batch.Article.Follow;
import io.probity.batch.Article.Framework;
import io.probity.batch.Article.Pass;
import io.probity.batch.Article.Recall;
import io.probity.batch.Article.Unit;
import io.probity.batch.Article.Waiver;
import io.probity.batch.Article.Word;
import io.probity.batch.Line.Committed;
import io.probity.batch.Line.Defined;
import io.probity.batch.Line.Heard;
import io.probity.batch.Line.Tick;
import io.probity.batch.Line.Told;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Random histories of a few subjects, a few definitions and a few days; one seed, one history. */
final class Histories {
    /** A Monday. */
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    /** At the end of each, so that nothing is pending. */
    static final int LAST_TICKS = 4;

    private static final List<String> SUBJECTS =
            List.of("project/1", Framework.POLICY, "project/2", "team/1", "request/1");
    private static final List<String> TYPES = List.of(
            "approval_action",
            "policy_validated",
            "drift_detected",
            "tool_execution_requested",
            "subject_created",
            "subject_archived",
            "feedback_submitted");
    private static final List<String> PATHS = List.of("a", "a/b", "a/b/c", "ab", "d");
    private static final List<String> UNITS = List.of("u1", "u2", "u3", "u4");
    private static final List<String> CONTROLS = List.of("c1", "c2", "c3", "c4");
    private static final List<Condition> GUARDS =
            List.of(Condition.NOT_SKIPPED, Condition.DAYTIME, Condition.GOES, Condition.APPROVED, Condition.TOOL);
    private static final List<Condition> RECALLING =
            Stream.of(Condition.values()).filter(it -> it.names("")).toList();
    private static final List<Condition> PLAIN =
            Stream.of(Condition.values()).filter(it -> !it.names("")).toList();

    private final Random random;
    /** Of days rather than hours, so that what is kept of it is given up. */
    private final boolean slow;

    private final List<String> subjects;
    private final List<Line> log = new ArrayList<>();
    private final List<Line> open = new ArrayList<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private final Set<String> units = new TreeSet<>();
    private Instant now;
    private int ids;
    private int publishes;

    private Histories(long seed, Instant start) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);

        this.now = start;
        this.slow = random.nextInt(4) == 0;
        this.subjects = SUBJECTS.subList(0, 1 + random.nextInt(SUBJECTS.size()));
    }

    static List<Line> of(long seed) {
        return of(seed, NOON);
    }

    /**
     * @param start the first time of the log's clock
     */
    static List<Line> of(long seed, Instant start) {
        var histories = new Histories(seed, start);
        histories.write();
        return histories.log;
    }

    private void write() {
        log.add(new Tick(now));
        publish();
        int steps = 5 + random.nextInt(50);
        for (int i = 0; i < steps; i++) {
            int chance = random.nextInt(100);
            if (chance < 45) {
                event();
            } else if (chance < 70) {
                tick();
            } else if (chance < 88) {
                publish();
            } else if (chance < 94) {
                log.add(log.get(random.nextInt(log.size()))); // once more; an old tick moves no clock
            }
            if (!open.isEmpty() && random.nextBoolean()) {
                log.add(open.removeFirst());
            }
        }
        for (int i = 0; i < LAST_TICKS; i++) {
            log.add(new Tick(now.plusMillis(i + 1)));
        }
    }

    private void tick() {
        int chance = random.nextInt(100);
        var gap = slow && random.nextBoolean()
                ? Duration.ofMinutes(one(600, 1_440, 1_460, 2_000))
                : chance < 50
                        ? Duration.ofMinutes(random.nextInt(3) * 10L)
                        : chance < 80
                                ? Duration.ofMinutes(1 + random.nextInt(90))
                                : chance < 95
                                        ? Duration.ofMinutes(120 + random.nextInt(360))
                                        : Duration.ofHours(24 + random.nextInt(24));
        now = now.plus(gap);
        log.add(new Tick(now));
    }

    private void event() {
        var type = one(TYPES);
        var home = one(subjects);
        var id = "e" + (random.nextInt(12) == 0 ? random.nextInt(ids + 1) : ++ids);
        var told = new Told(
                id,
                type,
                home,
                eventTime(),
                one(PATHS),
                random.nextInt(3) == 0 ? "stay" : "go",
                type.equals("approval_action") ? one("yes", "yes", "no", null) : null,
                type.equals("policy_validated") ? one("ok", "ok", "skip", "bad", null) : null,
                one("plan", "plan", "apply", null),
                "r" + random.nextInt(2),
                random.nextBoolean(),
                type.startsWith("subject_") ? one(home, home, one(subjects)) : null);
        log.add(new Heard(told, home));
        for (var other : subjects) {
            if (!other.equals(home) && random.nextInt(5) == 0) {
                log.add(new Heard(told, other));
            }
        }
    }

    private Instant eventTime() {
        int chance = random.nextInt(100);
        var at = slow && random.nextBoolean()
                ? now.minus(Duration.ofMinutes(one(10, 1_430, 1_440, 1_450, 1_540, 2_900)))
                : chance < 55
                        ? now
                        : chance < 80
                                ? now.minus(Duration.ofMinutes(random.nextInt(18) * 10L))
                                : chance < 95
                                        ? now.minus(Duration.ofMinutes(random.nextInt(2_000)))
                                        : now.plus(Duration.ofMinutes(random.nextInt(10)));
        return at.truncatedTo(ChronoUnit.MINUTES);
    }

    /** Now or later, in one piece or in several, with all that its commit says or without. */
    private void publish() {
        var name = random.nextInt(8) == 0 && publishes > 0 ? "p" + random.nextInt(publishes) : "p" + publishes++;
        var articles = new ArrayList<Article>();
        int count = random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            articles.add(article());
        }
        var lines = new ArrayList<Line>();
        for (var article : articles) {
            var line = new Defined(article, name, ++ids);
            lines.add(line);
            if (random.nextInt(6) == 0) {
                lines.add(random.nextBoolean() ? line : new Defined(article, name, ++ids));
            }
        }
        boolean wrong = random.nextInt(7) == 0;
        lines.add(new Committed(name, wrong ? count + (random.nextBoolean() ? 1 : -count) : count, ++ids));
        if (random.nextInt(4) == 0) {
            open.addAll(lines);
        } else {
            log.addAll(lines);
        }
    }

    private Article article() {
        int chance = random.nextInt(14);
        return chance < 6
                ? control()
                : chance < 7
                        ? framework()
                        : chance < 9 ? assignment() : chance < 11 ? waiver() : chance < 13 ? unit() : pass();
    }

    private String version(String id) {
        return "v" + versions.merge(id, 1, Integer::sum);
    }

    private Instant from() {
        int chance = random.nextInt(10);
        return chance < 6 ? Instant.EPOCH : near(chance < 8 ? 0 : -300, 300).truncatedTo(ChronoUnit.MINUTES);
    }

    private Instant near(int least, int range) {
        return now.plus(Duration.ofMinutes(least + random.nextInt(range / 10) * 10L));
    }

    private Control control() {
        var id = one(CONTROLS);
        boolean occurrence = random.nextInt(3) == 0;
        var follow = occurrence && random.nextInt(3) > 0 ? follow() : null;
        // what must be followed is of no use where nothing passes
        var any = one(random.nextInt(4) == 0 ? RECALLING : PLAIN);
        boolean passes = follow != null && (any.says || random.nextBoolean());
        var expect = passes ? Condition.DAYTIME : any;
        var guard = random.nextInt(3) > 0 ? null : one(random.nextInt(8) == 0 ? RECALLING : GUARDS);
        var recalls = new ArrayList<Recall>();
        for (var name : List.of("a", "b")) {
            if (expect.names(name) || (guard != null && guard.names(name))) {
                recalls.add(recall(name));
            }
        }
        var evidence = expect.facts.isEmpty() || random.nextInt(3) > 0
                ? null
                : one(expect.facts.stream().sorted().toList());
        var types = new ArrayList<String>();
        TYPES.forEach(type -> {
            if (random.nextInt(5) < 2) {
                types.add(type);
            }
        });
        boolean retired = random.nextInt(9) == 0;
        return new Control(
                id,
                version(id),
                from(),
                retired,
                occurrence,
                random.nextInt(8) == 0,
                one(List.<List<String>>of(List.of(), List.of(), List.of("project"), List.of("team", "request"))),
                types,
                random.nextInt(3) > 0 && !types.isEmpty()
                        ? null
                        : one(Duration.ofHours(1), Duration.ofHours(3), Duration.ofMinutes(50), Duration.ofDays(1)),
                guard,
                expect,
                evidence,
                Duration.ofMinutes(one(20, 70, 130, 610)),
                one("ok", "ok", "bad"),
                elsewhere(),
                recalls,
                follow);
    }

    private Map<String, String> elsewhere() {
        var places = new LinkedHashMap<String, String>();
        while (random.nextInt(3) == 0) {
            places.put(place(), random.nextBoolean() ? "bad" : "ok");
        }
        return places;
    }

    /** Every scope, a path, or a unit: nearly always one that was published, in force or not. */
    private String place() {
        int chance = random.nextInt(10);
        return chance < 3 ? "*" : chance < 6 || units.isEmpty() ? one(PATHS) : "@" + unitName();
    }

    private String unitName() {
        return random.nextInt(30) == 0 ? one(UNITS) : one(List.copyOf(units));
    }

    private Unit unit() {
        var id = one(UNITS);
        var parent = units.isEmpty() || random.nextBoolean() ? null : unitName();
        units.add(id);
        var members = new ArrayList<String>();
        PATHS.forEach(path -> {
            if (random.nextInt(4) == 0) {
                members.add(path);
            }
        });
        if (random.nextInt(12) == 0) {
            members.add("*");
        }
        return new Unit(id, version(id), from(), random.nextInt(8) == 0, parent, members);
    }

    private Recall recall(String name) {
        return new Recall(
                name,
                List.of(one(TYPES), one(TYPES), one(TYPES)),
                one(null, null, Condition.GOES, Condition.TOOL, Condition.DAYTIME),
                one(null, null, Word.TOOL, Word.ACTION),
                Duration.ofMinutes(one(20, 100, 400, 1_700)),
                one(null, Word.TOOL, Word.ACTION),
                one(1, 2, 3, 100, 100));
    }

    private Follow follow() {
        return new Follow(
                List.of(one(TYPES), one(TYPES)),
                one(null, null, Condition.GOES, Condition.TOOL),
                one(null, Word.TOOL, Word.ACTION),
                one(null, null, Word.TOOL, Word.ACTION),
                Duration.ofMinutes(one(20, 100, 400, 1_700)));
    }

    private Framework framework() {
        var id = one("f1", "f2");
        return new Framework(id, version(id), from(), random.nextInt(4) == 0, some(CONTROLS, 3), some(CONTROLS, 5));
    }

    private Assignment assignment() {
        var id = one("a1", "a2", "a3");
        var from = from();
        var begin = random.nextBoolean() ? from : near(-60, 240);
        return new Assignment(
                id,
                version(id),
                from,
                random.nextInt(6) == 0,
                one("f1", "f2"),
                place(),
                begin,
                random.nextBoolean() ? null : later(begin));
    }

    private Waiver waiver() {
        var id = one("w1", "w2", "w3");
        var from = from();
        var begin = random.nextBoolean() ? from : near(-60, 240);
        boolean bySubject = random.nextBoolean();
        return new Waiver(
                id,
                version(id),
                from,
                random.nextInt(6) == 0,
                one(CONTROLS),
                bySubject ? one(subjects) : null,
                bySubject ? null : place(),
                begin,
                later(begin));
    }

    private Pass pass() {
        var id = one("e1", "e2");
        var begin = near(-60, 240);
        return new Pass(
                id,
                version(id),
                from(),
                random.nextInt(6) == 0,
                place(),
                random.nextBoolean() ? List.of() : some(CONTROLS, 2),
                begin,
                later(begin));
    }

    /** Every so-many-th of them. */
    private List<String> some(List<String> all, int outOf) {
        return all.stream().filter(it -> random.nextInt(outOf) == 0).toList();
    }

    private Instant later(Instant begin) {
        var end = near(-30, 600);
        return end.isAfter(begin) ? end : begin.plus(Duration.ofMinutes(30));
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    @SafeVarargs
    private <T extends @Nullable Object> T one(T... all) {
        return all[random.nextInt(all.length)];
    }
}
