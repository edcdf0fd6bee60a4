package io.probity.serde;

import io.probity.registry.InvalidSchemaException;
import io.probity.registry.SchemaRegistryClient;
import io.probity.registry.UnknownSchemaException;
import io.probity.serde.Decoded.Failed;
import io.probity.serde.Decoded.Value;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.Decoder;
import org.jspecify.annotations.Nullable;

/**
 * Decodes records of many writers' schemas. What a record is decoded into is the maker's business; that nothing but a
 * record or a fault comes out is this class's.
 *
 * @param <T> what comes out
 */
final class AvroReading<T> {
    /** Levels of records and containers that a record of a recursive schema may have. */
    static final int MAX_DEPTH = 100;

    private static final byte[] NOTHING = new byte[0];
    private static final ThreadLocal<ByteArrayDecoder> DECODER = ThreadLocal.withInitial(ByteArrayDecoder::new);

    private final SchemaRegistryClient registry;
    private final int maxBytes;
    private final Function<Schema, Plan<T>> maker;
    private final Map<Integer, Plan<T>> plans = new ConcurrentHashMap<>();
    private final Map<SchemaFingerprint, Plan<T>> plansOfWriters = new ConcurrentHashMap<>();

    /**
     * @param maxBytes longest record, header included
     * @param maker how to read what was written by a schema that has been vetted
     */
    AvroReading(SchemaRegistryClient registry, int maxBytes, Function<Schema, Plan<T>> maker) {
        this.registry = registry;
        this.maxBytes = maxBytes;
        this.maker = maker;
    }

    /**
     * How to read what one schema wrote.
     *
     * @param mismatch why the writer's schema cannot always be read as ours; empty if it can
     * @param reader safe for use by several threads
     */
    record Plan<T>(String mismatch, DatumReader<T> reader) {}

    /** Remembers a schema that needs no asking, because we registered it. */
    void know(int id, Schema writer) {
        plans.computeIfAbsent(id, i -> maker.apply(writer));
    }

    /** Remembers how to read what a schema wrote, whatever its id. */
    void know(SchemaFingerprint writer, Plan<T> plan) {
        plansOfWriters.put(writer, plan);
    }

    /**
     * Decodes a record with its header. The id in it is asked for once, and only where no record of this writer was read
     * before.
     *
     * @param writer of the schema that it was written with, from somebody who is trusted
     * @throws io.probity.registry.RegistryUnavailableException if the schema is not known here and no registry answers
     */
    Decoded<T> decode(byte[] bytes, SchemaFingerprint writer) {
        return decode(bytes, id -> {
            var plan = plansOfWriters.get(writer);
            return plan == null ? planFor(id, writer) : plan;
        });
    }

    /**
     * Decodes a record with its header.
     *
     * @throws io.probity.registry.RegistryUnavailableException if the schema is not known here and no registry answers
     */
    Decoded<T> decode(byte[] bytes) {
        return decode(bytes, id -> {
            var plan = plans.get(id);
            return plan == null ? planFor(id) : plan;
        });
    }

    /** @param plans how to read what carries a schema id; asked for no record that is refused by its looks */
    private Decoded<T> decode(byte[] bytes, IntFunction<Plan<T>> plans) {
        if (bytes.length > maxBytes) {
            return tooLarge(bytes.length);
        }
        if (!WireFormat.isFramed(bytes)) {
            return new Failed<>(DecodeFault.MALFORMED, notFramed(bytes));
        }
        int id = WireFormat.schemaId(bytes);
        try {
            return read(plans.apply(id), id, bytes, WireFormat.HEADER_BYTES);
        } catch (UnknownSchemaException unknown) {
            return new Failed<>(DecodeFault.UNKNOWN_SCHEMA, said(unknown));
        } catch (InvalidSchemaException unfit) {
            return new Failed<>(DecodeFault.INCOMPATIBLE_SCHEMA, said(unfit));
        }
    }

