package io.probity.integrity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeafEntryTest {
    private static final String TENANT = "0123456789abcdef0123456789abcdef";
    private static final String DIGEST = "0".repeat(64);
    private static final Instant THEN = Instant.parse("2026-03-14T15:09:26.535897Z");
    private static final LeafEntry LEAF =
            new LeafEntry(DIGEST, THEN, "event", Instant.EPOCH, "audit.raw.gitlab/3/17", TENANT);
    private static final String TEXT = "{\"d\":\"" + DIGEST
            + "\",\"i\":\"2026-03-14T15:09:26.535897Z\",\"k\":\"event\",\"l\":\"1970-01-01T00:00:00.000000Z\","
            + "\"o\":\"audit.raw.gitlab/3/17\",\"t\":\"" + TENANT + "\",\"v\":1}";

    @Test
    void aLeafIsOneTextAndNoOther() {
        assertThat(new String(LEAF.bytes(), US_ASCII)).isEqualTo(TEXT).hasSizeLessThanOrEqualTo(300);
        assertThat(LeafEntry.parse(TEXT.getBytes(US_ASCII))).isEqualTo(LEAF);
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        var forged = new LeafEntry(DIGEST, null, "forged", THEN, null, null);

        assertThat(forged).hasToString("{\"d\":\"" + DIGEST + "\",\"k\":\"forged\",\"l\":\"" + THEN + "\",\"v\":1}");
        assertThat(LeafEntry.parse(forged.bytes())).isEqualTo(forged);
    }

    @Test
    void theBytesAreWhatRfc8785MakesOfThem() throws IOException {
        var random = new Random(31);
        for (int i = 0; i < 2_000; i++) {
            var leaf = leaf(random);
            assertThat(new JsonCanonicalizer(leaf.bytes()).getEncodedUTF8())
                    .as("%s", leaf)
                    .isEqualTo(leaf.bytes());
            assertThat(LeafEntry.parse(leaf.bytes())).isEqualTo(leaf);
        }
    }

    /** A leaf that reads as something must be that thing's one spelling: two texts for one leaf would be two hashes. */
    @Test
    void noFlippedBitReadsAsTheSameLeaf() {
        var bytes = LEAF.bytes();
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            var flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            var read = read(flipped);
            if (read != null) {
                assertThat(read.bytes()).as("bit %d", bit).isEqualTo(flipped);
                assertThat(read).as("bit %d", bit).isNotEqualTo(LEAF);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"d\":\"00\",\"k\":\"event\",\"l\":\"1970-01-01T00:00:00.000000Z\",\"v\":1}",
                "{\"k\":\"event\",\"l\":\"1970-01-01T00:00:00.000000Z\",\"v\":1}",
                "[\"d\":\"",
                "{\"d\":\"zz\",\"k\":\"event\",\"l\":\"1970-01-01T00:00:00.000000Z\",\"v\":1}",
            })
    void whatIsNoLeafIsRefused(String text) {
        assertThatThrownBy(() -> LeafEntry.parse(text.getBytes(UTF_8)))
                .isInstanceOf(MalformedTextException.class)
                .hasMessageStartingWith("leaf");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00.000Z>1970-01-01T00:00:00.000000Z",
                "\"v\":2>\"v\":1",
                "\"v\":1} >\"v\":1}",
                "EVENT>event",
                "/03/17>/3/17",
                "/3/-17>/3/17",
                "{ \"d\">{\"d\"",
                "1970-02-30T>1970-01-01T",
                "+1970-01>1970-01",
                "gitläb>gitlab"
            })
    void otherSpellingsAreRefused(String replaced) {
        var parts = replaced.split(">", 2);
        var other = TEXT.replace(parts[1], parts[0]);

        assertThat(other).isNotEqualTo(TEXT);
        assertThatThrownBy(() -> LeafEntry.parse(other.getBytes(UTF_8))).isInstanceOf(MalformedTextException.class);
    }

    @Test
    void whatCannotStandInALeafIsNamed() {
        assertThatThrownBy(() -> new LeafEntry("0".repeat(63), null, "event", THEN, null, null))
                .hasMessageContaining("digest");
        assertThatThrownBy(() -> new LeafEntry(DIGEST, null, "", THEN, null, null))
                .hasMessageContaining("kind");
        assertThatThrownBy(() -> new LeafEntry(DIGEST, null, "event", THEN, "a b/0/1", null))
                .hasMessageContaining("origin");
        assertThatThrownBy(() -> new LeafEntry(DIGEST, null, "event", THEN, null, "acme"))
                .hasMessageContaining("tenant");
        assertThatThrownBy(() -> new LeafEntry(DIGEST, null, "event", THEN.plusNanos(1), null, null))
                .hasMessageContaining("microsecond");
        assertThatThrownBy(() -> new LeafEntry(DIGEST, null, "event", Instant.MAX, null, null))
                .hasMessageContaining("9999");
    }

    private static @Nullable LeafEntry read(byte[] bytes) {
        try {
            return LeafEntry.parse(bytes);
        } catch (MalformedTextException refused) {
            return null;
        }
    }

    private static LeafEntry leaf(Random random) {
        var digest = new byte[32];
        random.nextBytes(digest);
        return new LeafEntry(
                HexFormat.of().formatHex(digest),
                random.nextBoolean() ? null : time(random),
                random.nextBoolean() ? "duplicate" : "event",
                time(random),
                random.nextInt(5) == 0
                        ? null
                        : "audit.raw_x-" + random.nextInt(9) + "/" + random.nextInt(50) + "/"
                                + (random.nextLong() >>> 1),
                random.nextInt(5) == 0 ? null : TENANT);
    }

    /** Of the years 0000 to 9999. */
    private static Instant time(Random random) {
        return Instant.ofEpochSecond(
                -62_167_219_200L + (random.nextLong() >>> 1) % 315_569_520_000L, 1_000L * random.nextInt(1_000_000));
    }
}
