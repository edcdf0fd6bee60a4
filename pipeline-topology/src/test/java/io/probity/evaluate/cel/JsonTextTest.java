package io.probity.evaluate.cel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> TEXTS = List.of(
            "",
            "plain",
            "\"",
            "\\",
            "\\\"",
            "a\\",
            "{",
            "}",
            "[",
            "],",
            ":",
            ",",
            " ",
            "line\nline",
            "\u0001",
            "zażółć",
            "😀",
            "\ud83d",
            "null",
            "token:1:0123456789abcdef0123456789abcdef",
            "of token:2:0123456789abcdef0123456789abcdef",
            "\"}",
            "x\",\"y\":1");

    /** A backslash in a name is for the parser. */
    private static final List<String> NAMES = TEXTS.stream()
            .filter(text -> CanonicalJson.text(NODES.textNode(text)).indexOf('\\') < 0)
            .toList();

    @Test
    void everyMemberReadsAsTheParserReadsIt() {
        var random = new Random(4_711);
        for (int i = 0; i < 20_000; i++) {
            var object = object(random, 0);
            var text = CanonicalJson.text(object);
            var found = Objects.requireNonNull(JsonText.of(text), text);
            var parsed = JsonValues.of(members(Objects.requireNonNull(JsonValues.tree(text))));

            assertThat(found.names()).as(text).containsExactlyElementsOf(parsed.names());
            assertThat(Tokens.most(found)).as(text).isBetween(Math.min(2, tokens(parsed)), 2);
            for (var name : TEXTS) {
                assertThat(found.logged(name)).as("%s of %s", name, text).isEqualTo(parsed.logged(name));
                assertThat(shown(found.read(name))).as("%s of %s", name, text).isEqualTo(shown(parsed.read(name)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "}",
                "1",
                "[]",
                "null",
                "\"a\"",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "{a:1}",
                "{\"a\":1}}",
                "{\"a\":{}",
                "{\"a\":\"}",
                "{\"a\" :1}",
                "{ \"a\":1}",
                "{\"a\": 1}",
                "{\"a\":[1, 2]}",
                "{\"a\\u0062\":1}",
                "{\"a\":1\"b\":2}x"
            })
    void whatIsNoObjectInCanonicalFormIsLeftToTheParser(String text) {
        var found = JsonValues.parse(text);
        var tree = JsonValues.tree(text);
        var parsed = JsonValues.of(tree == null || !tree.isObject() ? Map.of() : members(tree));

        assertThat(found.names()).containsExactlyElementsOf(parsed.names());
        assertThat(found.logged("a")).isEqualTo(parsed.logged("a"));
        assertThat(shown(found.read("ab"))).isEqualTo(shown(parsed.read("ab")));
    }

    @Test
    void whatComesBehindWhatIsAskedForIsNotLookedAt() {
        assertThat(Objects.requireNonNull(JsonText.of("{\"a\":1,\"b\\u0062\":2}"))
                        .read("a"))
                .isEqualTo(1L);
        assertThat(Objects.requireNonNull(JsonText.of("{\"a\":1,\"b\\u0062\":2}"))
                        .read("bb"))
                .isEqualTo(2L);
        assertThat(Objects.requireNonNull(JsonText.of("{\"a\":1, nonsense}")).read("a"))
                .isEqualTo(1L);
    }

    @Test
    void anObjectWithoutTokensHasNoneAndOneWithOneHasOne() {
        var token = "{\"e\":1,\"t\":\"0123456789abcdef0123456789abcdef\"}";

        assertThat(Tokens.most(JsonText.of("{\"a\":{\"t\":1},\"b\":\"token\"}")))
                .isZero();
        assertThat(Tokens.most(JsonText.of("{\"a\":{\"b\":[" + token + "]}}"))).isOne();
        assertThat(Tokens.most(JsonText.of("{\"a\":" + token + ",\"b\":" + token + "}")))
                .isEqualTo(2);
    }

    @Test
    void aMemberThatIsNoJsonIsMissing() {
        var broken = Objects.requireNonNull(JsonText.of("{\"a\":nonsense,\"b\":1}"));

        assertThat(broken.read("a")).isNull();
        assertThat(broken.logged("a")).isNull();
        assertThat(broken.read("b")).isEqualTo(1L);
        assertThat(broken.names()).containsExactly("b");
    }

    /** All of it, ciphertexts included, which would break a comparison off. */
    private static @Nullable Object shown(@Nullable Object value) {
        return switch (value) {
            case JsonMap map ->
                map.names().stream()
                        .map(name -> name + "=" + shown(map.read(name)))
                        .toList();
            case List<?> items -> items.stream().map(JsonTextTest::shown).toList();
            case null, default -> value;
        };
    }

    /** How many texts with a token in them an expression may come by. */
    private static int tokens(@Nullable Object value) {
        return switch (value) {
            case JsonMap map ->
                map.names().stream().mapToInt(name -> tokens(map.read(name))).sum();
            case List<?> items -> items.stream().mapToInt(JsonTextTest::tokens).sum();
            case String text -> Tokens.most(text);
            case null, default -> 0;
        };
    }

    private static Map<String, JsonNode> members(JsonNode object) {
        var members = new LinkedHashMap<String, JsonNode>();
        object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }

    private static ObjectNode object(Random random, int depth) {
        var object = NODES.objectNode();
        int size = random.nextInt(5);
        for (int i = 0; i < size; i++) {
            object.set(NAMES.get(random.nextInt(NAMES.size())), value(random, depth));
        }
        return switch (random.nextInt(12)) { // protected values, whole and not quite
            case 0 -> depth == 0 ? object : object.removeAll().put("e", 3).put("t", "0123456789abcdef0123456789abcdef");
            case 1 -> depth == 0 ? object : object.removeAll().put("k", "key").put("c", "Y2lwaGVy");
            case 2 -> object.put("e", 3).put("t", "0123456789abcdef0123456789abcdef");
            default -> object;
        };
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 3 ? 6 : 9)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextInt(2_000) - 1_000);
            case 3 -> NODES.numberNode(BigInteger.valueOf(random.nextLong()).pow(1 + random.nextInt(2)));
            case 4 -> NODES.numberNode(random.nextInt(100_000) / 64.0);
            case 5 -> NODES.textNode(TEXTS.get(random.nextInt(TEXTS.size())));
            case 6 -> list(random, depth);
            default -> object(random, depth + 1);
        };
    }

    private static ArrayNode list(Random random, int depth) {
        var list = NODES.arrayNode();
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            list.add(value(random, depth + 1));
        }
        return list;
    }
}
