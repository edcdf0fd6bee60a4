package io.probity.balance;

import io.probity.balance.Notice.Gap;
import io.probity.balance.Notice.GapClosed;
import io.probity.balance.Notice.Resumed;
import io.probity.balance.Notice.Silent;
import io.probity.model.BalancePart;
import io.probity.model.Numbered;
import io.probity.model.Rhythm;
import io.probity.model.WatchClock;
import io.probity.model.WatchRow;
import io.probity.model.Watched;
import io.probity.own.OwnEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Watches over the numbers of the components and the rhythm of the sources. What is known is what the parts of audit.balance.parts
 * say, in their order: the clock is the beat of intake among them, never the wall, so that the same parts tell the same.
 */
final class Watch {
    /** Components of one source that are watched; those that come later are not. */
    static final int MOST_COMPONENTS = 1_000;
    /** Longest time between two beats that counts as watched. A restart takes seconds. */
    static final Duration MOST_BETWEEN_BEATS = Duration.ofMinutes(1);

    private static final String CLOCK = "";
    /** Ours would answer itself; the other is nobody's. */
    private static final Set<String> UNWATCHED = Set.of(OwnEvent.SOURCE, "forged");

    private final KeyValueStore<String, WatchRow> rows;
    private final SilenceRule rule;
    /** By key of a row, the watched time at which it is to be looked at; what is never is left out. */
    private final Map<String, Long> due = new HashMap<>();

    private @Nullable WatchClock clock;

    Watch(KeyValueStore<String, WatchRow> rows, SilenceRule rule) {
        this.rows = rows;
        this.rule = rule;
        try (var all = rows.all()) {
            while (all.hasNext()) {
                var row = all.next();
                switch (row.value.getBody()) {
                    case WatchClock kept -> clock = kept;
                    case Watched watched -> plan(row.key, watched);
                    default -> throw new IllegalStateException("a row of the watch holds neither clock nor source");
                }
            }
        }
    }

    /** What a part tells; most tell nothing. */
    List<Notice> after(BalancePart part, Instant at) {
        if (Tally.isBeat(part)) {
            return beat(at);
        }
        if (clock == null || UNWATCHED.contains(part.getSource())) {
            return List.of(); // before the first beat there is no time
        }
        var number = part.getNumbered();
        if (number != null) {
            return number(part, number, clock);
        }
        return part.getPart().startsWith(ArrivalProcessor.PART) ? arrival(part, clock) : List.of();
    }

    private List<Notice> arrival(BalancePart part, WatchClock now) {
        var key = key(part.getTenant(), part.getSource(), null);
        var before = row(key);
        if (before != null && part.getReceived() == before.getReceived().getOrDefault(part.getPart(), 0L)) {
            return List.of();
        }
        var received = new HashMap<>(before == null ? Map.of() : before.getReceived());
        received.put(part.getPart(), part.getReceived());
        put(
                key,
                new Watched(
                        part.getTenant(),
                        part.getSource(),
                        null,
                        received,
                        before == null ? 0 : before.getComponents(),
                        rhythm(before, now),
                        null));
        return resumed(before);
    }

    private List<Notice> number(BalancePart part, Numbered number, WatchClock now) {
        var key = key(part.getTenant(), part.getSource(), number.getComponent());
        var before = row(key);
        if (before == null && !isRoom(part, now)) {
            return List.of();
        }
        var came = GapFold.after(before == null ? null : before.getNumbers(), number.getNumber(), now.getWatched());
        put(
                key,
                new Watched(
                        part.getTenant(),
                        part.getSource(),
                        number.getComponent(),
                        Map.of(),
                        0,
                        rhythm(before, now),
                        came.after()));
        var notices = new ArrayList<>(resumed(before));
        var closed = came.closed();
        if (closed != null && closed.getTold() != null && closed.getToldLast() != null) {
            notices.add(new GapClosed(
                    part.getTenant(), part.getSource(), number.getComponent(), closed.getTold(), closed.getToldLast()));
        }
        return notices;
    }

