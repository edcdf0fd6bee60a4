package io.probity.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.integrity.LogCheck.BadLeaf;
import io.probity.integrity.LogCheck.BadRange;
import io.probity.integrity.LogCheck.BadTile;
import io.probity.integrity.LogCheck.LeafFault;
import io.probity.integrity.LogCheck.Result;
import io.probity.integrity.LogCheck.Sound;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogCheckTest {
    /** Full tiles of level 1, so that there is a level 2. */
    private static final int LARGE = 66_300;

    private static final SampleLog SMALL = new SampleLog(1000);

    private final SampleLog log = copyOf(SMALL);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255, 256, 257, 512, 1000, 65_536, LARGE})
    void findsASoundLogSound(int size) {
        var sound = new SampleLog(size);

        assertThat(LogCheck.check(size, sound.root, sound)).isEqualTo(new Sound(size, sound.root));
    }

    @Test
    void namesAnAlteredEntryExactly() {
        alterEntry(log, 300);

        assertThat(check()).isEqualTo(altered(300));
    }

    @Test
    void namesTheFirstOfSeveralAlteredEntries() {
        for (int leaf : new int[] {999, 700, 301}) {
            alterEntry(log, leaf);
        }

        assertThat(check()).isEqualTo(altered(301));
    }

    @Test
    void namesTheLeafAtWhichEntriesWereDroppedInsertedOrSwapped() {
        var dropped = new ArrayList<>(SMALL.entries);
        dropped.remove(270);
        var inserted = new ArrayList<>(SMALL.entries);
        inserted.add(400, "forged".getBytes(StandardCharsets.US_ASCII));
        var swapped = new ArrayList<>(SMALL.entries);
        swapped.set(10, swapped.set(900, swapped.get(10)));

        assertThat(checkEntries(dropped)).isEqualTo(altered(270));
        assertThat(checkEntries(inserted)).isEqualTo(altered(400));
        assertThat(checkEntries(swapped)).isEqualTo(altered(10));
    }

    @Test
    void saysWhatIsMissingAndWhatIsTooMuch() {
        log.stored.remove(bundle(2, 256));
        assertThat(check()).isEqualTo(new BadLeaf(512, LeafFault.MISSING, "tile/entries/002 is not there"));

        assertThat(checkEntries(SMALL.entries.subList(0, 998)))
                .isEqualTo(new BadLeaf(
                        998,
                        LeafFault.MISSING,
                        "tile/entries/003.p/232, byte "
                                + EntryBundle.write(SMALL.entries.subList(768, 998)).length
                                + ": the bundle ends before the entry; it should have 232"));

        var longer = new ArrayList<>(SMALL.entries);
        longer.add(new byte[] {1, 2, 3});
        assertThat(checkEntries(longer))
                .isInstanceOfSatisfying(
                        BadLeaf.class,
                        leaf -> assertThat(leaf).isEqualTo(new BadLeaf(1000, LeafFault.EXTRA, leaf.detail())))
                .hasToString("BadLeaf[index=1000, fault=EXTRA, detail=tile/entries/003.p/232, byte "
                        + EntryBundle.write(SMALL.entries.subList(768, 1000)).length
                        + ": 5 bytes after the last of 232 entries]");
    }

    @Test
    void namesWhatIsTooMuchOnlyIfNoEarlierLeafIsBad() {
        spoil(log, bundle(1, 256), bytes -> Arrays.copyOf(bytes, bytes.length + 1));
        alterEntry(log, 700);
        assertThat(check()).isInstanceOfSatisfying(BadLeaf.class, leaf -> {
            assertThat(leaf.index()).isEqualTo(512);
            assertThat(leaf.fault()).isEqualTo(LeafFault.EXTRA);
        });

        alterEntry(log, 400);
        assertThat(check()).isEqualTo(altered(400));
    }

    @Test
    void namesTheTileWhereAllEntriesAreRight() {
        spoil(log, new TileCoordinate(0, 1, 256), bytes -> flipped(bytes, 44 * 32 + 7));
        assertThat(check())
                .isEqualTo(new BadTile(
                        new TileCoordinate(0, 1, 256), 44, "tile/0/001: hash 44 is not what the entries make"));

        log.stored.remove(new TileCoordinate(0, 1, 256));
        assertThat(check()).isEqualTo(new BadTile(new TileCoordinate(0, 1, 256), 0, "tile/0/001: is not there"));

        var upper = copyOf(SMALL);
        spoil(upper, new TileCoordinate(1, 0, 3), bytes -> flipped(bytes, 95));
        assertThat(LogCheck.check(1000, SMALL.root, upper))
                .isEqualTo(new BadTile(
                        new TileCoordinate(1, 0, 3), 2, "tile/1/000.p/3: hash 2 is not what the entries make"));

        spoil(upper, new TileCoordinate(1, 0, 3), bytes -> Arrays.copyOf(bytes, 95));
        assertThat(LogCheck.check(1000, SMALL.root, upper))
                .isEqualTo(new BadTile(new TileCoordinate(1, 0, 3), 0, "tile/1/000.p/3: 95 bytes instead of 96"));
    }

    @Test
    void namesTheLowestAndThenTheLeftmostOfSeveralTiles() {
        spoil(log, new TileCoordinate(1, 0, 3), bytes -> flipped(bytes, 0));
        spoil(log, new TileCoordinate(0, 3, 232), bytes -> flipped(bytes, 0));
        spoil(log, new TileCoordinate(0, 2, 256), bytes -> flipped(bytes, 32));

        assertThat(check())
                .isEqualTo(new BadTile(
                        new TileCoordinate(0, 2, 256), 1, "tile/0/002: hash 1 is not what the entries make"));
    }

    @Test
    void namesTheEntryEvenWhereTilesAboveOrBesideItAreAlteredToo() {
        alterEntry(log, 300);
        spoil(log, new TileCoordinate(0, 1, 256), bytes -> flipped(bytes, 9 * 32));
        spoil(log, new TileCoordinate(1, 0, 3), bytes -> flipped(bytes, 0));

        assertThat(check()).isEqualTo(altered(300));
    }

    @Test
    void blamesTheTileOfAnEntryWhoseHashWasAlteredToMatch() {
        alterEntry(log, 300);
        var forged = Rfc6962.leaf(EntryBundle.read(Objects.requireNonNull(log.stored.get(bundle(1, 256))), 256)
                .get(44));
        spoil(log, new TileCoordinate(0, 1, 256), bytes -> {
            forged.copyTo(bytes, 44 * 32);
            return bytes;
        });

        assertThat(check()).isEqualTo(suspects(256, 512));
    }

    @Test
    void blamesTheTileOfAnAlteredEntryWhereTheTileIsMissing() {
        alterEntry(log, 300);
        log.stored.remove(new TileCoordinate(0, 1, 256));
        assertThat(check()).isEqualTo(suspects(256, 512));

        log.stored.remove(bundle(1, 256));
        assertThat(check()).isEqualTo(suspects(256, 257));
    }

    @Test
    void blamesEveryLeafWhereAnotherLogStandsInItsPlace() {
        var other = new ArrayList<>(SMALL.entries);
        other.set(999, new byte[0]);
        var forged = new SampleLog(other);

        assertThat(LogCheck.check(1000, SMALL.root, forged)).isEqualTo(suspects(0, 1000));
        assertThat(LogCheck.check(0, SMALL.root, SMALL))
                .isEqualTo(new BadRange(0, 0, "no leaves, and a root that is not the empty one"));
    }

    @Test
    void namesTheLeafInALargeLogThroughThreeLevels() {
        var large = new SampleLog(LARGE);
        for (int leaf : new int[] {66_299, 65_536, 65_535, 40_000, 0}) {
            alterEntry(large, leaf);
            assertThat(LogCheck.check(LARGE, large.root, large)).isEqualTo(altered(large, leaf));
        }
        large.stored.remove(new TileCoordinate(0, 0, 256));
        assertThat(LogCheck.check(LARGE, large.root, large)).isEqualTo(suspects(0, 256));
        large.stored.remove(new TileCoordinate(1, 0, 256));
        assertThat(LogCheck.check(LARGE, large.root, large)).isEqualTo(suspects(0, 65_536));
    }

    /** Whatever is altered: never sound, never a right leaf named, never an interval without the first bad leaf. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverBlamesARightLeafNorPassesABadOne(int seed) {
        var random = new Random(seed);
        int exact = 0;
        for (int round = 0; round < 100; round++) {
            var original = new SampleLog(1 + random.nextInt(1200));
            var spoiled = copyOf(original);
            var places = spoiled.stored.keySet().stream()
                    .sorted((a, b) -> a.path().compareTo(b.path()))
                    .toList();
            for (int times = 1 + random.nextInt(3); times > 0; times--) {
                spoil(spoiled, places.get(random.nextInt(places.size())), bytes -> mutated(bytes, random));
            }
            var first = firstBad(original, spoiled);
            var result = LogCheck.check(original.size(), original.root, spoiled);
            var what = "seed " + seed + ", round " + round + ": first bad leaf " + first + ", found " + result;

            if (result instanceof Sound) {
                assertThat(same(original, spoiled)).as(what).isTrue();
            } else if (result instanceof BadTile tile) {
                assertThat(first).as(what).isEqualTo(-1);
                assertThat(spoiled.stored.get(tile.at())).as(what).isNotEqualTo(original.stored.get(tile.at()));
            } else if (result instanceof BadLeaf leaf) {
                assertThat(leaf.index()).as(what).isEqualTo(first);
                exact++;
            } else if (result instanceof BadRange range) {
                assertThat((long) first).as(what).isBetween(range.from(), range.to() - 1);
            }
        }
        assertThat(exact).as("leaves named exactly, seed " + seed).isGreaterThan(20);
    }

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    /** Leaf by leaf, as a reader without any tree would compare them; -1 if all are right. */
    private static int firstBad(SampleLog original, SampleLog spoiled) {
        for (int from = 0; from < original.size(); from += 256) {
            int width = Math.min(256, original.size() - from);
            var reading = EntryBundle.Reading.of(
                    Objects.requireNonNull(spoiled.stored.get(bundle(from / 256, width))), width);
            for (int i = 0; i < width; i++) {
                if (i >= reading.entries().size()
                        || !Arrays.equals(reading.entries().get(i), original.entries.get(from + i))) {
                    return from + i;
                }
            }
            if (reading.problem() != null) {
                return from + width;
            }
        }
        return -1;
    }

    private static boolean same(SampleLog original, SampleLog spoiled) {
        return original.stored.entrySet().stream()
                .allMatch(entry -> Arrays.equals(entry.getValue(), spoiled.stored.get(entry.getKey())));
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return new byte[1];
        }
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(40));
            default -> flipped(bytes, at);
        };
    }

    private interface Spoiling {
        byte[] of(byte[] bytes);
    }

    private static void spoil(SampleLog log, TileCoordinate at, Spoiling how) {
        log.stored.put(at, how.of(Objects.requireNonNull(log.stored.get(at)).clone()));
    }

    /** The last bit of the entry; its length stays. */
    private static void alterEntry(SampleLog log, int leaf) {
        int width = Math.min(256, log.size() - leaf / 256 * 256);
        spoil(log, bundle(leaf / 256, width), bytes -> {
            int end = 0;
            for (int i = 0; i <= leaf % 256; i++) {
                end += 2 + ((bytes[end] & 0xFF) << 8 | (bytes[end + 1] & 0xFF));
            }
            return flipped(bytes, end - 1);
        });
    }

    private static byte[] flipped(byte[] bytes, int at) {
        bytes[at] ^= 1;
        return bytes;
    }

    private static TileCoordinate bundle(int index, int width) {
        return new TileCoordinate(TileCoordinate.ENTRIES, index, width);
    }

    private static SampleLog copyOf(SampleLog log) {
        return new SampleLog(log.entries);
    }

    private Result check() {
        return LogCheck.check(1000, SMALL.root, log);
    }

    /** The tiles as they were, and these entries in the bundles of the 1,000. */
    private static Result checkEntries(List<byte[]> entries) {
        var log = copyOf(SMALL);
        for (int from = 0; from < 768; from += 256) {
            log.stored.put(bundle(from / 256, 256), EntryBundle.write(entries.subList(from, from + 256)));
        }
        log.stored.put(bundle(3, 232), EntryBundle.write(entries.subList(768, entries.size())));
        return LogCheck.check(1000, SMALL.root, log);
    }

    private static BadLeaf altered(int leaf) {
        return altered(SMALL, leaf);
    }

    private static BadLeaf altered(SampleLog log, int leaf) {
        return new BadLeaf(
                leaf,
                LeafFault.ALTERED,
                "the entry does not hash to " + log.leaves.get(leaf) + ", which the root covers");
    }

    private static BadRange suspects(long from, long to) {
        return new BadRange(from, to, "neither the tiles nor the entries make what the root covers");
    }
}
