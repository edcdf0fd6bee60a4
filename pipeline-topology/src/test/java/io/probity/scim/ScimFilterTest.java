package io.probity.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters of any length and shape are read to their end or refused, and never lose the thread's stack. */
class ScimFilterTest {
    private static final int LONG = 100_000;

    @Test
    void readsAValueOfAnyLength() {
        var value = "a".repeat(LONG);
        assertThat(ScimFilter.of("userName eq \"" + value + "\"").matches(user(value)))
                .isTrue();
        assertThat(ScimFilter.of("userName eq \"" + value + "b\"").matches(user(value)))
                .isFalse();
    }

    @Test
    void readsAsManyEscapesAsThereAre() {
        assertThat(ScimFilter.of("userName eq \"" + "\\\"".repeat(LONG) + "\"").matches(user("\"".repeat(LONG))))
                .isTrue();
    }

    @Test
    void readsAsManyComparisonsAsThereAre() {
        var filter = "userName eq \"ada\"" + " and userName eq \"ada\"".repeat(LONG / 20);
        assertThat(ScimFilter.of(filter).matches(user("ada"))).isTrue();
        assertThat(ScimFilter.of(filter + " and userName eq \"bob\"").matches(user("ada")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a[", "a[b eq ", "a[\"", "a eq \"\\", " ", "a eq ", "a", "\"", "a eq 1 and ", "and "})
    void refusesWhatHasNoEndAndDoesNotRepeatAllOfIt(String piece) {
        assertThatExceptionOfType(ScimException.class)
                .isThrownBy(() -> ScimFilter.of(piece.repeat(LONG / piece.length())))
                .satisfies(wrong -> assertThat(wrong.type()).isEqualTo("invalidFilter"))
                .satisfies(wrong -> assertThat(wrong.getMessage()).hasSizeLessThan(500));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "members[value eq \"a]b\"].display eq \"D\" | true",
                "members[value eq \"a\\\"] and [\"].display eq \"D\" | false",
                "userName\teq\t\"ada\"\tAND  userName eq \"ADA\"  | true",
            })
    void readsBracketsAndWordsInQuotesAsWhatTheyAre(String filter, boolean found) {
        var user = user("ada");
        user.putArray("members").addObject().put("value", "a]b").put("display", "D");
        assertThat(ScimFilter.of(filter).matches(user)).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "userName",
                "userName eq",
                "userName eq \"ada",
                "userName eq ada",
                "userName eq \"ada\" and",
                "userName eq \"ada\" or userName eq \"bob\"",
                "userName eq \"ada\" andy eq 1",
                "userName eq 1 2",
                "userName eq {}",
                "userName eq 1,2",
                "emails[type eq \"work\"",
                "emails[type[x eq 1] eq 2].value eq 3",
                "emails type eq \"work\"].value eq 1"
            })
    void refusesWhatItDoesNotUnderstand(String filter) {
        assertThatExceptionOfType(ScimException.class)
                .isThrownBy(() -> ScimFilter.of(filter))
                .extracting(ScimException::type)
                .isEqualTo("invalidFilter");
    }

    private static ObjectNode user(String name) {
        return JsonNodeFactory.instance.objectNode().put("userName", name);
    }
}
