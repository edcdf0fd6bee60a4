package io.probity.door;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probity.serve.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PiecesTest {
    private static final Pieces PIECES = new Pieces(10, 100);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1}",
                "  {\"a\":1}\n",
                "[{\"a\":1}]",
                "\uFEFF [ {\"a\":1} ] ",
                "{\"a\":1}\r\n\r\n",
            })
    void oneEventIsFoundAsItStands(String body) {
        assertThat(found(body)).containsExactly("{\"a\":1}");
    }

    @Test
    void whatStandsWithinAnEventIsNotTouched() {
        assertThat(found("[{\"a\" : [1.0e5,{}] , \"ä\":\"]},{\\\"\"}, {\"b\":\n2}]"))
                .containsExactly("{\"a\" : [1.0e5,{}] , \"ä\":\"]},{\\\"\"}", "{\"b\":\n2}");
    }

    @Test
    void objectsInLinesAreFoundWithoutBeingAnnounced() {
        assertThat(found("{\"a\":1}\n{\"b\":2}\n\n{\"c\":3}")).containsExactly("{\"a\":1}", "{\"b\":2}", "{\"c\":3}");
    }

    @Test
    void aLineThatIsNoEventIsRefusedByItself() {
        assertThat(lines("{\"a\":1}\n{\"b\":\n[]\n7\n{\"c\":3} {}\n{\"d\":4}"))
                .containsExactly(
                        "{\"a\":1}", "MALFORMED_JSON", "NOT_AN_OBJECT", "NOT_AN_OBJECT", "MALFORMED_JSON", "{\"d\":4}");
    }

    @Test
    void anItemThatIsNoEventIsRefusedByItself() {
        assertThat(found("[{\"a\":1}, 7, null, [{}], \"x\", {\"b\":2}]"))
                .containsExactly(
                        "{\"a\":1}", "NOT_AN_OBJECT", "NOT_AN_OBJECT", "NOT_AN_OBJECT", "NOT_AN_OBJECT", "{\"b\":2}");
    }

    @Test
    void oneThatIsTooLargeIsRefusedByItself() {
        assertThat(found("[{\"a\":\"" + "x".repeat(92) + "\"},{\"a\":\"" + "x".repeat(93) + "\"}]"))
                .containsExactly("{\"a\":\"" + "x".repeat(92) + "\"}", "TOO_LARGE");
    }

    @Test
    void oneThatClaimsToBeThePlatformsOwnIsRefusedByItself() {
        assertThat(found("""
                [{"a":1}, {"b":[{"source":"probity"}],"source":"probity"}, {"source":" Probity "},
                {"sou\\u0072ce":"\\u0070robity"}, {"source":"gitlab","source":"probity"}, {"event":{"source":"probity"}},
                {"event":{"eventType":"x"},"source":"probity"}]"""))
                .containsExactly(
                        "{\"a\":1}", "OWN_EVENT", "OWN_EVENT", "OWN_EVENT", "OWN_EVENT", "OWN_EVENT", "OWN_EVENT");
        assertThat(lines("{\"source\":\"probity\"}\n{\"a\":1}")).containsExactly("OWN_EVENT", "{\"a\":1}");
    }

    @Test
    void whatOnlySpeaksOfThePlatformIsTaken() {
        for (var event : List.of(
                "{\"source\":\"probity-ui\"}",
                "{\"action\":\"probity\",\"n\":1}",
                "{\"data\":{\"source\":\"probity\"}}",
                "{\"source\":[\"probity\"]}",
                "{\"eventType\":\"access_denied\"}")) {
            assertThat(found(event)).containsExactly(event);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "7",
                "\"x\"",
                "null",
                "{",
                "[{\"a\":1},",
                "[{\"a\":1}",
                "[{\"a\":1} {\"b\":2}]",
                "nonsense",
                "[{\"a\":1}] x",
                "[{\"a\":1}][{\"b\":2}]",
                "{\"a\":tru}"
            })
    void whatCannotBeReadAtAllIsABadRequest(String body) {
        assertThat(status(body.getBytes(UTF_8))).isEqualTo(400);
    }

    @Test
    void otherEncodingsAreABadRequest() {
        assertThat(status("{\"a\":1}".getBytes(UTF_16))).isEqualTo(400);
        assertThat(status(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}))
                .isEqualTo(400);
    }

    @Test
    void aNulMakesNoOtherEncodingOfALine() {
        assertThat(lines("{\"a\":1}\n{\0\"\0a\0\"\0:\0001\0}\0\n\0{\0}\n{\0\0\0\n{\"b\":2}"))
                .containsExactly("{\"a\":1}", "MALFORMED_JSON", "MALFORMED_JSON", "MALFORMED_JSON", "{\"b\":2}");
        assertThat(status("\uFEFF{\0}\0".getBytes(UTF_8))).isEqualTo(400);
        assertThat(status("\uFEFF\0{\0}".getBytes(UTF_8))).isEqualTo(400);
    }

    @Test
    void aByteOrderMarkMayStandBeforeALine() {
        assertThat(lines("\uFEFF{\"a\":1}\n\uFEFF{\"b\":2}")).containsExactly("{\"a\":1}", "{\"b\":2}");
    }

    @Test
    void tooManyAreTooLarge() {
        assertThat(status(("[" + "{},".repeat(10) + "{}]").getBytes(UTF_8))).isEqualTo(413);
        assertThat(found("[" + "{},".repeat(9) + "{}]")).hasSize(10);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverCutsABodyItEndsInPiecesOrInAProblem(int seed) {
        var random = new Random(seed);
        byte[] body = "[{\"a\":\"ü\\u00e4\"},{\"b\":[1,2,{\"c\":null}]},{\"d\":-1.5e3}]\n{\"e\":1}\n".getBytes(UTF_8);
        for (int i = 0; i < 200; i++) {
            byte[] spoilt = Arrays.copyOf(body, random.nextInt(body.length) + 1);
            for (int flips = random.nextInt(4); flips > 0; flips--) {
                spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
            }
            status(spoilt);
            try {
                PIECES.lines(spoilt);
            } catch (Problem said) {
                assertThat(said.getResponse().getStatus()).isBetween(400, 499);
            }
        }
    }

    /** The parser is the judge: what is found without it must be what it finds. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsFoundWithoutAParserIsWhatItFinds(int seed) {
        var random = new Random(seed);
        var pieces = new Pieces(100, 10_000);
        int plain = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] body = spoilt(random, body(random).getBytes(UTF_8));
            assertThat(said(() -> pieces.of(body)))
                    .as(() -> new String(body, UTF_8))
                    .isEqualTo(said(() -> pieces.parsed(body)));
            int end = PlainObject.end(body, 0, body.length);
            if (end != PlainObject.UNKNOWN) {
                plain++;
                assertThat(pieces.parsed(Arrays.copyOf(body, end))).containsExactly(new Piece.Good(0, end));
            }
        }
        assertThat(plain).as("bodies that needed no parser").isGreaterThan(100);
    }

    private static Object said(Supplier<List<Piece>> pieces) {
        try {
            return pieces.get();
        } catch (Problem said) {
            var problem = said.getResponse();
            return problem.getStatus() + " " + problem.getEntity();
        }
    }

    private static byte[] spoilt(Random random, byte[] body) {
        byte[] spoilt = random.nextInt(4) == 0 ? Arrays.copyOf(body, random.nextInt(body.length) + 1) : body;
        for (int flips = random.nextInt(3); flips > 0; flips--) {
            spoilt[random.nextInt(spoilt.length)] = (byte)
                    (random.nextBoolean() ? "{}[],:\"\\ \n-0.e".charAt(random.nextInt(14)) : random.nextInt(256));
        }
        return spoilt;
    }

    private static String body(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "[" + object(random, 4) + ", " + object(random, 3) + "]";
            case 1 -> object(random, 3) + "\n" + object(random, 3);
            default -> object(random, 5);
        };
    }

    private static String object(Random random, int depth) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(any -> word(random) + blanks(random) + ":" + value(random, depth - 1))
                .collect(Collectors.joining(",", "{" + blanks(random), blanks(random) + "}"));
    }

    private static String value(Random random, int depth) {
        return blanks(random)
                + switch (depth <= 0 ? 3 + random.nextInt(5) : random.nextInt(8)) {
                    case 0, 1 -> object(random, depth);
                    case 2 ->
                        IntStream.range(0, random.nextInt(4))
                                .mapToObj(any -> value(random, depth - 1))
                                .collect(Collectors.joining(",", "[", "]"));
                    case 3 -> List.of("true", "false", "null").get(random.nextInt(3));
                    case 4 ->
                        List.of(
                                        "0",
                                        "-0",
                                        "12",
                                        "-1.50",
                                        "1e5",
                                        "2E-7",
                                        "0.1e+3",
                                        "01",
                                        "1.",
                                        ".5",
                                        "+1",
                                        "1e",
                                        "9".repeat(500))
                                .get(random.nextInt(13));
                    default -> word(random);
                }
                + blanks(random);
    }

    private static String word(Random random) {
        return '"'
                + List.of(
                                "",
                                "a",
                                "source",
                                "probity",
                                " PROBITY\\t",
                                "pro",
                                "ü€😀",
                                "\\u0070robity",
                                "\\\\",
                                "\\\"",
                                "\\/\\b",
                                "\\x",
                                "\t",
                                "x".repeat(200),
                                "event",
                                "\uFEFF\uD7FF")
                        .get(random.nextInt(16))
                + '"';
    }

    private static String blanks(Random random) {
        return " \n\t\r ".substring(0, random.nextInt(6) == 0 ? random.nextInt(6) : 0);
    }

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    private static int status(byte[] body) {
        try {
            PIECES.of(body);
            return 200;
        } catch (Problem said) {
            assertThat(said.getResponse().getStatus()).isBetween(400, 499);
            return said.getResponse().getStatus();
        }
    }

    private static List<String> found(String body) {
        return words(body, PIECES.of(body.getBytes(UTF_8)));
    }

    private static List<String> lines(String body) {
        return words(body, PIECES.lines(body.getBytes(UTF_8)));
    }

    private static List<String> words(String body, List<Piece> pieces) {
        byte[] bytes = body.getBytes(UTF_8);
        var words = new ArrayList<String>();
        for (var piece : pieces) {
            words.add(
                    switch (piece) {
                        case Piece.Good(int from, int to) -> new String(bytes, from, to - from, UTF_8);
                        case Piece.Bad(var reason, var detail) -> reason;
                    });
        }
        return words;
    }

    @Test
    void aProblemSaysWhere() {
        assertThatThrownBy(() -> PIECES.of("[{\"a\":1},\n oops]".getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        Problem.class,
                        it -> assertThat(it.getResponse().getEntity().toString())
                                .contains("line 2"));
    }
}
