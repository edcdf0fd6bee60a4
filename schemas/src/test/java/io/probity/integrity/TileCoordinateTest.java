package io.probity.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileCoordinateTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 256, tile/0/000",
        "0, 1234067, 256, tile/0/x001/x234/067",
        "0, 273, 112, tile/0/273.p/112",
        "1, 999, 1, tile/1/999.p/1",
        "1, 1000, 255, tile/1/x001/000.p/255",
        "63, 9223372036854775807, 256, tile/63/x009/x223/x372/x036/x854/x775/807",
        "-1, 1000000, 17, tile/entries/x001/x000/000.p/17",
    })
    void hasOnePathWhichIsReadBack(int level, long index, int width, String path) {
        var at = new TileCoordinate(level, index, width);

        assertThat(at.path()).isEqualTo(path);
        assertThat(TileCoordinate.parse(path)).isEqualTo(at);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile",
                "tile/",
                "tile/0",
                "tile/0/",
                "/tile/0/000",
                "tile//000",
                "tile/00/000",
                "tile/01/000",
                "tile/-1/000",
                "tile/+1/000",
                "tile/64/000",
                "tile/8/0/000",
                "tile/data/000",
                "tile/Entries/000",
                "tile/0/0",
                "tile/0/00",
                "tile/0/0000",
                "tile/0/x000/001",
                "tile/0/000/001",
                "tile/0/x001/x001",
                "tile/0/X001/001",
                "tile/0/x001/001/",
                "tile/0/x0010001",
                "tile/0/x001x234/067",
                "tile/0/000.p",
                "tile/0/000.p/",
                "tile/0/000.p/0",
                "tile/0/000.p/01",
                "tile/0/000.p/256",
                "tile/0/000.p/999",
                "tile/0/000.p/1000",
                "tile/0/000.p/-1",
                "tile/0/000.p/1/",
                "tile/0/000.p/1.p/1",
                "tile/0/000.P/1",
                "tile/0/000 ",
                "tile/0/٠٠٠",
                "tile/0/x009/x223/x372/x036/x854/x775/808",
                "tile/63/x009/x223/x372/x036/x854/x776/000",
                "tile/0/x001/x001/x001/x001/x001/x001/x001/x001/x001/x001/x001/001",
            })
    void readsNoOtherSpelling(String path) {
        assertThatThrownBy(() -> TileCoordinate.parse(path))
                .isInstanceOf(TreeFormatException.class)
                .hasMessageStartingWith("path of a tile");
    }

    @Test
    void saysWhatIsWrongWithAPath() {
        assertThatThrownBy(() -> TileCoordinate.parse("tile/0/x009/x223/x372/x036/x854/x775/808"))
                .hasMessage("path of a tile, tile/0/x009/x223/x372/x036/x854/x775/808: index is 2^63 or more");
        assertThatThrownBy(() -> TileCoordinate.parse("tile/64/000"))
                .hasMessage("path of a tile, tile/64/000: level is not between 0 and 63");
        assertThatThrownBy(() -> TileCoordinate.parse("tile/0/000.p/256"))
                .hasMessage("path of a tile, tile/0/000.p/256: width is not between 1 and 255");
        assertThatThrownBy(() -> TileCoordinate.parse("tile/0/x000/001"))
                .hasMessage("path of a tile, tile/0/x000/001: index has a group of zeros in front");
        assertThatThrownBy(() -> TileCoordinate.parse("tile/0/" + "0".repeat(1_000_000)))
                .hasMessage("path of a tile: 1000007 characters; the longest has fewer");
        assertThatThrownBy(() -> TileCoordinate.parse("tile/0/000.p/1\n"))
                .as("what would break a line of a log is not repeated")
                .hasMessage("path of a tile: width has a character that is no digit");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void namesWhatATreeHasAfterItGrewAndNoTileTwice(int seed) {
        var random = new Random(seed);
        long from = random.nextInt(200_000);
        long to = from + random.nextInt(200_000);
        var before = all(from);
        var expected = all(to);
        expected.removeAll(before);

        var grown = TileCoordinate.grown(from, to).toList();

        assertThat(grown).as(from + " to " + to).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
    }

    static IntStream seeds() {
        return IntStream.range(0, 50);
    }

    /** The definition in tlog-tiles, level by level. */
    private static Set<TileCoordinate> all(long size) {
        var tiles = new HashSet<TileCoordinate>();
        int level = 0;
        for (long hashes = size; hashes > 0; hashes /= 256, level++) {
            for (long index = 0; index < hashes / 256; index++) {
                tiles.add(new TileCoordinate(level, index, 256));
            }
            if (hashes % 256 > 0) {
                tiles.add(new TileCoordinate(level, hashes / 256, (int) (hashes % 256)));
            }
        }
        return tiles;
    }

    @Test
    void countsTheTilesOfTheLargestTreeWithoutListingThem() {
        assertThat(TileCoordinate.grown(0, Long.MAX_VALUE).limit(3))
                .extracting(TileCoordinate::path)
                .containsExactly("tile/0/000", "tile/0/001", "tile/0/002");
        assertThat(TileCoordinate.edge(Long.MAX_VALUE))
                .hasSize(8)
                .startsWith(new TileCoordinate(7, 0, 127))
                .endsWith(new TileCoordinate(0, Long.MAX_VALUE / 256, 255));
        assertThat(TileCoordinate.in(Long.MAX_VALUE, 7, 0)).isEqualTo(new TileCoordinate(7, 0, 127));
        assertThat(TileCoordinate.edge(0)).isEmpty();
    }

    @Test
    void knowsNoTileOutsideTheTree() {
        for (var outside : List.of(
                new long[] {0, 0, 0},
                new long[] {256, 0, 1},
                new long[] {255, 1, 0},
                new long[] {Long.MAX_VALUE, 7, 1},
                new long[] {Long.MAX_VALUE, 8, 0},
                new long[] {Long.MAX_VALUE, 63, 0},
                new long[] {Long.MAX_VALUE, 0, Long.MAX_VALUE},
                new long[] {Long.MAX_VALUE, 0, 1L << 56},
                new long[] {Long.MAX_VALUE, 0, Long.MIN_VALUE},
                new long[] {10, 0, -1})) {
            assertThatThrownBy(() -> TileCoordinate.in(outside[0], (int) outside[1], outside[2]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("no tile " + outside[2] + " at level " + outside[1]);
        }
        assertThatThrownBy(() -> TileCoordinate.grown(5, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TileCoordinate.grown(-1, 4)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesComponentsOutOfRange() {
        var refused = new ArrayList<Runnable>();
        refused.add(() -> new TileCoordinate(-2, 0, 1));
        refused.add(() -> new TileCoordinate(64, 0, 1));
        refused.add(() -> new TileCoordinate(0, -1, 1));
        refused.add(() -> new TileCoordinate(0, 0, 0));
        refused.add(() -> new TileCoordinate(0, 0, 257));
        refused.add(() -> new TileCoordinate(1, 0, 1).bundle());
        for (var each : refused) {
            assertThatThrownBy(each::run).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(new TileCoordinate(0, 3, 4).bundle().maxBytes()).isEqualTo(4 * 65_537);
        assertThat(new TileCoordinate(0, 3, 4).maxBytes()).isEqualTo(128);
    }
}
