package io.probity.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probity.door.Answered.Known;
import io.probity.door.Proof.Nonce;
import io.probity.serve.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a door remembers, and that it is bounded. */
class AnsweredTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final byte[] THIS = {1};
    private static final byte[] OTHER = {2};

    @Test
    void anAnswerIsGivenAgainUnderEachOfItsNames() {
        var answered = new Answered(Duration.ofHours(1), 10_000);
        finish(answered, NOW, 10, "id", "signature");

        for (var name : List.of("id", "signature")) {
            assertThat(answered.ask(List.of(name), THIS, NOW)).isInstanceOf(Known.Same.class);
            assertThat(answered.ask(List.of(name), OTHER, NOW)).isInstanceOf(Known.Other.class);
        }
        assertThat(answered.ask(List.of("another"), THIS, NOW)).isInstanceOf(Known.Nothing.class);
    }

    @Test
    void whatIsInHandIsAnsweredOnce() {
        var answered = new Answered(Duration.ofHours(1), 10_000);
        var first = (Known.Nothing) answered.ask(List.of("id"), THIS, NOW);

        assertThat(answered.ask(List.of("id"), THIS, NOW)).isInstanceOf(Known.InHand.class);
        answered.forget(first.entry());
        assertThat(answered.ask(List.of("id"), THIS, NOW)).isInstanceOf(Known.Nothing.class);
    }

    @Test
    void itIsForgottenAfterAWhile() {
        var answered = new Answered(Duration.ofHours(1), 10_000);
        finish(answered, NOW, 10, "id", "signature");

        assertThat(answered.ask(List.of("id"), THIS, NOW.plusSeconds(3599))).isInstanceOf(Known.Same.class);
        assertThat(answered.ask(List.of("id"), OTHER, NOW.plusSeconds(3600))).isInstanceOf(Known.Nothing.class);
        assertThat(answered.bytes()).isZero();
    }

    @Test
    void theOldestGiveWayWhenThereAreTooMany() {
        var answered = new Answered(Duration.ofHours(1), 10_000);
        for (int i = 0; i < 100; i++) {
            finish(answered, NOW, 744, "id" + i);
            assertThat(answered.bytes()).isLessThanOrEqualTo(10_000);
        }

        assertThat(answered.ask(List.of("id90"), THIS, NOW)).isInstanceOf(Known.Same.class);
        assertThat(answered.ask(List.of("id89"), THIS, NOW)).isInstanceOf(Known.Nothing.class);
    }

    private static void finish(Answered answered, Instant now, int bytes, String... names) {
        var first = (Known.Nothing) answered.ask(List.of(names), THIS, now);
        answered.finish(first.entry(), new Answered.Answer(202, new byte[bytes]));
    }

    @Test
    void aNonceIsRememberedUntilItsTimeStampIsStale() {
        var nonces = new Nonces(2, new DoorCounters());
        nonces.use(new Nonce("a", NOW.plusSeconds(300)), NOW);

        refused(409, () -> nonces.use(new Nonce("a", NOW.plusSeconds(300)), NOW.plusSeconds(300)));
        nonces.use(new Nonce("b", NOW.plusSeconds(600)), NOW.plusSeconds(301));
        assertThat(nonces.size()).isEqualTo(1);
    }

    @Test
    void noNonceIsForgottenToMakeRoomForAnother() {
        var nonces = new Nonces(2, new DoorCounters());
        nonces.use(new Nonce("a", NOW.plusSeconds(300)), NOW);
        nonces.use(new Nonce("b", NOW.plusSeconds(300)), NOW);

        refused(429, () -> nonces.use(new Nonce("c", NOW.plusSeconds(300)), NOW));
        refused(409, () -> nonces.use(new Nonce("a", NOW.plusSeconds(300)), NOW));
    }

    private static void refused(int status, Runnable what) {
        assertThatThrownBy(what::run)
                .isInstanceOfSatisfying(
                        Problem.class,
                        it -> assertThat(it.getResponse().getStatus()).isEqualTo(status));
    }
}
