package io.probity.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.app.LedgerUnderTest;
import io.probity.wire.Stores;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes in whatever order: the ledger says what a plain program says that looks at all of it each time anew. */
class RandomHistoriesTest {
    /** 100,000 in {@code ./probity soak histories}. */
    private static final int HISTORIES = Integer.getInteger("probity.chaos.histories", 10_000);

    private static final long FIRST = Long.getLong("probity.chaos.seed", 1);

    @TempDir
    private Path folder;

    /** What was compared. */
    private record Tally(
            int histories, int lines, int standings, int intervals, int waits, int recalled, int violations) {
        static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0);

        Tally plus(Tally more) {
            return new Tally(
                    histories + more.histories,
                    lines + more.lines,
                    standings + more.standings,
                    intervals + more.intervals,
                    waits + more.waits,
                    recalled + more.recalled,
                    violations + more.violations);
        }
    }

    @Test
    void standInMemoryAsAPlainProgramSays() {
        compare("in memory", Stores.inMemory(), HISTORIES);
    }

    @Test
    void standOnDiskAsAPlainProgramSays() {
        compare("on RocksDB", Stores.standard(), Math.max(Math.min(50, HISTORIES), HISTORIES / 200));
    }

    private void compare(String where, Stores stores, int histories) {
        long began = System.nanoTime();
        int parts = Runtime.getRuntime().availableProcessors();
        var tally = IntStream.range(0, parts)
                .parallel()
                .mapToObj(part -> compare(stores, part, parts, histories))
                .reduce(Tally.NONE, Tally::plus);
        System.out.printf(
                "RandomHistoriesTest: %,d histories %s from seed %d, %,d lines: %,d standings, %,d intervals of"
                        + " non-adherence, %,d of waiting, %,d verdicts by what is recalled and %,d violations are the"
                        + " batch program's, in %.1f s%n",
                tally.histories,
                where,
                FIRST,
                tally.lines,
                tally.standings,
                tally.intervals,
                tally.waits,
                tally.recalled,
                tally.violations,
                (System.nanoTime() - began) / 1e9);
        assertThat(tally.histories).isEqualTo(histories);
        if (histories >= 50) {
            assertThat(tally.violations).as("what is found").isGreaterThan(histories / 4);
            assertThat(tally.waits).as("what waits").isGreaterThan(histories / 20);
            assertThat(tally.recalled).as("what is recalled").isGreaterThan(histories / 20);
        }
    }

    /** Every so-many-th of the histories. */
    private Tally compare(Stores stores, int part, int parts, int histories) {
        var tally = Tally.NONE;
        try (var ledger = new LedgerUnderTest(stores, folder.resolve("part-" + part))) {
            for (long seed = FIRST + part; seed < FIRST + histories; seed += parts) {
                var history = Histories.of(seed);
                var expected = Batch.of(history, true);
                if (differs(ledger, history)) {
                    tell(ledger, seed, history);
                }
                tally = tally.plus(new Tally(
                        1,
                        history.size(),
                        expected.standings(),
                        expected.intervals().size(),
                        expected.waits(),
                        expected.recalled(),
                        expected.violations()));
            }
        }
        return tally;
    }

    private static boolean differs(LedgerUnderTest ledger, List<Line> history) {
        return !Comparison.said(ledger, history)
                .lines()
                .equals(Batch.of(history, true).lines());
    }

    private static void tell(LedgerUnderTest ledger, long seed, List<Line> history) {
        var least = Comparison.shrunk(history, log -> differs(ledger, log));
        var words = new ArrayList<String>();
        words.add("seed " + seed + ", again with -Dprobity.chaos.seed=" + seed
                + " -Dprobity.chaos.histories=1; of it this is enough:");
        least.forEach(line -> words.add("  " + line));
        assertThat(Comparison.said(ledger, least).lines())
                .as("%s", String.join("\n", words))
                .containsExactlyElementsOf(Batch.of(least, true).lines());
    }
}
