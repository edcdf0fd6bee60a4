package io.probity.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;

/** One thread's buffer and encoder, used again for each record. */
final class AvroEncoding {
    /** A buffer that one large record made larger than this is not kept. */
    private static final int MAX_KEPT_BYTES = 256 * 1024;

    /** A union's branch is its index as a long; 1 in Avro's zigzag is 2. */
    private static final int SECOND_BRANCH = 2;

    private static final ThreadLocal<AvroEncoding> OF_THREAD = ThreadLocal.withInitial(AvroEncoding::new);

    private Buffer buffer = new Buffer();
    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(buffer, null);

    private AvroEncoding() {}

    /** Encodes without a header. */
    static <T> byte[] payload(DatumWriter<T> writer, T value) {
        return OF_THREAD.get().encode(writer, value, -1);
    }

    /** Encodes with the header for this schema id. */
    static <T> byte[] framed(int schemaId, DatumWriter<T> writer, T value) {
        return OF_THREAD.get().encode(writer, value, schemaId);
    }

    /** Encodes with the header, and puts bytes in the place of the null of two branches that the record ends with. */
    static <T> byte[] framed(int schemaId, DatumWriter<T> writer, T open, byte[] last) {
        return OF_THREAD.get().encodeOpen(schemaId, writer, open, last);
    }

    private <T> byte[] encodeOpen(int schemaId, DatumWriter<T> writer, T open, byte[] last) {
        fill(writer, open, schemaId);
        buffer.replaceLast(SECOND_BRANCH);
        return buffer.followedBy(last);
    }

    /** @param schemaId negative for no header */
    private <T> byte[] encode(DatumWriter<T> writer, T value, int schemaId) {
        fill(writer, value, schemaId);
        return buffer.toByteArray();
    }

    private <T> void fill(DatumWriter<T> writer, T value, int schemaId) {
        if (buffer.capacity() > MAX_KEPT_BYTES) {
            buffer = new Buffer();
        }
        buffer.reset();
        EncoderFactory.get().binaryEncoder(buffer, encoder);
        if (schemaId >= 0) {
            buffer.writeHeader(schemaId);
        }
        try {
            writer.write(value, encoder);
            encoder.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
    }

    /** Says how large it has grown. */
    private static final class Buffer extends ByteArrayOutputStream {
        Buffer() {
            super(2048);
        }

        int capacity() {
            return buf.length;
        }

        void replaceLast(int value) {
            buf[count - 1] = (byte) value;
        }

        byte[] followedBy(byte[] more) {
            byte[] all = Arrays.copyOf(buf, count + more.length);
            System.arraycopy(more, 0, all, count, more.length);
            return all;
        }

        void writeHeader(int schemaId) {
            write(WireFormat.MAGIC);
            write(schemaId >>> 24);
            write(schemaId >>> 16);
            write(schemaId >>> 8);
            write(schemaId);
        }
    }
}
