package io.probity.adhere;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ViolationIdTest {
    @Test
    void anIdIsTheSameForTheSameAndDiffersInEachPart() {
        var id = ViolationId.of("c", "s", "d");

        assertThat(id).isEqualTo(ViolationId.of("c", "s", "d")).matches("[0-9a-f]{64}");
        assertThat(ViolationId.of("c2", "s", "d")).isNotEqualTo(id);
        assertThat(ViolationId.of("c", "s2", "d")).isNotEqualTo(id);
        assertThat(ViolationId.of("c", "s", "d2")).isNotEqualTo(id);
    }

    @Test
    void whereOnePartEndsAndTheNextBeginsIsPartOfIt() {
        assertThat(ViolationId.of("ab", "c", "d")).isNotEqualTo(ViolationId.of("a", "bc", "d"));
        assertThat(ViolationId.of("a", "1:b", "c")).isNotEqualTo(ViolationId.of("a1:b", "", "c"));
    }
}
