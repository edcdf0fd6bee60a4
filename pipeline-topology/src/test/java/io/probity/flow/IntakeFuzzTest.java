package io.probity.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.AuditEvent;
import io.probity.model.Entry;
import io.probity.model.LeafKind;
import io.probity.model.Reason;
import io.probity.model.Rejection;
import io.probity.model.SealedEntry;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Twenty-one thousand spoiled records through the whole pipeline, in runs of a thousand. Whatever comes, the pipeline goes on, and
 * each item of a record has one outcome: it is an event (or a repeat of one), or it is refused, whole and without the items
 * beside it, for a reason that is the right one where only one is right. What comes out is bounded by what came in, and each
 * run sees every reason that the intake can give. {@code
 * -Dprobity.chaos.mutations=1000000} makes a long run of it, from the seed {@code probity.chaos.seed} on.
 */
class IntakeFuzzTest {
    private static final int RECORDS = 1_000;
    private static final int FIRST_SEED = Integer.getInteger("probity.chaos.seed", 0);
    private static final int RUNS = Math.ceilDiv(Integer.getInteger("probity.chaos.mutations", 21_000), RECORDS);

    /** What a record may become in the log and among the refusals: so many times itself, and so much for each leaf. */
    private static final long MOST_OF_A_BYTE = 8;

    private static final long MOST_OF_A_LEAF = 8 << 10;

    /** What no record can bring about. */
    private static final Map<Reason, String> OUT_OF_REACH = Map.of(
            Reason.UNKNOWN_SOURCE,
            "the topics that are read are bound to sources when the program starts, and it does not start on an unknown one",
            Reason.UNKNOWN,
            "stands for what a newer version writes; nobody writes it");

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyItemHasOneOutcomeAndTheReasonIsRight(int seed) {
        var seen = EnumSet.noneOf(Reason.class);
        try (var pipeline = new PipelineUnderTest(Map.of("validate.max.age", Mutations.MAX_AGE.toString()))) {
            pipeline.publishShipped();
            pipeline.forget();
            var mutations = new Mutations(seed, pipeline);
            for (int i = 0; i < RECORDS; i++) {
                var mutation = mutations.next();
                pipeline.receive(mutation.topic(), null, mutation.value(), Map.of());
                var leaves = pipeline.sealed();
                var refused = pipeline.rejected();
                check(mutation, leaves, refused, "seed " + seed + ", record " + i);
                assertThat(Weight.of(pipeline.topics().sealed(), leaves)
                                + Weight.of(pipeline.topics().rejected(), refused))
                        .as("seed %d, record %d: %s", seed, i, mutation.fault())
                        .isLessThan(MOST_OF_A_BYTE * mutation.value().length + MOST_OF_A_LEAF * leaves.size());
                refused.forEach(it -> seen.add(it.getReason()));
            }
            assertThat(EnumSet.complementOf(seen))
                    .as("reasons that seed %d did not see", seed)
                    .isEqualTo(OUT_OF_REACH.keySet());
            pipeline.balance()
                    .values()
                    .forEach(it -> assertThat(it.getReceived())
                            .as(it.getSource())
                            .isEqualTo(it.getAccepted() + it.getDuplicate() + it.getRefused()));
        }
    }

    static IntStream seeds() {
        return IntStream.range(FIRST_SEED, FIRST_SEED + RUNS);
    }

    private static void check(Mutation mutation, List<SealedEntry> leaves, List<Rejection> refused, String which) {
        var name = which + ": " + mutation.fault() + " on " + mutation.topic();
        var items = leaves.stream()
                .filter(leaf -> leaf.getKind() != LeafKind.MENTION && !isMention(leaf))
                .map(leaf -> entry(leaf).getOrigin().getItem())
                .toList();
        assertThat(items).as(name).isNotEmpty().doesNotHaveDuplicates();
        assertThat(new HashSet<>(items))
                .as(name)
                .isEqualTo(
                        new HashSet<>(IntStream.range(0, items.size()).boxed().toList()));
        assertThat(leaves.stream().filter(leaf -> leaf.getKind() == LeafKind.REJECTION))
                .as(name)
                .hasSameSizeAs(refused);
        for (var rejection : refused) {
            assertThat(rejection.getReason()).as(name).isNotEqualTo(Reason.UNKNOWN);
            assertThat(mutation.reasons())
                    .as("%s: %s", name, rejection.getDetail())
                    .contains(rejection.getReason());
            assertThat(rejection.getDetail()).asString().as(name).isNotBlank();
            var kept = items.size() == 1
                    ? mutation.value()
                    : mutation.item(rejection.getOrigin().getItem());
            assertThat(rejection.getValue()).as(name).isEqualTo(ByteBuffer.wrap(kept));
        }
        if (mutation.certain()) {
            assertThat(refused).as(name).hasSameSizeAs(items);
        }
    }

    /** A repeat of a mention is a duplicate of the mention, and only what it holds tells it from one of an event. */
    private static boolean isMention(SealedEntry leaf) {
        return leaf.getKind() == LeafKind.DUPLICATE && !(entry(leaf).getBody() instanceof AuditEvent);
    }

    private static Entry entry(SealedEntry leaf) {
        return Objects.requireNonNull(leaf.getEntry());
    }

    @AfterAll
    static void tellThePeak() {
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
        System.out.printf(
                "IntakeFuzzTest: %d records from seed %d on, heap at its peak %d MiB%n",
                RUNS * RECORDS, FIRST_SEED, peak >> 20);
    }
}
