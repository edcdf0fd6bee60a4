package io.probity.rejected;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.probity.canonical.CanonicalJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {
    /** The kinds of case that appendix A of RFC 7396 has. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":\"b\"} | {\"a\":\"c\"} | {\"a\":\"c\"}",
                "{\"a\":\"b\"} | {\"b\":\"c\"} | {\"a\":\"b\",\"b\":\"c\"}",
                "{\"a\":\"b\"} | {\"a\":null} | {}",
                "{\"a\":\"b\",\"b\":\"c\"} | {\"a\":null} | {\"b\":\"c\"}",
                "{\"a\":[\"b\"]} | {\"a\":\"c\"} | {\"a\":\"c\"}",
                "{\"a\":\"c\"} | {\"a\":[\"b\"]} | {\"a\":[\"b\"]}",
                "{\"a\":{\"b\":\"c\"}} | {\"a\":{\"b\":\"d\",\"c\":null}} | {\"a\":{\"b\":\"d\"}}",
                "{\"a\":[{\"b\":\"c\"}]} | {\"a\":[1]} | {\"a\":[1]}",
                "[\"a\",\"b\"] | [\"c\",\"d\"] | [\"c\",\"d\"]",
                "{\"a\":\"b\"} | [\"c\"] | [\"c\"]",
                "{\"e\":null} | {\"a\":1} | {\"a\":1,\"e\":null}",
                "[1,2] | {\"a\":\"b\",\"c\":null} | {\"a\":\"b\"}",
                "{} | {\"a\":{\"bb\":{\"ccc\":null}}} | {\"a\":{\"bb\":{}}}"
            })
    void doesWhatTheStandardSays(String target, String patch, String expected) throws JsonProcessingException {
        var before = CanonicalJson.read(target);
        var merged = MergePatch.apply(before, CanonicalJson.read(patch));

        assertThat(CanonicalJson.text(merged)).isEqualTo(expected);
        assertThat(before).as("the target stays as it was").isEqualTo(CanonicalJson.read(target));
    }

    /** Where the standard would put the object in the place of the list. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"r\":[{\"a\":1,\"b\":2}],\"x\":3} | {\"r\":{\"a\":null,\"c\":4}} | {\"r\":[{\"b\":2,\"c\":4}],\"x\":3}",
                "[{\"a\":1}] | {\"b\":2} | [{\"a\":1,\"b\":2}]",
                "{\"r\":[{},{}]} | {\"r\":{\"a\":1}} | {\"r\":{\"a\":1}}",
                "{\"r\":[1]} | {\"r\":{\"a\":1}} | {\"r\":{\"a\":1}}"
            })
    void goesIntoTheOnlyItemOfABatch(String target, String patch, String expected) throws JsonProcessingException {
        assertThat(CanonicalJson.text(MergePatch.apply(CanonicalJson.read(target), CanonicalJson.read(patch))))
                .isEqualTo(expected);
    }
}
