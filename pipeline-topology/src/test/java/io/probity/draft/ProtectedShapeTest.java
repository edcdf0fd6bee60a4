package io.probity.draft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a token, and what only looks like one. */
class ProtectedShapeTest {
    private static final String T = "0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @ValueSource(strings = {"token:1:" + T, "token:0:" + T, "token:2147483647:" + T})
    void isAToken(String text) {
        assertThat(ProtectedShape.isToken(text)).isTrue();
        assertThat(ProtectedShape.isToken(text + " and more")).isFalse();
        assertThat(ProtectedShape.isToken(' ' + text)).isFalse();
        assertThat(ProtectedShape.isToken(text + '0')).isFalse();
        assertThat(ProtectedShape.isToken(text.substring(0, text.length() - 1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "token",
                "token:",
                "token::",
                "token:1:",
                "token::" + T,
                "token:a:" + T,
                "token:-1:" + T,
                "Token:1:" + T,
                "tokens:1:" + T,
                "token:1;" + T,
                "token:1:0123456789ABCDEF0123456789abcdef",
                "token:1:0123456789abcdef0123456789abcdeg",
                "token:1:0123456789abcdef:123456789abcdef",
                "token:1:2:" + T
            })
    void isNone(String text) {
        assertThat(ProtectedShape.isToken(text)).isFalse();
    }
}
