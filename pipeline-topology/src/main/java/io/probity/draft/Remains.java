package io.probity.draft;

import io.probity.canonical.EventDigest;
import io.probity.model.Header;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What audit.rejected keeps of a source record: all of it, but for records that no topic of ours would take. Kafka bounds a
 * batch by its compressed size, so a hostile producer's record may be a hundred megabytes on a topic that takes one; a
 * refusal of that size could not be written, and the record would stop the pipeline at every start.
 *
 * @param note what is not there, for the end of the refusal's detail; empty where nothing is missing
 */
public record Remains(@Nullable ByteBuffer key, @Nullable ByteBuffer value, List<Header> headers, String note) {
    /** Largest value that is kept whole, in bytes; validate.max.event.bytes may not be more. */
    private static final int MOST_VALUE = 3 << 20;
    /** What is kept of a larger one, in bytes. */
    public static final int BEGINNING = 64 << 10;

    private static final String CUT = "; the record has ";

    private static final int MOST_KEY = 64 << 10;
    private static final int MOST_HEADERS = 256 << 10;

    static Remains of(byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
        var note = new StringBuilder();
        return new Remains(
                beginning("key", key, MOST_KEY, MOST_KEY, note),
                beginning("record", value, MOST_VALUE, BEGINNING, note),
                headers(headers, note),
                note.toString());
    }

    /**
     * Whether a value that was kept is the beginning of a larger one. Where the detail cannot be read, one of just this length
     * counts as cut.
     *
     * @param detail of the refusal, as it is kept
     */
    public static boolean isBeginning(byte @Nullable [] value, Object detail) {
        return value != null
                && value.length == BEGINNING
                && (!(detail instanceof CharSequence words) || words.toString().contains(CUT));
    }

    private static @Nullable ByteBuffer beginning(
            String what, byte @Nullable [] bytes, int most, int kept, StringBuilder note) {
        if (bytes == null || bytes.length <= most) {
            return bytes == null ? null : ByteBuffer.wrap(bytes);
        }
        note.append(what.equals("record") ? CUT : "; the " + what + " has ")
                .append(bytes.length)
                .append(" bytes, SHA-256 ");
        note.append(EventDigest.hex(EventDigest.sha256(bytes)));
        note.append(", of which the first ").append(kept).append(" are kept");
        return ByteBuffer.wrap(Arrays.copyOf(bytes, kept));
    }

    private static List<Header> headers(List<Header> headers, StringBuilder note) {
        long length = length(headers);
        if (length <= MOST_HEADERS) {
            return headers;
        }
        note.append("; its headers, ").append(length).append(" bytes, are not kept");
        return List.of();
    }

    static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /** At least what they take on the wire. */
    static long length(List<Header> headers) {
        long length = 0;
        for (var header : headers) {
            int value = header.getValue() instanceof ByteBuffer bytes ? bytes.remaining() : 0;
            length += 3L * header.getKey().length() + value + 10;
        }
        return length;
    }
}
