package io.probity.evaluate;

import io.probity.evaluate.catalog.ScopeDefinition;
import io.probity.evaluate.catalog.ScopeRef;
import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import io.probity.model.Scope;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Thread time of asking whether a scope covers another, by words and by a unit, and of making the tables of a tree. Not a test; run
 * its main from pipeline-topology with the test class path.
 */
final class UnitsSpeed {
    private static final int ROUNDS = 9;
    private static final int ASKED = 1_000_000;
    private static final Instant MAY = Instant.parse("2026-05-01T00:00:00Z");
    private static final Scope SCOPE = new Scope("project", "6", "acme/unit-3/project-0/app");
    private static final Scope OTHER = new Scope("project", "6", "other/unit-3/project-0/app");

    private static int yes;

    private UnitsSpeed() {}

    public static void main(String[] arguments) {
        var plain = new ScopeRef(null, null, "acme/unit-3");
        System.out.printf("by words: %.0f ns%n", nanos(Units.NONE, plain, SCOPE, true));
        for (int members : new int[] {1, 10, 1_000}) {
            var units = tree(10, members);
            System.out.printf(
                    "by a unit of %,d members: leaf %.0f ns, root of 10 units %.0f ns, not covered %.0f ns, asked again %.0f ns%n",
                    members,
                    nanos(units, ScopeRef.ofUnit("u3"), SCOPE, true),
                    nanos(units, ScopeRef.ofUnit("u0"), SCOPE, true),
                    nanos(units, ScopeRef.ofUnit("u0"), OTHER, true),
                    nanos(units, ScopeRef.ofUnit("u0"), SCOPE, false));
        }
        for (int count : new int[] {100, 1_000}) {
            System.out.printf("tables of %,d units of 10 members: %.1f ms%n", count, build(count));
        }
        if (yes == 0) {
            throw new IllegalStateException("nothing was covered");
        }
    }

    /**
     * @param anew every time a scope that was not asked of before; else the same, as of the controls of one event
     */
    private static double nanos(Units units, ScopeRef ref, Scope asked, boolean anew) {
        var other = new Scope(asked.getKind(), asked.getId(), asked.getPath());
        var times = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long before = time();
            for (int i = 0; i < ASKED; i++) {
                yes += units.covers(ref, anew && i % 2 == 0 ? other : asked, MAY) ? 1 : 0;
            }
            times[round] = (time() - before) / (double) ASKED;
        }
        Arrays.sort(times);
        return times[ROUNDS / 2];
    }

    private static double build(int count) {
        var times = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long before = time();
            yes += tree(count, 10).times().size();
            times[round] = (time() - before) / 1e6;
        }
        Arrays.sort(times);
        return times[ROUNDS / 2];
    }

    /** Each unit has ten below it. */
    private static Units tree(int count, int members) {
        var next = ScopeBook.NONE.next(1);
        for (int i = 0; i < count; i++) {
            int unit = i;
            @Nullable String parent = i == 0 ? null : "u" + (i - 1) / 10;
            var paths = IntStream.range(0, members)
                    .mapToObj(it -> new ScopeRef(null, null, "acme/unit-" + unit + "/project-" + it))
                    .toList();
            var definition =
                    new ScopeDefinition("u" + i, "1", Instant.EPOCH, "", "", parent, List.copyOf(paths), false);
            next.add(
                    new Definition(DefinitionKind.SCOPE, "u" + i, "1", Instant.EPOCH, false, "", "p", 0, null),
                    definition);
        }
        return next.book().units();
    }

    private static long time() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
