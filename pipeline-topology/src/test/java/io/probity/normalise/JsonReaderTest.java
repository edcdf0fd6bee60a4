package io.probity.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.canonical.CanonicalJson;
import io.probity.model.Reason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonReaderTest {
    private final JsonReader reader = JsonReader.standard();

    @Test
    void readsUtf8WithAndWithoutItsByteOrderMark() {
        assertThat(text("{\"a\":\"ä€😀\"}")).isEqualTo("{\"a\":\"ä€😀\"}");
        assertThat(text("\uFEFF{\"a\":1}")).isEqualTo("{\"a\":1}");
    }

    @Test
    void keepsEveryDigitOfANumber() {
        assertThat(text("[12345678901234567890123,0.1000000000000000000001,85.00]"))
                .isEqualTo("[12345678901234567890123,0.1000000000000000000001,85]");
    }

    @Test
    void refusesNothingAtAll() {
        assertThat(reason((byte[]) null)).isEqualTo(Reason.EMPTY_RECORD);
        assertThat(reason("")).isEqualTo(Reason.EMPTY_RECORD);
        assertThat(reason(" \n\t")).isEqualTo(Reason.EMPTY_RECORD);
    }

    @Test
    void refusesEveryOtherEncoding() {
        for (var name : new String[] {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "ISO-8859-1"}) {
            assertThat(reason("{\"a\":\"ä\"}".getBytes(Charset.forName(name))))
                    .as(name)
                    .isEqualTo(Reason.MALFORMED_ENCODING);
        }
        assertThat(reason(new byte[] {(byte) 0xFF, (byte) 0xFE, '{', 0, '}', 0}))
                .isEqualTo(Reason.MALFORMED_ENCODING);
        assertThat(reason(new byte[] {'"', (byte) 0xC0, (byte) 0xAF, '"'}))
                .as("overlong")
                .isEqualTo(Reason.MALFORMED_ENCODING);
        assertThat(reason(new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'}))
                .as("surrogate in UTF-8")
                .isEqualTo(Reason.MALFORMED_ENCODING);
    }

    @Test
    void refusesHalfASurrogatePairInValuesAndNames() {
        assertThat(reason("{\"a\":\"\\ud800\"}")).isEqualTo(Reason.MALFORMED_ENCODING);
        assertThat(reason("{\"a\":\"\\udc00\\ud800\"}")).isEqualTo(Reason.MALFORMED_ENCODING);
        assertThat(reason("{\"\\ud800\":1}")).isEqualTo(Reason.MALFORMED_ENCODING);
        assertThat(text("{\"a\":\"\\ud83d\\ude00\"}")).isEqualTo("{\"a\":\"😀\"}");
    }

    @Test
    void refusesAMemberThatIsThereTwiceAndNamesIt() {
        assertThat(unreadable("{\"a\":{\"role\":1,\"role\":2}}".getBytes(StandardCharsets.UTF_8)))
                .satisfies(u -> assertThat(u.reason()).isEqualTo(Reason.MALFORMED_JSON))
                .satisfies(u -> assertThat(u.detail()).contains("role"));
    }

    @Test
    void refusesWhatIsNotStrictJson() {
        for (var text : new String[] {
            "{",
            "{}x",
            "{} {}",
            "{'a':1}",
            "[1,]",
            "{\"a\":NaN}",
            "{\"a\":01}",
            "// c\n{}",
            "nul",
            "\"a\nb\"",
            "{\"a\" 1}"
        }) {
            assertThat(reason(text)).as(text).isEqualTo(Reason.MALFORMED_JSON);
        }
    }

    @Test
    void boundsDepthSizeAndNumbers() {
        assertThat(reason("[".repeat(101) + "]".repeat(101))).isEqualTo(Reason.TOO_DEEP);
        assertThat(text("[".repeat(100) + "]".repeat(100))).startsWith("[[");
        assertThat(reason("[".repeat(100_000))).isEqualTo(Reason.TOO_DEEP);
        assertThat(reason("1".repeat(401))).isEqualTo(Reason.TOO_LARGE);
        assertThat(text("1".repeat(400))).hasSize(400);
        assertThat(reason("1e999999")).isEqualTo(Reason.TOO_LARGE);
        assertThat(reason("[1e-999999]")).isEqualTo(Reason.TOO_LARGE);
        assertThat(reason("0e2147483647")).isIn(Reason.TOO_LARGE, Reason.MALFORMED_JSON);
        assertThat(unreadable(new JsonReader(10), "{\"a\":123456789}".getBytes(StandardCharsets.UTF_8))
                        .reason())
                .isEqualTo(Reason.TOO_LARGE);
    }

    /** Whatever comes, one typed answer; and what is read has a canonical text that reads as itself. */
    @Test
    void answersTwentyThousandMutationsEachWithATypedResult() {
        var counts = new EnumMap<Reason, Integer>(Reason.class);
        int read = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            var random = new Random(seed);
            byte[] bytes = mutated(random);
            switch (reader.read(bytes)) {
                case JsonText.Value(var json) -> {
                    read++;
                    String once = CanonicalJson.text(json);
                    assertThat(text(once)).as("seed %d", seed).isEqualTo(once);
                }
                case JsonText.Unreadable(Reason reason, String detail) -> {
                    assertThat(detail).as("seed %d", seed).isNotBlank().hasSizeLessThanOrEqualTo(JsonReader.MAX_DETAIL);
                    counts.merge(reason, 1, Integer::sum);
                }
            }
        }
        System.out.println("20,000 mutations: read " + read + ", refused " + counts);
        assertThat(counts.keySet())
                .contains(Reason.MALFORMED_JSON, Reason.MALFORMED_ENCODING, Reason.TOO_DEEP, Reason.EMPTY_RECORD);
    }

    private static byte[] mutated(Random random) {
        var fixtures = Reading.fixture(random.nextBoolean() ? "gitlab.ndjson" : "cloudtrail.ndjson");
        byte[] bytes = fixtures.get(random.nextInt(fixtures.size())).getBytes(StandardCharsets.UTF_8);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            bytes = mutation(random, bytes);
        }
        return bytes;
    }

    private static byte[] mutation(Random random, byte[] bytes) {
        int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> replaced(bytes, at, (byte) random.nextInt(256));
            case 2 -> inserted(bytes, at, "[".repeat(random.nextInt(200)));
            case 3 -> inserted(bytes, at, "\\ud800");
            case 4 -> inserted(bytes, at, "9".repeat(random.nextInt(500)));
            case 5 -> inserted(bytes, at, "\"a\":1,\"a\":2,");
            case 6 ->
                new String(bytes, StandardCharsets.UTF_8)
                        .getBytes(random.nextBoolean() ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
            default -> inserted(bytes, at, "e" + random.nextInt());
        };
    }

    private static byte[] replaced(byte[] bytes, int at, byte value) {
        byte[] changed = bytes.clone();
        if (changed.length > 0) {
            changed[at] = value;
        }
        return changed;
    }

    private static byte[] inserted(byte[] bytes, int at, String text) {
        byte[] middle = text.getBytes(StandardCharsets.UTF_8);
        byte[] changed = Arrays.copyOf(bytes, bytes.length + middle.length);
        System.arraycopy(middle, 0, changed, at, middle.length);
        System.arraycopy(bytes, at, changed, at + middle.length, bytes.length - at);
        return changed;
    }

    private String text(String json) {
        return switch (reader.read(json.getBytes(StandardCharsets.UTF_8))) {
            case JsonText.Value(var value) -> CanonicalJson.text(value);
            case JsonText.Unreadable unreadable -> unreadable.toString();
        };
    }

    private Reason reason(String text) {
        return reason(text.getBytes(StandardCharsets.UTF_8));
    }

    private Reason reason(byte @Nullable [] bytes) {
        return unreadable(reader, bytes).reason();
    }

    private JsonText.Unreadable unreadable(byte[] bytes) {
        return unreadable(reader, bytes);
    }

    private static JsonText.Unreadable unreadable(JsonReader reader, byte @Nullable [] bytes) {
        var result = reader.read(bytes);
        assertThat(result).isInstanceOf(JsonText.Unreadable.class);
        return (JsonText.Unreadable) result;
    }
}
