package io.probity.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProofsTest {
    private static final SampleLog LOG = new SampleLog(1200);
    private static final TileTree TREE = LOG.tree();
    private static final List<TreeHash> ROOTS = roots();

    private static List<TreeHash> roots() {
        var roots = new ArrayList<TreeHash>();
        var frontier = new Frontier();
        roots.add(frontier.root());
        for (var leaf : LOG.leaves) {
            frontier.append(leaf);
            roots.add(frontier.root());
        }
        return roots;
    }

    @Test
    void proveEveryLeafOfEveryTreeTo300AndNoLeafBesideIt() {
        for (int size = 1; size <= 300; size++) {
            for (int index = 0; index < size; index++) {
                var proof = TREE.inclusion(index, size);
                var what = "leaf " + index + " of " + size;

                assertThat(proof.holds(LOG.leaves.get(index), ROOTS.get(size)))
                        .as(what)
                        .isTrue();
                assertThat(proof.holds(LOG.leaves.get(index + 1), ROOTS.get(size)))
                        .as(what)
                        .isFalse();
                assertThat(proof.holds(LOG.leaves.get(index), ROOTS.get(size - 1)))
                        .as(what)
                        .isFalse();
            }
        }
    }

    @Test
    void proveThatEveryTreeTo300ExtendsEverySmallerOne() {
        for (int later = 0; later <= 300; later++) {
            for (int earlier = 0; earlier <= later; earlier++) {
                var proof = TREE.consistency(earlier, later);
                var what = earlier + " to " + later;

                assertThat(proof.holds(ROOTS.get(earlier), ROOTS.get(later)))
                        .as(what)
                        .isTrue();
                assertThat(proof.holds(ROOTS.get(earlier + 1), ROOTS.get(later)))
                        .as(what)
                        .isFalse();
                if (earlier > 0) {
                    assertThat(proof.holds(ROOTS.get(earlier), ROOTS.get(later + 1)))
                            .as(what)
                            .isFalse();
                }
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void holdNoInclusionProofThatWasChanged(int seed) {
        var random = new Random(seed);
        int size = 2 + random.nextInt(1199);
        int index = random.nextInt(size);
        var leaf = LOG.leaves.get(index);
        var right = TREE.inclusion(index, size).hashes();

        refusedWhereChanged(right, hashes -> inclusionHolds(index, size, hashes, leaf, ROOTS.get(size)));
        for (int other = 0; other < 1200; other++) {
            if (other != index) {
                assertThat(inclusionHolds(other, size, right, leaf, ROOTS.get(size)))
                        .as("leaf " + index + " of " + size + " as leaf " + other)
                        .isFalse();
            }
            if (other != size) {
                assertThat(inclusionHolds(index, other, right, leaf, ROOTS.get(other)))
                        .as("leaf " + index + " of " + size + " as of " + other)
                        .isFalse();
            }
        }
        for (long absurd : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(inclusionHolds(absurd, size, right, leaf, ROOTS.get(size)))
                    .isFalse();
            assertThat(inclusionHolds(index, absurd, right, leaf, ROOTS.get(size)))
                    .isFalse();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void holdNoConsistencyProofThatWasChanged(int seed) {
        var random = new Random(seed);
        int later = 2 + random.nextInt(1199);
        int earlier = 1 + random.nextInt(later - 1);
        var right = TREE.consistency(earlier, later).hashes();

        refusedWhereChanged(
                right, hashes -> consistencyHolds(earlier, later, hashes, ROOTS.get(earlier), ROOTS.get(later)));
        assertThat(consistencyHolds(later, earlier, right, ROOTS.get(later), ROOTS.get(earlier)))
                .isFalse();
        for (int other = 0; other <= 1200; other++) {
            if (other != earlier) {
                assertThat(consistencyHolds(other, later, right, ROOTS.get(other), ROOTS.get(later)))
                        .as(earlier + " to " + later + " as from " + other)
                        .isFalse();
            }
            if (other != later) {
                assertThat(consistencyHolds(earlier, other, right, ROOTS.get(earlier), ROOTS.get(other)))
                        .as(earlier + " to " + later + " as to " + other)
                        .isFalse();
            }
        }
        for (long absurd : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(consistencyHolds(absurd, later, right, ROOTS.get(earlier), ROOTS.get(later)))
                    .isFalse();
            assertThat(consistencyHolds(earlier, absurd, right, ROOTS.get(earlier), ROOTS.get(later)))
                    .isFalse();
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    /** Every bit flipped; hashes left out, put in, doubled, swapped. */
    private static void refusedWhereChanged(List<TreeHash> right, Predicate<List<TreeHash>> holds) {
        assertThat(holds.test(right)).isTrue();
        for (int i = 0; i < right.size(); i++) {
            for (int bit = 0; bit < 8 * TreeHash.BYTES; bit++) {
                var bytes = right.get(i).bytes();
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
                var flipped = new ArrayList<>(right);
                flipped.set(i, TreeHash.of(bytes));
                assertThat(holds.test(flipped))
                        .as("bit " + bit + " of hash " + i)
                        .isFalse();
            }
            var shorter = new ArrayList<>(right);
            shorter.remove(i);
            assertThat(holds.test(shorter)).as("without hash " + i).isFalse();
            var swapped = new ArrayList<>(right);
            swapped.set(i, swapped.set((i + 1) % right.size(), right.get(i)));
            assertThat(swapped.equals(right) || !holds.test(swapped))
                    .as("hash " + i + " swapped")
                    .isTrue();
        }
        for (int i = 0; i <= right.size(); i++) {
            for (var more : List.of(Rfc6962.emptyRoot(), right.isEmpty() ? ROOTS.get(9) : right.get(0))) {
                var longer = new ArrayList<>(right);
                longer.add(i, more);
                assertThat(holds.test(longer)).as("one more at " + i).isFalse();
            }
        }
        assertThat(right.isEmpty() || !holds.test(List.of())).isTrue();
    }

    private static boolean inclusionHolds(long index, long size, List<TreeHash> hashes, TreeHash leaf, TreeHash root) {
        try {
            return new InclusionProof(index, size, hashes).holds(leaf, root);
        } catch (TreeFormatException e) {
            return false;
        }
    }

    private static boolean consistencyHolds(
            long earlier, long later, List<TreeHash> hashes, TreeHash earlierRoot, TreeHash laterRoot) {
        try {
            return new ConsistencyProof(earlier, later, hashes).holds(earlierRoot, laterRoot);
        } catch (TreeFormatException e) {
            return false;
        }
    }

    @Test
    void sayHowManyHashesThereShouldBe() {
        assertThatThrownBy(() -> new InclusionProof(5, 8, List.of()))
                .isInstanceOf(TreeFormatException.class)
                .hasMessage("inclusion proof of leaf 5 in 8: 0 hashes instead of 3");
        assertThatThrownBy(() -> new ConsistencyProof(6, 8, List.of()))
                .isInstanceOf(TreeFormatException.class)
                .hasMessage("consistency proof from 6 to 8: 0 hashes instead of 3");
        assertThatThrownBy(() -> new InclusionProof(0, 0, List.of()))
                .isInstanceOf(TreeFormatException.class)
                .hasMessage("inclusion proof: no leaf 0 in a tree of 0 leaves");
        assertThatThrownBy(() -> new ConsistencyProof(3, 2, List.of()))
                .isInstanceOf(TreeFormatException.class)
                .hasMessage("consistency proof: from size 3 to size 2");
    }

    @Test
    void areOfLeavesAndSizesThatThereAre() {
        for (var absent :
                List.of(new long[] {8, 8}, new long[] {-1, 8}, new long[] {0, 0}, new long[] {0, -1}, new long[] {
                    0, Long.MIN_VALUE
                })) {
            for (int count = 0; count <= 128; count++) {
                var hashes = Collections.nCopies(count, ROOTS.get(1));
                assertThatThrownBy(() -> new InclusionProof(absent[0], absent[1], hashes))
                        .isInstanceOf(TreeFormatException.class)
                        .hasMessage("inclusion proof: no leaf " + absent[0] + " in a tree of " + absent[1] + " leaves");
            }
        }
        for (var absent : List.of(new long[] {-1, 8}, new long[] {9, 8}, new long[] {-2, -1})) {
            for (int count = 0; count <= 128; count++) {
                var hashes = Collections.nCopies(count, ROOTS.get(1));
                assertThatThrownBy(() -> new ConsistencyProof(absent[0], absent[1], hashes))
                        .isInstanceOf(TreeFormatException.class)
                        .hasMessage("consistency proof: from size " + absent[0] + " to size " + absent[1]);
            }
        }
    }

    @Test
    void haveAtMost63HashesInTheLargestTree() {
        var hashes = new ArrayList<TreeHash>();
        IntStream.range(0, 63).forEach(i -> hashes.add(ROOTS.get(i)));
        var root = new InclusionProof(0, Long.MAX_VALUE, hashes).root(ROOTS.get(64));

        assertThat(new InclusionProof(0, Long.MAX_VALUE, hashes).holds(ROOTS.get(64), root))
                .isTrue();
        hashes.add(ROOTS.get(63));
        assertThatThrownBy(() -> new InclusionProof(0, Long.MAX_VALUE, hashes))
                .hasMessageEndingWith("64 hashes instead of 63");
    }

    @Test
    void letEveryTreeExtendTheEmptyOneAndNoOtherRootOfSizeZero() {
        assertThat(new ConsistencyProof(0, 7, List.of()).holds(Rfc6962.emptyRoot(), ROOTS.get(7)))
                .isTrue();
        assertThat(new ConsistencyProof(0, 7, List.of()).holds(ROOTS.get(7), ROOTS.get(7)))
                .isFalse();
        assertThat(new ConsistencyProof(0, 0, List.of()).holds(Rfc6962.emptyRoot(), ROOTS.get(7)))
                .isFalse();
        assertThatThrownBy(() -> new ConsistencyProof(0, 7, List.of(ROOTS.get(1))))
                .isInstanceOf(TreeFormatException.class);
    }

    @Test
    void areNotMadeForWhatTheTreeDoesNotHave() {
        assertThatThrownBy(() -> TREE.inclusion(300, 300)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TREE.inclusion(-1, 300)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TREE.inclusion(0, 1201)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TREE.inclusion(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TREE.consistency(301, 300)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TREE.consistency(-1, 300)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TREE.consistency(300, 1201)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TREE.leaf(1200)).isInstanceOf(IllegalArgumentException.class);
        assertThat(TREE.leaf(1199)).isEqualTo(LOG.leaves.get(1199));
    }
}