    /** Decodes a payload without header, written by this schema id's schema. */
    Decoded<T> read(Plan<T> plan, int id, byte[] bytes, int offset) {
        if (bytes.length > maxBytes) {
            return tooLarge(bytes.length);
        }
        var decoder = DECODER.get().reset(bytes, offset);
        try {
            var value = plan.reader().read(null, decoder);
            if (decoder.remainingBytes() > 0) {
                return failed(plan, id, DecodeFault.MALFORMED, decoder.remainingBytes() + " bytes are left over");
            }
            return new Value<>(value, id);
        } catch (TooDeepException deep) {
            return failed(plan, id, DecodeFault.TOO_DEEP, said(deep));
        } catch (IOException | RuntimeException broken) {
            return failed(plan, id, DecodeFault.MALFORMED, said(broken));
        } catch (StackOverflowError deep) {
            return failed(plan, id, DecodeFault.TOO_DEEP, "nested too deep for the stack");
        } finally {
            decoder.reset(NOTHING, 0); // or the thread would hold the last record for ever
        }
    }

    private Plan<T> planFor(int id) {
        // Asked outside the map: a wait of a minute must not lock other schemas out.
        var writer = registry.schemaOf(id);
        return plans.computeIfAbsent(id, i -> vetted(writer));
    }

    private Plan<T> planFor(int id, SchemaFingerprint writer) {
        var found = registry.schemaOf(id);
        if (!SchemaFingerprint.of(found).equals(writer)) {
            throw new UnknownSchemaException("schema " + id + " is not the one that the record was written with");
        }
        return plansOfWriters.computeIfAbsent(writer, w -> vetted(found));
    }

    /** A refusal is a plan too, so that it is found out once and not once a record. */
    private Plan<T> vetted(Schema writer) {
        try {
            var objection = SchemaVetting.objection(writer);
            return objection.isPresent() ? refusal("refused: " + objection.get()) : maker.apply(writer);
        } catch (RuntimeException | StackOverflowError unusable) {
            return refusal("cannot be used: " + said(unusable));
        }
    }

    static <T> Plan<T> refusal(String why) {
        return new Plan<>(why, new Refusing<>());
    }

    private Decoded<T> tooLarge(int length) {
        return new Failed<>(DecodeFault.TOO_LARGE, length + " bytes, where " + maxBytes + " are allowed");
    }

    /** A record that could not be read by a schema that does not fit ours is the schema's fault, whatever it says. */
    private static <T> Decoded<T> failed(Plan<T> plan, int id, DecodeFault fault, String detail) {
        return plan.mismatch().isEmpty()
                ? new Failed<>(fault, "schema " + id + ": " + detail)
                : new Failed<>(DecodeFault.INCOMPATIBLE_SCHEMA, "schema " + id + ": " + plan.mismatch());
    }

    private static String notFramed(byte[] bytes) {
        return bytes.length < WireFormat.HEADER_BYTES
                ? bytes.length + " bytes are too few for a header"
                : "does not start with byte 0 but with " + (bytes[0] & 0xff);
    }

    private static String said(Throwable thrown) {
        var message = thrown.getMessage();
        return message == null ? thrown.getClass().getSimpleName() : message;
    }

    /** What keeps the reader's schema from reading all that the writer's may write; empty: nothing. */
    static String mismatch(Schema reader, Schema writer) {
        var pair = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (pair.getType() == SchemaCompatibilityType.COMPATIBLE) {
            return "";
        }
        var reasons = pair.getResult().getIncompatibilities().stream()
                .map(reason -> reason.getType() + " at " + reason.getLocation() + ": " + reason.getMessage())
                .toList();
        return "cannot be read as " + reader.getFullName() + ": " + String.join("; ", reasons);
    }

    /** Thrown by readers of recursive schemas. */
    static final class TooDeepException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooDeepException() {
            super("nested deeper than " + MAX_DEPTH, null, false, false);
        }
    }

    /** Reads nothing. */
    private static final class Refusing<T> implements DatumReader<T> {
        @Override
        public void setSchema(Schema schema) {}

        @Override
        public T read(@Nullable T reuse, Decoder in) throws IOException {
            throw new IOException("not read at all");
        }
    }
}
