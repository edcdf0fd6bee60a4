package io.probity.adhere;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.Protected;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SameActorTest {
    private static final Protected ALICE = new Protected(null, null, 1, "aa");
    private static final Protected BOB = new Protected(null, null, 1, "bb");
    private static final Protected ALICE_LATER = new Protected(null, null, 2, "cc");
    private static final Protected HIDDEN = new Protected("k", ByteBuffer.allocate(1), null, null);

    @ParameterizedTest
    @MethodSource
    void saysOfTwoNamesWhetherTheyAreOne(Object opened, Object orders, SameActor same) {
        assertThat(SameActor.of(opened, orders)).isEqualTo(same);
    }

    static Stream<Arguments> saysOfTwoNamesWhetherTheyAreOne() {
        return Stream.of(
                Arguments.of("alice", "alice", SameActor.YES),
                Arguments.of("alice", "bob", SameActor.NO),
                Arguments.of("", "", SameActor.NO),
                Arguments.of("", ALICE, SameActor.NO),
                Arguments.of(ALICE, new Protected(null, null, 1, "aa"), SameActor.YES),
                Arguments.of(ALICE, BOB, SameActor.NO),
                Arguments.of(ALICE, ALICE_LATER, SameActor.UNKNOWN),
                Arguments.of(ALICE, "alice", SameActor.UNKNOWN),
                Arguments.of("alice", ALICE, SameActor.UNKNOWN),
                Arguments.of(HIDDEN, HIDDEN, SameActor.UNKNOWN));
    }
}
