package io.probity.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.balance.Notice.Gap;
import io.probity.balance.Notice.GapClosed;
import io.probity.balance.Notice.Resumed;
import io.probity.balance.Notice.Silent;
import io.probity.model.BalancePart;
import io.probity.model.WatchRow;
import io.probity.wire.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Weeks of a source's life, an hour or less at a time. */
class WatchTest {
    /** A Monday. */
    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");

    private static final Duration HOUR = Duration.ofHours(1);

    private final KeyValueStore<String, WatchRow> rows =
            Stores.inMemory().watch().persistent().withLoggingDisabled().build();
    private final List<Notice> told = new ArrayList<>();
    private Watch watch;
    private Instant now = MONDAY;
    private long received;

    @BeforeEach
    void open() {
        rows.init(new MockProcessorContext<>().getStateStoreContext(), rows);
        watch = watch(Map.of(), Set.of());
        beat();
    }

    @Test
    void aSourceThatIsAlwaysThereIsMissedWithinHours() {
        run(8, hour -> true);
        assertThat(told).isEmpty();
        var last = now.minus(Duration.ofMinutes(1));
        pass(Duration.ofHours(5));

        assertThat(told).hasSize(1);
        var silent = (Silent) told.getFirst();
        assertThat(silent.source()).isEqualTo("gitlab");
        assertThat(silent.component()).isNull();
        assertThat(silent.lastAt()).isBetween(last.minus(HOUR), last);
        assertThat(silent.limit()).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void itsReturnIsToldOnceAndNamesTheSameSilence() {
        run(8, hour -> true);
        pass(Duration.ofHours(5));
        come();
        come();

        assertThat(told).hasSize(2);
        assertThat(((Resumed) told.get(1)).lastAt()).isEqualTo(((Silent) told.get(0)).lastAt());
    }

    @Test
    void nightsAndWeekendsAreNoSilence() {
        run(21, hour -> hour % 24 >= 8 && hour % 24 < 18 && hour / 24 % 7 < 5);

        assertThat(told).isEmpty();
    }

    @Test
    void aHolidayOnAMondayIsNoSilenceAndAWeekOfThemIs() {
        run(21, hour -> hour % 24 >= 8 && hour % 24 < 18 && hour / 24 % 7 < 5);
        run(1, hour -> false);
        run(4, hour -> hour % 24 >= 8 && hour % 24 < 18 && hour / 24 < 4);
        assertThat(told).isEmpty();
        run(7, hour -> false);

        assertThat(told).hasSize(1).first().isInstanceOf(Silent.class);
    }

    @Test
    void aNightlyBatchMayFailOnceAndNotTwice() {
        run(14, hour -> hour % 24 == 2);
        run(1, hour -> false);
        run(1, hour -> hour % 24 == 2);
        assertThat(told).isEmpty();
        run(5, hour -> false);

        assertThat(told).hasSize(1);
    }

    @Test
    void aNewSourceIsNotJudgedForAWeek() {
        run(3, hour -> true);
        pass(Duration.ofDays(3));

        assertThat(told).isEmpty();
    }

    @Test
    void aSpanThatTheOperatorSetsHoldsFromTheFirstRecordOn() {
        watch = watch(Map.of("gitlab", Duration.ofMinutes(30)), Set.of());
        come();
        pass(HOUR);

        assertThat(told).hasSize(1);
    }

    @Test
    void aSourceThatIsSwitchedOffIsNeverMissed() {
        watch = watch(Map.of(), Set.of("gitlab"));
        run(8, hour -> true);
        pass(Duration.ofDays(30));

        assertThat(told).isEmpty();
    }

    @Test
    void whatIntakeSleptThroughWasNotSilence() {
        run(8, hour -> true);
        now = now.plus(Duration.ofDays(4)); // no beat
        beat();
        beat();

        assertThat(told).isEmpty();
    }

    @Test
    void aRhythmThatSlowsDownIsLearntAfterAFewAlarms() {
        run(8, hour -> true);
        run(20, hour -> hour % 24 == 2);
        long alarms = told.stream().filter(Silent.class::isInstance).count();
        run(10, hour -> hour % 24 == 2);

        assertThat(alarms).isBetween(1L, 5L);
        assertThat(told.stream().filter(Silent.class::isInstance).count()).isEqualTo(alarms);
    }

    @Test
    void countsThatAreToldAgainAreNoArrival() {
        watch = watch(Map.of("gitlab", Duration.ofMinutes(30)), Set.of());
        come();
        for (int minute = 0; minute < 60; minute++) {
            pass(Duration.ofMinutes(1));
            tell(part("gitlab", received));
        }

        assertThat(told).hasSize(1);
    }

    @Test
    void itsOwnEventsAreNeverMissedNorCounted() {
        watch = watch(Map.of("probity", Duration.ofMinutes(1)), Set.of());
        tell(part("probity", 1));
        tell(Tally.numbered("acme", "probity", "watch", 1));
        tell(Tally.numbered("acme", "probity", "watch", 5));
        pass(Duration.ofDays(1));

        assertThat(told).isEmpty();
    }

    @Test
    void aGapIsToldAfterTheGraceAndClosedWhenItsNumbersCome() {
        number("api", 1);
        number("api", 4);
        pass(Duration.ofMinutes(4));
        assertThat(told).isEmpty();
        pass(Duration.ofMinutes(2));
        assertThat(told).containsExactly(new Gap("acme", "gitlab", "api", 2, 3, 2));
        number("api", 3);
        assertThat(told).hasSize(1);
        number("api", 2);

        assertThat(told).last().isEqualTo(new GapClosed("acme", "gitlab", "api", 2, 3));
    }

    @Test
    void componentsHaveGapsOfTheirOwn() {
        number("api", 1);
        number("worker", 1);
        number("api", 3);
        number("worker", 2);
        pass(Duration.ofMinutes(6));

        assertThat(told).containsExactly(new Gap("acme", "gitlab", "api", 2, 2, 1));
    }

    @Test
    void aRestartTellsNothingTwiceAndForgetsNothing() {
        number("api", 1);
        number("api", 3);
        number("api", 5);
        pass(Duration.ofMinutes(6));
        number("api", 8);
        watch = watch(Map.of(), Set.of());
        pass(Duration.ofMinutes(6));
        assertThat(told)
                .containsExactly(new Gap("acme", "gitlab", "api", 2, 4, 2), new Gap("acme", "gitlab", "api", 6, 7, 2));
        number("api", 2);
        number("api", 4);

        assertThat(told).last().isEqualTo(new GapClosed("acme", "gitlab", "api", 2, 4));
    }

    @Test
    void noMoreComponentsAreWatchedThanThereIsRoomFor() {
        for (int component = 0; component <= Watch.MOST_COMPONENTS; component++) {
            number("c" + component, 1);
            number("c" + component, 3);
        }
        pass(Duration.ofMinutes(6));

        assertThat(told).hasSize(Watch.MOST_COMPONENTS);
    }

    private interface Hours {
        boolean comes(int hour);
    }

    /** Days, hour by hour; in an hour in which it comes it does so at the full hour. */
    private void run(int days, Hours hours) {
        for (int hour = 0; hour < days * 24; hour++) {
            if (hours.comes(hour)) {
                come();
            }
            pass(HOUR);
        }
    }

    private void pass(Duration time) {
        for (var end = now.plus(time); now.isBefore(end); ) {
            now = now.plus(Duration.ofMinutes(1));
            beat();
        }
    }

    private void come() {
        tell(part("gitlab", ++received));
    }

    private void number(String component, long number) {
        tell(Tally.numbered("acme", "gitlab", component, number));
    }

    private void beat() {
        tell(Tally.beat());
    }

    private void tell(BalancePart part) {
        told.addAll(watch.after(part, now));
    }

    private static BalancePart part(String source, long count) {
        return new BalancePart("acme", source, "intake-0", count, 0L, 0L, 0L, 0L, null);
    }

    private Watch watch(Map<String, Duration> fixed, Set<String> off) {
        return new Watch(rows, new SilenceRule(Duration.ofMinutes(5), HOUR, fixed, off));
    }
}
