package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.evaluate.catalog.RecallDefinition;
import io.probity.evaluate.cel.Recalled;
import io.probity.model.RecallRow;
import io.probity.model.RecalledEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is kept against a list of everything that ever came, read from its start for each question. */
class RecallModelTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final List<RecalledEvent> everything = new ArrayList<>();
    private @Nullable RecallRow row;

    /**
     * Events in and out of order, at the same moments, doubtful, with and without values, days late; a clock that leaps, and a bound that
     * is met often. Whatever is said to be whole is the truth, and whatever is not, is not too much.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void saysWhatAListOfEverythingSays(int seed) {
        var random = new Random(seed);
        var within = Duration.ofSeconds(1 + random.nextInt(1 << random.nextInt(18)));
        var recall = new RecallDefinition(
                "r", List.of("*"), "", "", within, random.nextBoolean() ? "data.v" : "", 1 + random.nextInt(20));
        var since = random.nextBoolean() ? Instant.EPOCH : NOON.plusSeconds(random.nextInt(10_000));
        var clock = NOON;
        for (int i = 0; i < 60; i++) {
            clock = clock.plusSeconds(random.nextInt(1 << random.nextInt(18)));
            long late = random.nextInt(5) == 0 ? random.nextInt(1 << random.nextInt(18)) : random.nextInt(3);
            var event = new RecalledEvent(
                    clock.minusSeconds(late),
                    recall.distinct().isEmpty() || random.nextInt(9) == 0 ? null : "v" + random.nextInt(4),
                    random.nextInt(12) == 0);
            if (!clock.isBefore(since)) {
                keep(recall, since, event, clock);
            }
            everything.add(event);
            var at = random.nextInt(4) == 0 ? clock.minusSeconds(random.nextInt(200_000)) : event.getAt();
            compare(recall, since, clock, at, seed + " " + i);
        }
    }

    private void keep(RecallDefinition recall, Instant since, RecalledEvent event, Instant clock) {
        var alive = alive(clock);
        row = RecallFold.after(
                alive, recall, alive == null ? RecallFold.forgottenTo(recall, since, clock) : since, event, clock);
        assertThat(row.getEvents())
                .hasSizeLessThanOrEqualTo(recall.most())
                .isSortedAccordingTo((a, b) -> a.getAt().compareTo(b.getAt()));
    }

    private @Nullable RecallRow alive(Instant clock) {
        return row == null || !row.getUntil().isAfter(clock) ? null : row;
    }

    private void compare(RecallDefinition recall, Instant since, Instant clock, Instant at, String where) {
        var alive = alive(clock);
        Recalled said = RecallFold.asOf(
                alive, recall, alive == null ? RecallFold.forgottenTo(recall, since, clock) : since, at, false);
        var window = everything.stream()
                .filter(event -> event.getAt().isAfter(at.minus(recall.within())))
                .filter(event -> !event.getAt().isAfter(at))
                .sorted((a, b) -> a.getAt().compareTo(b.getAt()))
                .toList();
        var certain = window.stream().filter(event -> !event.getDoubtful()).toList();
        var values = new LinkedHashSet<String>();
        certain.stream().filter(event -> event.getValue() != null).forEach(event -> values.add(event.getValue()));
        if (said.whole()) {
            assertThat(said.count()).as(where).isEqualTo(certain.size());
            assertThat(said.doubtful()).as(where).isEqualTo(window.size() - certain.size());
            assertThat(said.values()).as(where).containsExactlyElementsOf(values);
        } else {
            assertThat(said.count()).as(where).isLessThanOrEqualTo(certain.size());
            assertThat(values).as(where).containsAll(said.values());
        }
        if (said.lastIsKnown()) {
            assertThat(said.last())
                    .as(where)
                    .isEqualTo(certain.isEmpty() ? null : certain.getLast().getAt());
        }
        if (said.firstIsKnown()) {
            assertThat(said.first())
                    .as(where)
                    .isEqualTo(certain.isEmpty() ? null : certain.getFirst().getAt());
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 2_000);
    }
}
