package io.probity.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Spoils paths, bundles and frontiers; {@code -Dprobity.chaos.mutations=1000000} is the long run of it, from {@code probity.chaos.seed} on. */
class TreeFormatFuzzTest {
    private static final int MUTATIONS = Integer.getInteger("probity.chaos.mutations", 100_000);
    private static final long SEED = Long.getLong("probity.chaos.seed", 20_261_123);
    private static final List<String> PATHS = List.of(
            "tile/0/000",
            "tile/0/x001/x234/067",
            "tile/1/001.p/17",
            "tile/63/x009/x223/x372/x036/x854/x775/807.p/255",
            "tile/entries/273.p/112",
            "tile/entries/x999/999");
    private static final String LIKELY = "0123456789x/.p-+ tile\u0660\u0000entries";

    @Test
    void readsNoPathThatItWouldWriteOtherwise() {
        fuzz("paths", random -> {
            var path = mutated(PATHS.get(random.nextInt(PATHS.size())), random);
            assertThat(TileCoordinate.parse(path).path()).isEqualTo(path);
        });
    }

    @Test
    void readsNoBundleThatItWouldWriteOtherwise() {
        fuzz("bundles", random -> {
            int width = 1 + random.nextInt(8);
            var bytes = mutated(bundle(width, random), random);
            var entries = EntryBundle.read(bytes, width);
            assertThat(entries).hasSize(width);
            assertThat(EntryBundle.write(entries)).isEqualTo(bytes);
        });
    }

    @Test
    void readsNoFrontierThatItWouldWriteOtherwise() {
        fuzz("frontiers", random -> {
            var frontier = new Frontier();
            for (int leaf = random.nextInt(9); leaf > 0; leaf--) {
                frontier.append(Rfc6962.emptyRoot());
            }
            var bytes = mutated(frontier.toBytes(), random);
            assertThat(Frontier.fromBytes(bytes).toBytes()).isEqualTo(bytes);
        });
    }

    /** Some mutations are other right things; what else leaves the reader must be its own refusal. */
    private static void fuzz(String what, Consumer<Random> makeAndRead) {
        var random = new Random(SEED);
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            try {
                makeAndRead.accept(random);
                read++;
            } catch (TreeFormatException refused) {
                assertThat(refused.problem()).isNotBlank();
            } catch (RuntimeException | AssertionError escaped) {
                throw new AssertionError("seed " + SEED + ", input " + i + " of " + what, escaped);
            }
        }
        System.out.printf("TreeFormatFuzzTest: %,d %s, seed %d: %,d read%n", MUTATIONS, what, SEED, read);
        assertThat(read).as(what).isBetween(1, MUTATIONS - 1);
    }

    private static byte[] bundle(int width, Random random) {
        var entries = new byte[width][];
        for (int i = 0; i < width; i++) {
            entries[i] = new byte[random.nextInt(20)];
            random.nextBytes(entries[i]);
        }
        return EntryBundle.write(Arrays.asList(entries));
    }

    private static String mutated(String text, Random random) {
        var spoiled = new StringBuilder(text);
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = random.nextInt(spoiled.length() + 1);
            int end = Math.min(spoiled.length(), at + random.nextInt(4));
            char likely = LIKELY.charAt(random.nextInt(LIKELY.length()));
            switch (random.nextInt(5)) {
                case 0 -> spoiled.insert(at, likely);
                case 1 -> spoiled.delete(at, end);
                case 2 -> spoiled.replace(at, end, String.valueOf(likely));
                case 3 -> spoiled.insert(at, spoiled.substring(at, end));
                default -> spoiled.append(spoiled.substring(at));
            }
        }
        return spoiled.toString();
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        var spoiled = bytes.clone();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = random.nextInt(spoiled.length + 1);
            switch (random.nextInt(5)) {
                case 0 -> spoiled = Arrays.copyOf(spoiled, at);
                case 1 -> spoiled = Arrays.copyOf(spoiled, spoiled.length + random.nextInt(40));
                case 2 -> spoiled = joined(spoiled, at, at + random.nextInt(5), new byte[0]);
                case 3 -> spoiled = joined(spoiled, at, at, "\u00ff\u00ff".getBytes(StandardCharsets.ISO_8859_1));
                default -> {
                    if (at < spoiled.length) {
                        spoiled[at] ^= (byte) (1 << random.nextInt(8));
                    }
                }
            }
        }
        return spoiled;
    }

    private static byte[] joined(byte[] bytes, int cutFrom, int cutTo, byte[] instead) {
        var joined = new ByteArrayOutputStream();
        joined.write(bytes, 0, cutFrom);
        joined.writeBytes(instead);
        int to = Math.min(cutTo, bytes.length);
        joined.write(bytes, to, bytes.length - to);
        return joined.toByteArray();
    }
}
