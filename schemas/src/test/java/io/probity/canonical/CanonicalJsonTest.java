package io.probity.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                0                     | 0
                -0                    | 0
                -0.0                  | 0
                0e999999999           | 0
                1.0                   | 1
                1.50                  | 1.5
                1e2                   | 100
                1.5E+3                | 1500
                1E-3                  | 0.001
                -12.3e-1              | -1.23
                9223372036854775807   | 9223372036854775807
                -9223372036854775808  | -9223372036854775808
                9223372036854775808   | 9223372036854775808
                18446744073709551616  | 18446744073709551616
                0.1                   | 0.1
                0.30000000000000004   | 0.30000000000000004
                1e40                  | 10000000000000000000000000000000000000000
                1e41                  | 1E+41
                1e400                 | 1E+400
                1E-400                | 1E-400
                1e999999999           | 1E+999999999
                10e999999998          | 1E+999999999
                -1e-999999999         | -1E-999999999
                """)
    void keepsEveryDigitOfANumber(String json, String text) throws JsonProcessingException {
        assertThat(CanonicalJson.text(CanonicalJson.read(json))).isEqualTo(text);
        assertThat(CanonicalJson.text(CanonicalJson.read(text))).isEqualTo(text);
    }

    @Test
    void keepsAnIntegerOfAThousandDigits() throws JsonProcessingException {
        var digits = "7".repeat(1_000);

        assertThat(CanonicalJson.text(CanonicalJson.read("[" + digits + "]"))).isEqualTo("[" + digits + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e1000000000",
                "1e2147483647",
                "10e2147483647",
                "100e2147483647",
                "1e-2147483647",
                "1e2147483648",
                "-5e-1000000000"
            })
    @Timeout(2)
    void refusesAnExponentThatNobodyMeansInsteadOfExpandingIt(String json) throws JsonProcessingException {
        var node = CanonicalJson.read(json);

        assertThatThrownBy(() -> CanonicalJson.text(node)).isInstanceOf(CanonicalFormException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e2147483649", "1e99999999999999999999", "[1.5e-99999999999]"})
    void cannotEvenReadAnExponentBeyondAnInt(String json) {
        assertThatThrownBy(() -> CanonicalJson.read(json)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void saysSoWhereAReaderOfDoublesLostTheNumber() throws JsonProcessingException {
        var lost = new JsonMapper().readTree("1e400");

        assertThatThrownBy(() -> CanonicalJson.text(lost))
                .isInstanceOf(CanonicalFormException.class)
                .hasMessageContaining("read it with CanonicalJson.read");
    }

    @Test
    void sortsMembersByUtf16AndKeepsNulls() throws JsonProcessingException {
        var json = "{ \"\\uff5e\": 1, \"\\ud83d\\ude00\": 2, \"b\": null, \"B\": [ ], \"\": { }, \"a\": [ 1, null ] }";

        assertThat(CanonicalJson.text(CanonicalJson.read(json)))
                .isEqualTo("{\"\":{},\"B\":[],\"a\":[1,null],\"b\":null,\"\ud83d\ude00\":2,\"\uff5e\":1}");
    }

    @Test
    void escapesOnlyWhatItMust() throws JsonProcessingException {
        var json = "\"\\u0000\\u001F\\b\\t\\n\\f\\r\\\"\\\\\\/\\u007f\\u00e9\\u2028\\ud83d\\ude00\"";

        assertThat(CanonicalJson.text(CanonicalJson.read(json)))
                .isEqualTo("\"\\u0000\\u001f\\b\\t\\n\\f\\r\\\"\\\\/\u007fé\u2028\ud83d\ude00\"");
    }

    @Test
    void keepsHalfASurrogatePairAsTheEscapeItCameAs() throws JsonProcessingException {
        var json = "{\"\\uDE00\":\"a\\ud83d\",\"x\":\"\\ude00\\ud83d\\ud83d\\ude00\"}";

        var text = CanonicalJson.text(CanonicalJson.read(json));

        assertThat(text).isEqualTo("{\"x\":\"\\ude00\\ud83d\ud83d\ude00\",\"\\ude00\":\"a\\ud83d\"}");
        assertThat(CanonicalJson.text(CanonicalJson.read(text))).isEqualTo(text);
    }

    @Test
    void tellsAnEscapedHalfFromTheSixCharactersThatSpellIt() throws JsonProcessingException {
        assertThat(CanonicalJson.text(CanonicalJson.read("\"\\\\ud83d\""))).isEqualTo("\"\\\\ud83d\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{} {}", "[1,]", "{\"a\":NaN}", "01", "'a'", "{a:1}", "\"\t\""})
    void readsOnlyWhatEveryReaderReadsAlike(String json) {
        assertThatThrownBy(() -> CanonicalJson.read(json)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void bearsAThousandLevelsAndNotOneMore() throws JsonProcessingException {
        var deep = "[".repeat(1_000) + "]".repeat(1_000);

        assertThat(CanonicalJson.text(CanonicalJson.read(deep))).isEqualTo(deep);
        assertThatThrownBy(() -> CanonicalJson.read("[" + deep + "]")).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void inventsNothingForWhatIsNotJson() {
        var pojo = JsonNodeFactory.instance.pojoNode(Duration.ZERO);

        assertThatThrownBy(() -> CanonicalJson.text(pojo)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CanonicalJson.text(MissingNode.getInstance()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesEqualNumbersAlikeHoweverTheyAreSpelled() throws JsonProcessingException {
        var random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            var number = new BigDecimal(new BigInteger(random.nextInt(300), random), random.nextInt(-200, 200));
            var text = CanonicalJson.text(DecimalNode.valueOf(number));
            var spelled = DecimalNode.valueOf(number.setScale(number.scale() + random.nextInt(9)));

            assertThat(CanonicalJson.text(spelled)).isEqualTo(text);
            assertThat(CanonicalJson.text(CanonicalJson.read(text))).isEqualTo(text);
            assertThat(new BigDecimal(text)).isEqualByComparingTo(number);
        }
    }
}
