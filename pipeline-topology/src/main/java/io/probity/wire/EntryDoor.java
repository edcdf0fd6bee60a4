package io.probity.wire;

import io.probity.model.Entry;
import org.apache.kafka.common.header.Headers;

/**
 * How an entry goes into the log and comes out of it: Avro in the registry's wire format, and a MAC in the header {@value
 * #MAC_HEADER}, so that nobody who can write to the topic but lacks the intake's key slips an entry in unseen.
 */
public interface EntryDoor {
    /**
     * Record header of 48 bytes: the first 16 of the SHA-256 of the writer's schema in Parsing Canonical Form, and
     * HMAC-SHA256(intake key, those 16 ‖ length of the record key, 4 bytes ‖ record key ‖ Avro payload).
     */
    String MAC_HEADER = "mac";

    /**
     * An entry as it goes on the wire.
     *
     * @param mac what the header {@value #MAC_HEADER} holds
     */
    record Signed(byte[] wire, byte[] mac) {}

    /** What came out: one of two things, and the compiler knows both. */
    sealed interface Opened {
        /**
         * The intake wrote it.
         *
         * @param payload the entry's Avro bytes in this build's schema, without the five bytes of the wire format
         */
        record Genuine(Entry entry, byte[] payload) implements Opened {}

        /** The MAC is missing or wrong: somebody else wrote it. Or it is right, and the bytes cannot be read. */
        record Forged(byte[] bytes) implements Opened {}
    }

    /** Encodes and signs. */
    Signed sign(byte[] key, Entry entry);

    /**
     * Checks, then decodes; a record whose MAC is wrong is never decoded, and no registry is asked about it.
     *
     * @throws io.probity.registry.RegistryUnavailableException if the intake signed the record, its schema is not known
     *     here and no registry answers: the world's fault, to be tried again
     */
    Opened open(byte[] key, byte[] wire, Headers headers);
}
