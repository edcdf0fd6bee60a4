package io.probity.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.probity.registry.RegistryUnavailableException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final Patience patience = new Patience();
    private final AtomicInteger toldAway = new AtomicInteger();

    @Test
    void asksUntilThereIsAnAnswerAndTellsOnceThatItWaits() {
        var asked = new AtomicInteger();

        assertThat(patience.outlast(
                        () -> {
                            if (asked.incrementAndGet() < 3) {
                                throw new RegistryUnavailableException("away");
                            }
                            return "answer";
                        },
                        away -> toldAway.incrementAndGet()))
                .isEqualTo("answer");
        assertThat(asked).hasValue(3);
        assertThat(toldAway).hasValue(1);
    }

    @Test
    void letsGoOfAThreadThatIsInsideTheRegistrysClient() throws Exception {
        var inside = new CountDownLatch(1);
        var waiting = waiting(() -> {
            inside.countDown();
            try {
                new CountDownLatch(1).await();
                return "never";
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt(); // as the client does
                throw new RegistryUnavailableException("interrupted", interrupted);
            }
        });
        inside.await();
        patience.end();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(waiting::get)
                .withCauseInstanceOf(WaitEndedException.class);
    }

    @Test
    void letsGoOfAThreadThatPausesBetweenTwoQuestions() throws Exception {
        var asked = new CountDownLatch(1);
        var waiting = waiting(() -> {
            asked.countDown();
            throw new RegistryUnavailableException("away");
        });
        asked.await();
        patience.end();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(waiting::get)
                .withCauseInstanceOf(WaitEndedException.class);
    }

    /** Stores are closed on the thread that waited: they must not meet an interrupt that was not meant for them. */
    @Test
    void leavesNoInterruptBehind() {
        patience.end();

        assertThat(patience.outlast(() -> "known", away -> toldAway.incrementAndGet()))
                .isEqualTo("known");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private CompletableFuture<String> waiting(Supplier<String> question) {
        var answer = new CompletableFuture<String>();
        Thread.ofPlatform().name("waiting").start(() -> {
            try {
                answer.complete(patience.outlast(question, away -> toldAway.incrementAndGet()));
            } catch (RuntimeException ended) {
                answer.completeExceptionally(ended);
            }
        });
        return answer;
    }
}
