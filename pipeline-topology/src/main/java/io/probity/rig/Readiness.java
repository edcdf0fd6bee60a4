package io.probity.rig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Waiting for a server to answer, without waiting for one that has died. */
final class Readiness {
    /** A loaded machine of two cores took up to 15 s where an idle one takes 2. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration STEP = Duration.ofMillis(50);

    private Readiness() {}

    /** A question to a server: true means that it is ready; an exception, that it is not yet. */
    @FunctionalInterface
    interface Question {
        boolean ask() throws Exception;
    }

    /**
     * Asks again and again until the answer is yes.
     *
     * @throws IllegalStateException with the end of its log, if the process ends or 90 s pass
     */
    static Duration await(ChildJvm jvm, String what, Question question) {
        long start = System.nanoTime();
        while (!isYes(question)) {
            var waited = Duration.ofNanos(System.nanoTime() - start);
            if (!jvm.isAlive() || waited.compareTo(PATIENCE) > 0) {
                var fate = jvm.isAlive() ? "does not answer after " + waited : "ended while starting";
                jvm.kill();
                throw new IllegalStateException(what + " " + fate + "; the end of its log:\n" + jvm.lastWords());
            }
            pause();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Whether somebody accepts connections there: cheaper and quieter to ask than a client that logs each refusal. */
    static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isYes(Question question) {
        try {
            return question.ask();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a server", e);
        } catch (Exception e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(STEP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a server", e);
        }
    }
}
