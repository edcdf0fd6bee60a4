package io.probity.evaluate.cel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final String ONE = "token:1:" + "0".repeat(32);
    private static final String TWELVE = "token:12:" + "f".repeat(32);

    @Test
    void eachTokenOfATextTellsItsEpoch() {
        assertThat(epochs(ONE)).containsExactly("1");
        assertThat(epochs("user/" + TWELVE + "/key")).containsExactly("12");
        assertThat(epochs(ONE + TWELVE)).containsExactly("1", "12");
        assertThat(epochs("token:token:" + ONE)).containsExactly("1");
        assertThat(epochs(List.of(TWELVE, "a", ONE))).containsExactly("12", "1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "token:",
                "token::",
                "token:1:0123",
                "token:1x",
                "tokens of nobody, which are many and are said"
            })
    void whatLooksLikeATokenIsNone(String text) {
        assertThat(epochs(text)).isEmpty();
        assertThat(Tokens.most(text)).isZero();
    }

    @Test
    void aTokenEndsWhereItsDigitsDo() {
        assertThat(epochs(ONE + "0")).isEmpty();
        assertThat(epochs(ONE + "g")).containsExactly("1");
        assertThat(epochs("token:x:" + "0".repeat(32))).isEmpty();
        assertThat(epochs("token::" + "0".repeat(40))).isEmpty();
    }

    @Test
    void tokensAreCountedAsFarAsTwo() {
        assertThat(Tokens.most(ONE)).isEqualTo(1);
        assertThat(Tokens.most("user/" + ONE)).isEqualTo(1);
        assertThat(Tokens.most(ONE + ONE + ONE)).isEqualTo(2);
        assertThat(Tokens.most(List.of("a", ONE, 1L))).isEqualTo(1);
        assertThat(Tokens.most(List.of(ONE, TWELVE, ONE))).isEqualTo(2);
        assertThat(Tokens.most(null)).isZero();
        assertThat(Tokens.most(7L)).isZero();
    }

    private static Set<String> epochs(Object value) {
        var epochs = new LinkedHashSet<String>();
        Tokens.epochs(value, epochs);
        return epochs;
    }
}
