package io.probity.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TreeBuilderTest {
    private static final SampleLog LOG = new SampleLog(1200);
    private static final List<TreeHash> MANY = IntStream.range(0, 70_000)
            .mapToObj(i -> Rfc6962.leaf(new byte[] {(byte) i, (byte) (i >> 8), (byte) (i >> 16)}))
            .toList();

    @Test
    void hasTheRootThatTheDefinitionHasAtEverySizeTo1200() {
        var builder = new TreeBuilder();
        var tree = LOG.tree();
        for (int size = 1; size <= 1200; size++) {
            builder.append(LOG.leaves.get(size - 1));
            var expected = SampleLog.naiveRoot(LOG.leaves.subList(0, size));

            assertThat(builder.root()).as("built, size " + size).isEqualTo(expected);
            assertThat(tree.root(size))
                    .as("read from the tiles of 1200, size " + size)
                    .isEqualTo(expected);
            assertThat(Frontier.fromBytes(builder.frontier().toBytes()).root())
                    .as("written and read, size " + size)
                    .isEqualTo(expected);
        }
    }

    @Test
    void handsOutJustTheTilesThatEveryTreeHasAndEachFullOneOnce() {
        var builder = new TreeBuilder();
        var have = new HashMap<TileCoordinate, byte[]>();
        for (int size = 1; size <= 1200; size++) {
            for (var tile : builder.append(LOG.leaves.get(size - 1))) {
                assertThat(have.put(tile.at(), tile.bytes()))
                        .as(tile + " again")
                        .isNull();
            }
            var all = new HashMap<>(have);
            builder.edge().forEach(tile -> all.put(tile.at(), tile.bytes()));

            var tree = new TileTree(size, at -> Optional.ofNullable(all.get(at)));
            assertThat(tree.root(size)).as("size " + size).isEqualTo(builder.root());
            assertThat(TileCoordinate.grown(0, size))
                    .as("size " + size)
                    .containsExactlyInAnyOrderElementsOf(all.keySet());
        }
    }

    /** The example of tlog-tiles, section "Partial Tiles". */
    @Test
    void has275TilesOfLevelsZeroToTwoFor70000Leaves() {
        var builder = new TreeBuilder();
        var full = new HashMap<Integer, Integer>();
        for (var leaf : MANY) {
            builder.append(leaf).forEach(tile -> full.merge(tile.at().level(), 1, Integer::sum));
        }

        assertThat(full).isEqualTo(Map.of(0, 273, 1, 1));
        assertThat(builder.edge())
                .extracting(tile -> tile.at().path())
                .containsExactly("tile/2/000.p/1", "tile/1/001.p/17", "tile/0/273.p/112");
    }

    @Test
    void hashesTwicePerLeafLessTheSubtreesThatStandOpen() {
        var frontier = new Frontier();
        var hashes = new int[1];
        MANY.forEach(leaf -> frontier.append(leaf, (level, hash) -> hashes[0]++));

        assertThat(hashes[0]).isEqualTo(2 * 70_000 - Long.bitCount(70_000));
    }

    @Test
    void makesTheSameTilesAfterACrashAtAnyLeaf() {
        var straight = tiles(new TreeBuilder(), LOG.leaves);
        var before = new TreeBuilder();
        for (int size = 0; size <= 1200; size++) {
            var edge = new HashMap<TileCoordinate, byte[]>();
            before.edge().forEach(tile -> edge.put(tile.at(), tile.bytes()));
            var resumed = TreeBuilder.resume(
                    Frontier.fromBytes(before.frontier().toBytes()), at -> Optional.ofNullable(edge.get(at)));
            var crashedAt = size;
            var since = tiles(resumed, LOG.leaves.subList(size, 1200));

            assertThat(since)
                    .as("crash at leaf " + size)
                    .allSatisfy((at, bytes) -> assertThat(bytes)
                            .as(at + " after a crash at leaf " + crashedAt)
                            .isEqualTo(straight.get(at)));
            assertThat(since.keySet())
                    .as("crash at leaf " + size)
                    .containsAll(TileCoordinate.grown(size, 1200).toList());
            if (size < 1200) {
                before.append(LOG.leaves.get(size));
            }
        }
    }

    /** Any number of crashes, each back to a state that was kept some leaves before. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void makesTheSameTilesThroughManyCrashes(int seed) {
        var random = new Random(seed);
        var made = new HashMap<TileCoordinate, byte[]>();
        var builder = new TreeBuilder();
        var kept = builder.frontier();
        List<Tile> keptEdge = builder.edge();
        while (builder.size() < 66_000) {
            for (int i = random.nextInt(3000); i > 0 && builder.size() < 66_000; i--) {
                for (var tile : builder.append(MANY.get((int) builder.size()))) {
                    var earlier = made.put(tile.at(), tile.bytes());
                    assertThat(earlier == null ? tile.bytes() : earlier)
                            .as("" + tile)
                            .isEqualTo(tile.bytes());
                }
            }
            if (random.nextBoolean()) {
                kept = builder.frontier();
                keptEdge = builder.edge();
            } else if (random.nextInt(3) == 0) {
                var edge = new HashMap<TileCoordinate, byte[]>();
                keptEdge.forEach(tile -> edge.put(tile.at(), tile.bytes()));
                builder = TreeBuilder.resume(kept, at -> Optional.ofNullable(edge.get(at)));
            }
        }

        builder.edge().forEach(tile -> made.put(tile.at(), tile.bytes()));
        assertThat(new TileTree(66_000, at -> Optional.ofNullable(made.get(at))).root(66_000))
                .isEqualTo(SampleLog.naiveRoot(MANY.subList(0, 66_000)));
    }

    static IntStream seeds() {
        return IntStream.range(0, 10);
    }

    @Test
    void doesNotResumeFromTilesThatAreNotTheFrontiers() {
        var builder = new TreeBuilder();
        LOG.leaves.subList(0, 300).forEach(builder::append);
        var edge = new HashMap<TileCoordinate, byte[]>();
        builder.edge().forEach(tile -> edge.put(tile.at(), tile.bytes()));
        var frontier = builder.frontier();
        edge.values().forEach(bytes -> bytes[bytes.length - 1] ^= 1);

        assertThatThrownBy(() -> TreeBuilder.resume(frontier, at -> Optional.ofNullable(edge.get(at))))
                .isInstanceOf(TreeFormatException.class)
                .hasMessageContaining("tiles at the edge of 300 leaves");

        edge.remove(new TileCoordinate(0, 1, 44));
        assertThatThrownBy(() -> TreeBuilder.resume(frontier, at -> Optional.ofNullable(edge.get(at))))
                .isInstanceOf(TreeFormatException.class)
                .hasMessage("tile/0/001.p/44: is not there");
    }

    @Test
    void readsNoFrontierOfAnotherLengthOrOfTooManyLeaves() {
        var builder = new TreeBuilder();
        LOG.leaves.subList(0, 7).forEach(builder::append);
        var bytes = builder.frontier().toBytes();

        for (int length = 0; length < bytes.length; length++) {
            var cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Frontier.fromBytes(cut)).isInstanceOf(TreeFormatException.class);
        }
        assertThatThrownBy(() -> Frontier.fromBytes(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(TreeFormatException.class);
        bytes[0] = (byte) 0x80;
        assertThatThrownBy(() -> Frontier.fromBytes(bytes))
                .isInstanceOf(TreeFormatException.class)
                .hasMessageContaining("size 2^63 or more (9223372036854775815)");
    }

    /** Nobody has so many leaves, but a store may claim them. */
    @Test
    void refusesTheLeafThatASignedLongCannotCount() {
        var bytes = new byte[8 + 63 * 32];
        Arrays.fill(bytes, 0, 8, (byte) 0xFF);
        bytes[0] = 0x7F;
        var frontier = Frontier.fromBytes(bytes);

        assertThat(frontier.size()).isEqualTo(Long.MAX_VALUE);
        assertThat(frontier.toBytes()).isEqualTo(bytes);
        assertThatThrownBy(() -> frontier.append(MANY.get(0))).isInstanceOf(IllegalStateException.class);
    }

    private static Map<TileCoordinate, byte[]> tiles(TreeBuilder builder, List<TreeHash> leaves) {
        var tiles = new ArrayList<Tile>();
        leaves.forEach(leaf -> tiles.addAll(builder.append(leaf)));
        tiles.addAll(builder.edge());
        var bytes = new HashMap<TileCoordinate, byte[]>();
        tiles.forEach(tile -> bytes.put(tile.at(), tile.bytes()));
        return bytes;
    }
}
