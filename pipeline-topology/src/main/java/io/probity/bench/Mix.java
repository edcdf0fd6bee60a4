package io.probity.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.model.SubmittedEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;

/**
 * The records that both programs read: of every 100 one is malformed, five repeat an earlier one byte for byte, 30 are new and
 * trigger a control of the shipped catalog, 64 are new and trigger none. The same seed gives the same records.
 */
final class Mix {
    private static final int MALFORMED = 1;
    private static final int REPEATED = 5;
    private static final int JUDGED = 30;

    /** Which of a hundred is malformed: a fixed one, so that their number is known. */
    private static final int MALFORMED_AT = 50;

    /** How far back a repeat reaches: a producer that sends again what was not acknowledged reaches no further. */
    private static final int MEMORY = 1_000;

    private final Random random;
    private final MixEvents events;
    private final Function<SubmittedEvent, byte[]> encoder;
    private final Piece[] sent = new Piece[MEMORY];
    private int number;
    private int made;
    private int remembered;

    /** One record, as it goes on the wire. */
    record Piece(byte[] key, byte[] value) {}

    /**
     * @param latest no event happened later
     * @param encoder to the registry's wire format
     */
    Mix(long seed, Instant latest, Function<SubmittedEvent, byte[]> encoder) {
        this.random = new Random(seed);
        this.events = new MixEvents(random, latest);
        this.encoder = encoder;
    }

    /** How many of the first so many are malformed. */
    static int malformedOf(int events) {
        return events / 100 * MALFORMED + (events % 100 > MALFORMED_AT ? 1 : 0);
    }

    /** The next record. */
    Piece next() {
        int place = number++ % 100;
        int roll = place == MALFORMED_AT ? 0 : MALFORMED + random.nextInt(100 - MALFORMED);
        if (roll < MALFORMED) {
            return cut(whole(false));
        }
        if (roll < MALFORMED + REPEATED && remembered > 0) {
            return sent[random.nextInt(Math.min(remembered, MEMORY))];
        }
        var piece = whole(roll >= 100 - JUDGED);
        sent[remembered++ % MEMORY] = piece;
        return piece;
    }

    private Piece whole(boolean judged) {
        var event = events.next(made++, judged);
        return new Piece(key(event).getBytes(UTF_8), encoder.apply(event));
    }

    /** Events of one project in one partition, as a platform sends them. */
    static String key(SubmittedEvent event) {
        return event.getScope().getKind() + '/' + event.getScope().getId();
    }

    /** The header is whole, so that both programs try to decode it; the record ends too early. */
    private Piece cut(Piece piece) {
        return new Piece(piece.key(), Arrays.copyOf(piece.value(), piece.value().length / 2));
    }
}