    /** Whether one component more is watched; counted in the row of the source. */
    private boolean isRoom(BalancePart part, WatchClock now) {
        var key = key(part.getTenant(), part.getSource(), null);
        var source = row(key);
        int components = source == null ? 0 : source.getComponents();
        if (components >= MOST_COMPONENTS) {
            return false;
        }
        put(
                key,
                new Watched(
                        part.getTenant(),
                        part.getSource(),
                        null,
                        source == null ? Map.of() : source.getReceived(),
                        components + 1,
                        source == null ? RhythmFold.after(null, now, 0) : source.getRhythm(),
                        null));
        return true;
    }

    private Rhythm rhythm(@Nullable Watched before, WatchClock now) {
        return before == null
                ? RhythmFold.after(null, now, 0)
                : RhythmFold.after(before.getRhythm(), now, RhythmFold.limit(before, rule));
    }

    private static List<Notice> resumed(@Nullable Watched before) {
        return before == null || !before.getRhythm().getSilent()
                ? List.of()
                : List.of(new Resumed(
                        before.getTenant(),
                        before.getSource(),
                        before.getComponent(),
                        before.getRhythm().getLastAt()));
    }

    private List<Notice> beat(Instant at) {
        var now = RhythmFold.after(clock, at, MOST_BETWEEN_BEATS);
        clock = now;
        rows.put(CLOCK, new WatchRow(now));
        var notices = new ArrayList<Notice>();
        due.entrySet().stream()
                .filter(entry -> entry.getValue() <= now.getWatched())
                .map(Map.Entry::getKey)
                .sorted() // the order of a hash is nobody's
                .toList()
                .forEach(key -> look(key, now, notices));
        return notices;
    }

    private void look(String key, WatchClock now, List<Notice> notices) {
        var watched = row(key);
        if (watched == null) {
            due.remove(key);
            return;
        }
        var numbers = watched.getNumbers();
        var gap = numbers == null ? null : GapFold.due(numbers, now.getWatched(), rule.grace());
        if (gap != null && watched.getComponent() != null) {
            notices.add(new Gap(
                    watched.getTenant(),
                    watched.getSource(),
                    watched.getComponent(),
                    gap.first(),
                    gap.last(),
                    gap.missing()));
            numbers = gap.after();
        }
        var rhythm = watched.getRhythm();
        boolean silent = RhythmFold.next(watched, rule) <= now.getWatched();
        boolean told = silent && !isSourceSilent(watched);
        if (told) {
            notices.add(new Silent(
                    watched.getTenant(),
                    watched.getSource(),
                    watched.getComponent(),
                    rhythm.getLastAt(),
                    Duration.ofMillis(RhythmFold.limit(watched, rule))));
            rhythm = silent(rhythm);
        }
        put(
                key,
                new Watched(
                        watched.getTenant(),
                        watched.getSource(),
                        watched.getComponent(),
                        watched.getReceived(),
                        watched.getComponents(),
                        rhythm,
                        numbers));
        if (silent && !told) {
            due.merge(key, now.getWatched() + rule.margin().toMillis(), Math::max); // it is asked again later
        }
    }

    /** A source that is silent as a whole says so once, and not for each of its components. */
    private boolean isSourceSilent(Watched watched) {
        if (watched.getComponent() == null) {
            return false;
        }
        var source = row(key(watched.getTenant(), watched.getSource(), null));
        return source != null && source.getRhythm().getSilent();
    }

    private static Rhythm silent(Rhythm rhythm) {
        return new Rhythm(
                rhythm.getBegan(),
                rhythm.getLast(),
                rhythm.getLastAt(),
                rhythm.getDays(),
                rhythm.getLastDay(),
                rhythm.getWeeks(),
                true);
    }

    private @Nullable Watched row(String key) {
        var row = rows.get(key);
        return row != null && row.getBody() instanceof Watched watched ? watched : null;
    }

    private void put(String key, Watched watched) {
        rows.put(key, new WatchRow(watched));
        plan(key, watched);
    }

    private void plan(String key, Watched watched) {
        long next = Math.min(RhythmFold.next(watched, rule), GapFold.next(watched.getNumbers(), rule.grace()));
        if (next == Long.MAX_VALUE) {
            due.remove(key);
        } else {
            due.put(key, next);
        }
    }

    /** The component last: it alone may hold any character. */
    private static String key(String tenant, String source, @Nullable String component) {
        return tenant + '|' + source + (component == null ? "" : '|' + component);
    }
}
