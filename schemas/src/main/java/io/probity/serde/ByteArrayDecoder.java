package io.probity.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Avro binary out of an array, believing nothing: no length and no count may exceed the bytes that are left, before
 * anything is allocated for it.
 *
 * <p>Avro's own decoder has limits too, but they are system properties, read once by whichever class comes first, and
 * the same for all records. Here the record is its own limit. That a count may not exceed the bytes left rests on
 * {@link SchemaVetting}, which lets no item of no bytes through.
 */
final class ByteArrayDecoder extends Decoder {
    private static final char REPLACEMENT = '\uFFFD';

    private byte[] bytes = new byte[0];
    private int position;
    private int end;

    /** Starts anew on other bytes; keeps no copy of them. */
    ByteArrayDecoder reset(byte[] from, int offset) {
        bytes = from;
        position = offset;
        end = from.length;
        return this;
    }

    /** Bytes not read yet. */
    @Override
    public int remainingBytes() {
        return end - position;
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws IOException {
        return switch (next()) {
            case 0 -> false;
            case 1 -> true;
            default -> throw new IOException("a boolean that is neither 0 nor 1");
        };
    }

    @Override
    public int readInt() throws IOException {
        var value = readLong();
        if ((int) value != value) {
            throw new IOException("an int that does not fit 32 bits");
        }
        return (int) value;
    }

    @Override
    public long readLong() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte read = next();
            value |= (long) (read & 0x7f) << shift;
            if (read >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new IOException("a number that does not end");
    }

    @Override
    public float readFloat() throws IOException {
        return Float.intBitsToFloat(
                Integer.reverseBytes(ByteBuffer.wrap(bytes, take(4), 4).getInt()));
    }

    @Override
    public double readDouble() throws IOException {
        return Double.longBitsToDouble(
                Long.reverseBytes(ByteBuffer.wrap(bytes, take(8), 8).getLong()));
    }

    @Override
    public String readString() throws IOException {
        int length = length("string");
        int from = take(length);
        var text = new String(bytes, from, length, UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0
                && !Arrays.equals(text.getBytes(UTF_8), Arrays.copyOfRange(bytes, from, from + length))) {
            throw new IOException("a string that is not UTF-8");
        }
        return text;
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public void skipString() throws IOException {
        take(length("string"));
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
        int length = length("bytes");
        int from = take(length);
        return ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, from + length));
    }

    @Override
    public void skipBytes() throws IOException {
        take(length("bytes"));
    }

    @Override
    public void readFixed(byte[] into, int start, int length) throws IOException {
        System.arraycopy(bytes, take(length), into, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        take(length);
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        return items();
    }

    @Override
    public long arrayNext() throws IOException {
        return items();
    }

    @Override
    public long skipArray() throws IOException {
        return itemsToSkip();
    }

    @Override
    public long readMapStart() throws IOException {
        return items();
    }

    @Override
    public long mapNext() throws IOException {
        return items();
    }

    @Override
    public long skipMap() throws IOException {
        return itemsToSkip();
    }

    /** Number of items in the next block; a negative count says that the block's length in bytes follows. */
    private long items() throws IOException {
        long count = readLong();
        if (count < 0) {
            length("block");
            count = -count;
        }
        return bounded(count);
    }

    /** Goes over blocks that say their length; the count of one that does not, for the caller to go over. */
    private long itemsToSkip() throws IOException {
        long count = readLong();
        while (count < 0) {
            take(length("block"));
            count = readLong();
        }
        return bounded(count);
    }

    private long bounded(long count) throws IOException {
        if (count < 0 || count > remainingBytes()) {
            throw new EOFException("a block of " + count + " items, where " + remainingBytes() + " bytes are left");
        }
        return count;
    }

    private int length(String what) throws IOException {
        long length = readLong();
        if (length < 0 || length > remainingBytes()) {
            throw new EOFException(what + " of " + length + " bytes, where " + remainingBytes() + " are left");
        }
        return (int) length;
    }

    /** Where the next so many bytes start; they count as read. */
    private int take(int length) throws IOException {
        if (length < 0 || length > remainingBytes()) {
            throw new EOFException(length + " bytes wanted, where " + remainingBytes() + " are left");
        }
        int from = position;
        position += length;
        return from;
    }

    private byte next() throws IOException {
        if (position >= end) {
            throw new EOFException("the record ends too early");
        }
        return bytes[position++];
    }
}
