package io.probity.enrich;

import io.probity.registry.RegistryUnavailableException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Outlasts the registry's absence, however long it is, on a thread whose blocking hurts nobody, and lets go when the
 * application is told to end. Safe for use by several threads.
 */
public final class Patience {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final CountDownLatch ended = new CountDownLatch(1);
    /** Threads that ask now. Guarded by itself. */
    private final Set<Thread> asking = new HashSet<>();

    /**
     * The answer, once there is one. The registry's client pauses between its own attempts for {@code registry.wait.ms};
     * the pauses here lie between its surrenders.
     *
     * @param away hears of the first surrender, before the waiting goes on
     * @throws WaitEndedException if {@link #end} was called before there was an answer
     */
    <T> T outlast(Supplier<T> question, Consumer<RegistryUnavailableException> away) {
        var pause = FIRST_PAUSE;
        for (int round = 0; ; round++) {
            try {
                return ask(question);
            } catch (RegistryUnavailableException unavailable) {
                if (round == 0 && ended.getCount() > 0) {
                    away.accept(unavailable);
                }
                sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    /** Ends every wait, now and from now on. What needs no waiting is still answered. */
    public void end() {
        ended.countDown();
        synchronized (asking) {
            asking.forEach(Thread::interrupt);
        }
    }

    private <T> T ask(Supplier<T> question) {
        var self = Thread.currentThread();
        synchronized (asking) {
            asking.add(self);
            if (ended.getCount() == 0) {
                self.interrupt(); // a wait that begins after the end must end as well
            }
        }
        try {
            return question.get();
        } finally {
            synchronized (asking) {
                asking.remove(self);
                if (ended.getCount() == 0) {
                    Thread.interrupted(); // ours: what closes the stores on this thread must not meet it
                }
            }
        }
    }

    private void sleep(Duration pause) {
        try {
            if (ended.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new WaitEndedException("told to end while it waited for the schema registry");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new WaitEndedException("interrupted while it waited for the schema registry");
        }
    }
}
