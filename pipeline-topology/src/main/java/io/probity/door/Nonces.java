package io.probity.door;

import io.probity.door.Proof.Nonce;
import io.probity.serve.Problem;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/** The nonces of one door that were used, each for as long as its time stamp is good: nothing is forgotten too early. */
final class Nonces {
    private final int most;
    private final DoorCounters counters;
    private final Set<String> used = new HashSet<>();
    private final PriorityQueue<Nonce> byEnd = new PriorityQueue<>(Comparator.comparing(Nonce::until));

    /** @param most that are remembered; those who come then are asked to come again, since forgetting would let one in twice */
    Nonces(int most, DoorCounters counters) {
        this.most = most;
        this.counters = counters;
    }

    /** @throws Problem 409, if it was used before; 429, if there are too many */
    synchronized void use(Nonce nonce, Instant now) {
        while (!byEnd.isEmpty() && byEnd.element().until().isBefore(now)) {
            used.remove(byEnd.remove().text());
        }
        if (used.contains(nonce.text())) {
            throw Problem.of(409, "Replayed", "the nonce was used before; sign the request again with another one");
        }
        if (used.size() >= most) {
            counters.pushedBack("nonces");
            throw Problem.tooMany("too many requests within the tolerance of their time stamps", 5);
        }
        used.add(nonce.text());
        byEnd.add(nonce);
    }

    synchronized int size() {
        return used.size();
    }
}
