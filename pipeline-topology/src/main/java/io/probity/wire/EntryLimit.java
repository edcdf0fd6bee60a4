package io.probity.wire;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * How large the body of an entry may be. What is larger would be signed, and then be more than the broker takes or the
 * ledger reads: the same record would stop the pipeline at every start. So it is weighed before it is signed.
 *
 * @param maxBytes of the body as Avro; leave room for the entry's origin, digest and key, which are some 4 KiB
 */
public record EntryLimit(int maxBytes) {
    private static final int MOST_BYTES_OF_A_CHAR = 3;
    /** A length, a count or a number takes no more. */
    private static final int NUMBER = 10;

    /** What to say of a body that is too large; null for one that fits. */
    public @Nullable String excess(IndexedRecord body) {
        long bytes = bytes(body);
        return bytes <= maxBytes ? null : "its entry is " + bytes + " bytes; the limit is " + maxBytes;
    }

    /** Never less than the Avro bytes, and hardly more where that matters. */
    public long bytes(IndexedRecord body) {
        long most = weigh(body, false);
        return most <= maxBytes ? most : weigh(body, true);
    }

    private static long weigh(@Nullable Object value, boolean exactly) {
        return switch (value) {
            case null -> 1;
            case CharSequence text -> NUMBER + (exactly ? utf8(text) : (long) MOST_BYTES_OF_A_CHAR * text.length());
            case ByteBuffer bytes -> NUMBER + bytes.remaining();
            case IndexedRecord record -> weighFields(record, exactly);
            case Collection<?> items -> {
                long sum = 2 * NUMBER;
                for (var item : items) {
                    sum += 1 + weigh(item, exactly);
                }
                yield sum;
            }
            case Map<?, ?> map -> weigh(map.keySet(), exactly) + weigh(map.values(), exactly);
            default -> NUMBER;
        };
    }

    /** Each field may be a union, which takes a byte to say of what. */
    private static long weighFields(IndexedRecord record, boolean exactly) {
        int fields = record.getSchema().getFields().size();
        long sum = fields;
        for (int i = 0; i < fields; i++) {
            sum += weigh(record.get(i), exactly);
        }
        return sum;
    }

    private static long utf8(CharSequence text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // a pair of surrogates is four bytes, so two for each half
            bytes += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
        }
        return bytes;
    }
}
