package io.probity.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.app.LedgerOnBroker;
import io.probity.batch.Line.Heard;
import io.probity.rig.EnginesHere;
import io.probity.rig.KafkaBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same on a real broker: each of four partitions is a log of its own, with all definitions and ticks and its subjects. */
class RandomHistoriesIT {
    private static final int HISTORIES = 5;
    private static final int PARTITIONS = 4;
    private static final long FIRST = Long.getLong("probity.chaos.seed", 1);

    @TempDir
    private Path folder;

    @Test
    void standInEachPartitionAsAPlainProgramSays() throws Exception {
        var engines = EnginesHere.orSkip();
        var seeds = LongStream.iterate(FIRST, seed -> seed + 1)
                .filter(seed -> isRich(Histories.of(seed)))
                .limit(HISTORIES)
                .toArray();
        int partitions = 0;
        int violations = 0;
        int recalled = 0;
        for (long seed : seeds) {
            var place = folder.resolve("of-" + seed);
            try (var broker = KafkaBroker.start(engines, place.resolve("broker"));
                    var ledger = new LedgerOnBroker(place, broker.bootstrapServers(), PARTITIONS)) {
                var logs = send(ledger, Histories.of(seed));
                ledger.await();
                for (int i = 0; i < PARTITIONS; i++) {
                    var expected = Batch.of(logs.get(i), i == 0);
                    var said = Comparison.outcome(ledger.adherence(i), ledger.changes(i), ledger.violations(i));
                    assertThat(said.lines())
                            .as("seed %d, partition %d", seed, i)
                            .containsExactlyElementsOf(expected.lines());
                    partitions += logs.get(i).stream().anyMatch(Heard.class::isInstance) ? 1 : 0;
                    violations += expected.violations();
                    recalled += expected.recalled();
                }
            }
        }
        System.out.printf(
                "RandomHistoriesIT: seeds %s on a broker with %d partitions; %d of them had subjects, and %d verdicts by"
                        + " what is recalled and %d violations are the batch program's%n",
                List.of(LongStream.of(seeds).boxed().toArray()), PARTITIONS, partitions, recalled, violations);
        assertThat(partitions).as("partitions with subjects").isGreaterThan(HISTORIES);
        assertThat(violations).as("what is found").isPositive();
        assertThat(recalled).as("what is recalled").isPositive();
    }

    /** Of several subjects of which a few were found to breach something, and some by what came before. */
    private static boolean isRich(List<Line> history) {
        long subjects = history.stream()
                .filter(Heard.class::isInstance)
                .map(line -> ((Heard) line).subject())
                .distinct()
                .count();
        var expected = Batch.of(history, true);
        return subjects >= 3 && expected.violations() >= 3 && expected.recalled() > 0;
    }

    /** What each partition's log holds then. */
    private static List<List<Line>> send(LedgerOnBroker ledger, List<Line> history) {
        var logs = new ArrayList<List<Line>>();
        for (int i = 0; i < PARTITIONS; i++) {
            logs.add(new ArrayList<>());
        }
        for (var line : history) {
            var key = Writer.key(line);
            ledger.take(key, Writer.entry(line));
            for (int i = 0; i < PARTITIONS; i++) {
                if (key.everywhere() || i == ledger.partition(key)) {
                    logs.get(i).add(line);
                }
            }
        }
        return logs;
    }
}
