package io.probity.draft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Texts made short. */
class ShortenedTest {
    private static final String FACES = "a\uD83D\uDE00\uD83D\uDE00"; // a letter and two characters of two halves each

    @Test
    void noCharacterIsCutInHalf() {
        assertThat(Shortened.beginning(FACES, 3)).isEqualTo("a\uD83D\uDE00");
        assertThat(Shortened.beginning(FACES, 4)).isEqualTo("a\uD83D\uDE00");
        assertThat(Shortened.words(FACES, 3)).isEqualTo("a…");
    }

    @Test
    void whatIsWithinItsBoundStaysAsItIs() {
        assertThat(Shortened.beginning(FACES, 5)).isSameAs(FACES);
        assertThat(Shortened.words(FACES, 5)).isSameAs(FACES);
    }
}
