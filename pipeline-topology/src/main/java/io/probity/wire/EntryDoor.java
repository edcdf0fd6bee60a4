package io.probity.wire;

import io.probity.model.Entry;
import org.apache.kafka.common.header.Headers;

/**
 * How an entry goes into the log and comes out of it: Avro in the registry's wire format, and a MAC in the header {@value
 * #MAC_HEADER}, so that nobody who can write to the topic but lacks the intake's key slips an entry in unseen.
 */
public interface EntryDoor {
    /** Record header that holds HMAC-SHA256(intake key, length of the record key ‖ record key ‖ Avro payload), 32 bytes. */
    String MAC_HEADER = "mac";

    /** An entry as it goes on the wire. */
    record Signed(byte[] wire, byte[] mac) {}

    /** What came out: one of two things, and the compiler knows both. */
    sealed interface Opened {
        /**
         * The intake wrote it.
         *
         * @param payload the entry's Avro bytes in this build's schema, without the five bytes of the wire format
         */
        record Genuine(Entry entry, byte[] payload) implements Opened {}

        /** The MAC is missing or wrong: somebody else wrote it. */
        record Forged(byte[] bytes) implements Opened {}
    }

    /** Encodes and signs. */
    Signed sign(byte[] key, Entry entry);

    /**
     * Checks, then decodes; a forged record is never decoded.
     *
     * @throws RuntimeException if the registry cannot be asked for a schema: the world's fault, to be tried again
     */
    Opened open(byte[] key, byte[] wire, Headers headers);
}
