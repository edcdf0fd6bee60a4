package io.probity.canonical;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Records to and from Avro's two encodings. */
final class AvroText {
    private static final JsonMapper JSON = new JsonMapper();

    private AvroText() {}

    static JsonNode json(IndexedRecord record) {
        try {
            var out = new ByteArrayOutputStream();
            var encoder = EncoderFactory.get().jsonEncoder(record.getSchema(), out);
            writer(record).write(record, encoder);
            encoder.flush();
            return JSON.readTree(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static GenericRecord record(JsonNode json, Schema schema) {
        try {
            var decoder = DecoderFactory.get().jsonDecoder(schema, json.toString());
            return new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A specific record of the same content, through the binary encoding. */
    static <T extends SpecificRecord> T specific(GenericRecord record, Class<T> type) {
        var schema = SpecificData.get().getSchema(type);
        return decode(
                encode(record), new SpecificDatumReader<>(record.getSchema(), schema, SpecificData.getForClass(type)));
    }

    /** A generic record of the same content, through the binary encoding. */
    static GenericRecord generic(IndexedRecord record) {
        return decode(encode(record), new GenericDatumReader<>(record.getSchema()));
    }

    private static byte[] encode(IndexedRecord record) {
        try {
            var out = new ByteArrayOutputStream();
            var encoder = EncoderFactory.get().binaryEncoder(out, null);
            writer(record).write(record, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T decode(byte[] bytes, DatumReader<T> reader) {
        try {
            return reader.read(null, DecoderFactory.get().binaryDecoder(bytes, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DatumWriter<IndexedRecord> writer(IndexedRecord record) {
        return record instanceof SpecificRecord
                ? new SpecificDatumWriter<>(record.getSchema(), SpecificData.getForClass(record.getClass()))
                : new GenericDatumWriter<>(record.getSchema());
    }
}
