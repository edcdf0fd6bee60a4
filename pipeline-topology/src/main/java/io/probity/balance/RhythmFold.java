package io.probity.balance;

import io.probity.model.QuietWeek;
import io.probity.model.Rhythm;
import io.probity.model.WatchClock;
import io.probity.model.Watched;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How arrivals make a rhythm, and when a quiet is a silence by it; {@link SilenceRule} says the rule in words. Pure. */
final class RhythmFold {
    private static final long DAY_MS = Duration.ofDays(1).toMillis();

    private RhythmFold() {}

    /** The rhythm after something came. A silence that was told teaches no more than the limit that it went over. */
    static Rhythm after(@Nullable Rhythm before, WatchClock clock, long limit) {
        long day = clock.getAt().atZone(ZoneOffset.UTC).toLocalDate().toEpochDay();
        if (before == null) {
            return new Rhythm(
                    clock.getWatched(),
                    clock.getWatched(),
                    clock.getAt(),
                    1,
                    day,
                    List.of(new QuietWeek(week(day), 0L)),
                    false);
        }
        long quiet = clock.getWatched() - before.getLast();
        return new Rhythm(
                before.getBegan(),
                clock.getWatched(),
                clock.getAt(),
                before.getDays() + (day > before.getLastDay() ? 1 : 0),
                Math.max(day, before.getLastDay()),
                weeks(before.getWeeks(), week(day), before.getSilent() ? Math.min(quiet, limit) : quiet),
                false);
    }

    /** 1970-01-01 was a Thursday. */
    private static long week(long day) {
        return Math.floorDiv(day + 3, 7);
    }

    private static List<QuietWeek> weeks(List<QuietWeek> before, long week, long quiet) {
        var last = before.getLast();
        if (last.getWeek() >= week && last.getLongest() >= quiet) {
            return before;
        }
        var weeks = new ArrayList<>(before);
        if (last.getWeek() >= week) {
            weeks.set(weeks.size() - 1, new QuietWeek(last.getWeek(), quiet));
        } else {
            weeks.add(new QuietWeek(week, quiet));
        }
        return weeks.size() > SilenceRule.WEEKS
                ? List.copyOf(weeks.subList(weeks.size() - SilenceRule.WEEKS, weeks.size()))
                : weeks;
    }

    /** The quiet after which its silence is told, in milliseconds of watched time; {@link Long#MAX_VALUE} for never. */
    static long limit(Watched watched, SilenceRule rule) {
        if (rule.off().contains(watched.getSource())) {
            return Long.MAX_VALUE;
        }
        var fixed = rule.fixed().get(watched.getSource());
        if (fixed != null) {
            // a span is the operator's word on the source; its components may have rhythms of their own
            return watched.getComponent() == null ? fixed.toMillis() : learnt(watched.getRhythm(), rule);
        }
        return learnt(watched.getRhythm(), rule);
    }

    private static long learnt(Rhythm rhythm, SilenceRule rule) {
        if (rhythm.getDays() < SilenceRule.DAYS_ACTIVE) {
            return Long.MAX_VALUE;
        }
        long longest = rhythm.getWeeks().stream()
                .mapToLong(QuietWeek::getLongest)
                .max()
                .orElse(0);
        return SilenceRule.FACTOR * longest + rule.margin().toMillis();
    }

    /** Watched time at which its silence is to be told, in milliseconds; {@link Long#MAX_VALUE} for never. */
    static long next(Watched watched, SilenceRule rule) {
        var rhythm = watched.getRhythm();
        long limit = limit(watched, rule);
        if (rhythm.getSilent() || limit == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        boolean fixed = watched.getComponent() == null && rule.fixed().containsKey(watched.getSource());
        long known = fixed ? 0 : rhythm.getBegan() + SilenceRule.DAYS_KNOWN * DAY_MS;
        return Math.max(rhythm.getLast() + limit, known);
    }

    /** The clock after a beat: what passes between two that lie far apart was not watched, since intake was down. */
    static WatchClock after(@Nullable WatchClock before, Instant beat, Duration most) {
        if (before == null) {
            return new WatchClock(beat, 0L);
        }
        long passed = Duration.between(before.getAt(), beat).toMillis();
        return passed <= 0 ? before : new WatchClock(beat, before.getWatched() + Math.min(passed, most.toMillis()));
    }
}
