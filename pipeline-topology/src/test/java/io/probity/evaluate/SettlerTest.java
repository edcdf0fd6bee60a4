package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.cel.Expressions;
import io.probity.leaf.Judged;
import io.probity.model.Adherence;
import io.probity.model.DefinitionRow;
import io.probity.model.Fact;
import io.probity.model.LeafRef;
import io.probity.model.Scope;
import io.probity.model.SubjectState;
import io.probity.wire.Store;
import io.probity.wire.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A subject that the clock and the rules move, in whatever steps time passes and wherever a process dies. */
class SettlerTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant EVENING = NOON.plus(Duration.ofHours(8));

    private final List<DefinitionRow> log = new ArrayList<>();

    SettlerTest() {
        publish("first", hourly("a", "1", "now.getHours() % 2 == 0", "2020-01-01T00:00:00Z"), NOON.minusSeconds(7200));
        // dated between two beats, so that it begins a rhythm of its own
        publish("second", hourly("a", "2", "now.getHours() % 2 == 1", "2026-03-02T14:20:00Z"), NOON);
        publish("third", hourly("b", "1", "now.getHours() % 3 == 0", "2020-01-01T00:30:00Z"), NOON.plusSeconds(3600));
        publish(
                "fourth",
                hourly("a", "3", "true", "2026-03-02T17:00:00Z").replace("severity: low", "retired: true"),
                NOON.plusSeconds(9_000));
        publish(
                "fifth",
                hourly("c", "1", "true", "2020-01-01T00:00:00Z")
                        .replace("severity: low", "evidence: [{field: n, ttl: PT5H}]"),
                NOON.plusSeconds(10_800));
    }

    /** One that settles with every tick is the measure; it lives through all of it. */
    private static List<String> expected(List<DefinitionRow> log) {
        var site = new Site();
        for (var at = NOON.minusSeconds(7200); !at.isAfter(EVENING); at = at.plusSeconds(60)) {
            site.live(log, at);
        }
        return site.told;
    }

    @Test
    void walksThroughBeatsAndTurnsInTheOrderOfTheirTimes() {
        assertThat(expected(log))
                .containsExactly(
                        "definition 2026-03-02T10:00:00Z a 1 PASS",
                        "timer 2026-03-02T11:00:00Z a 1 FAIL",
                        "timer 2026-03-02T12:00:00Z a 1 PASS",
                        "timer 2026-03-02T13:00:00Z a 1 FAIL",
                        "definition 2026-03-02T13:00:00Z b 1 FAIL",
                        "timer 2026-03-02T14:00:00Z a 1 PASS",
                        "timer 2026-03-02T14:20:00Z a 2 FAIL",
                        "definition 2026-03-02T15:00:00Z c 1 PASS",
                        "timer 2026-03-02T15:20:00Z a 2 PASS",
                        "timer 2026-03-02T15:30:00Z b 1 PASS",
                        "timer 2026-03-02T16:20:00Z a 2 FAIL",
                        "timer 2026-03-02T16:30:00Z b 1 FAIL",
                        "timer 2026-03-02T17:00:00Z c 1 STALE",
                        "timer 2026-03-02T17:00:00Z a 3 NOT_APPLICABLE",
                        "timer 2026-03-02T18:30:00Z b 1 PASS",
                        "timer 2026-03-02T19:30:00Z b 1 FAIL");
    }

    @ParameterizedTest(name = "steps of {0} s")
    @ValueSource(ints = {37, 1_200, 3_600, 5_000, 36_000})
    void comesToTheSameInStepsOfAnyLength(int seconds) {
        var site = new Site();
        for (var at = NOON.minusSeconds(7200); at.isBefore(EVENING); at = at.plusSeconds(seconds)) {
            site.live(log, at);
        }
        site.live(log, EVENING);

        assertThat(site.told).isEqualTo(expected(log));
    }

    /** Turns are made anew of the definitions alone, in one leap; rows and timers are what the stores kept. */
    @ParameterizedTest(name = "a restart every {0} s")
    @ValueSource(ints = {1_000, 3_600, 7_200})
    void comesToTheSameWhereverAProcessDied(int seconds) {
        var site = new Site();
        for (var at = NOON.minusSeconds(7200); at.isBefore(EVENING); at = at.plusSeconds(seconds)) {
            site.restart(log, at);
            site.live(log, at);
        }
        site.restart(log, EVENING);
        site.live(log, EVENING);

        assertThat(site.told).isEqualTo(expected(log));
    }

    /** A clock that stands for an hour past a beat, and then jumps: the timer is kept and not derived from the time. */
    @Test
    void aTimerIsOneRowForTheClockAndOneForTheSubject() {
        var site = new Site();
        site.live(log, NOON);
        assertThat(site.keys()).hasSize(2);
        site.live(log, NOON.plus(Duration.ofHours(7)));

        assertThat(site.keys()).as("b beats on").hasSize(2);
        assertThat(site.timers.due(null, EVENING, 9)).hasSize(1);
        assertThat(site.timers.due(null, NOON.plus(Duration.ofHours(7)), 9)).isEmpty();
    }

    private void publish(String name, String yaml, Instant logTime) {
        var file = CatalogFile.parse("test", yaml);
        assertThat(file.problems()).isEmpty();
        for (var definition : Definitions.publish(file.catalog(), name)) {
            log.add(new DefinitionRow(definition, 0, new LeafRef(1, 0, (long) log.size(), "d" + log.size()), logTime));
        }
    }

    private static String hourly(String id, String version, String expect, String from) {
        return "controls:\n  - id: " + id + "\n    version: \"" + version + "\"\n    effectiveFrom: " + from
                + "\n    severity: low\n    triggers: [{every: PT1H}]\n    expect: \"facts.n == 1 && " + expect
                + "\"\n";
    }

    /** A ledger of one subject: its stores outlive a process, its turns do not. */
    private static final class Site {
        private final KeyValueStore<String, SubjectState> subjects =
                open(Stores.inMemory().subjects());
        private final KeyValueStore<String, io.probity.model.TimerRow> rows =
                open(Stores.inMemory().timers());
        private final Timers timers = new Timers(rows);
        private final List<String> told = new ArrayList<>();
        private Turns turns = new Turns(new Expressions());
        private int taken;

        Site() {
            var fact = new Fact("1", NOON, "e1", "d1");
            subjects.put(
                    "acme|project/6",
                    new SubjectState(
                            "acme",
                            "project/6",
                            new Scope("project", "6", "group/app"),
                            Instant.EPOCH,
                            true,
                            0,
                            Map.of("n", fact),
                            Map.of(),
                            Map.of(),
                            null,
                            Map.of(),
                            List.of(),
                            null,
                            List.of()));
        }

        /** Time passes, and what was published up to it comes in, each at its own. */
        void live(List<DefinitionRow> log, Instant time) {
            while (taken < log.size() && !log.get(taken).getLogTime().isAfter(time)) {
                var row = log.get(taken++);
                turns.advance(row.getLogTime());
                turns.take(row);
            }
            turns.advance(time);
            settle(time);
        }

        void restart(List<DefinitionRow> log, Instant time) {
            turns = new Turns(new Expressions());
            log.subList(0, taken).forEach(turns::take);
            turns.advance(time);
        }

        private void settle(Instant time) {
            new Settler(turns, subjects, timers).settled(subjects.get("acme|project/6"), time, this::take);
        }

        /** As adhere does, as far as the next judgement sees it. */
        private void take(Judged judged) {
            var row = judged.before();
            var standings = new HashMap<>(row.getStandings());
            for (var verdict : judged.verdicts()) {
                var basis = judged.basis();
                told.add(basis.trigger() + " " + basis.at() + " " + verdict.control() + " " + verdict.version() + " "
                        + verdict.status());
                if (verdict.ended()) {
                    standings.remove(verdict.control());
                } else {
                    standings.put(verdict.control(), standing(judged, verdict));
                }
            }
            subjects.put(
                    row.getTenant() + '|' + row.getSubject(),
                    SubjectState.newBuilder(row).setStandings(standings).build());
        }

        private static Adherence standing(Judged judged, Judged.Verdict verdict) {
            var at = judged.basis().logTime();
            var row = judged.before();
            return new Adherence(
                    row.getTenant(),
                    row.getSubject(),
                    verdict.control(),
                    verdict.version(),
                    row.getScope().getPath(),
                    verdict.status(),
                    verdict.reason(),
                    at,
                    at,
                    at,
                    verdict.factAt(),
                    0,
                    judged.basis().leaf(),
                    verdict.requirements(),
                    verdict.evidence(),
                    verdict.exemption());
        }

        private List<String> keys() {
            var keys = new ArrayList<String>();
            try (var each = rows.all()) {
                each.forEachRemaining(it -> keys.add(it.key));
            }
            return keys;
        }

        private static <V> KeyValueStore<String, V> open(Store<String, V> store) {
            var context = new MockProcessorContext<Void, Void>();
            var opened = store.persistent().withLoggingDisabled().build();
            opened.init(context.getStateStoreContext(), opened);
            return opened;
        }
    }
}
