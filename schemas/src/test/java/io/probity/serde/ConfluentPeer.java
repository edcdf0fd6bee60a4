package io.probity.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The other side of the interoperation test: runs in a JVM whose class path holds Confluent's original serializers and
 * the older Avro and Kafka clients that they came with, and nothing of ours but this class.
 */
final class ConfluentPeer {
    private static final String PACKAGE = "io.confluent.kafka.serializers.";

    private ConfluentPeer() {}

    /**
     * Arguments: the registry's URL, a topic, a folder. Writes {@code schema.avsc} and {@code payload.bin} of the folder
     * as {@code theirs.bin}, and what it reads in {@code ours.bin} as {@code read.bin}, a payload again.
     */
    public static void main(String... arguments) throws Exception {
        var folder = Path.of(arguments[2]);
        var schema = new Schema.Parser().parse(Files.readString(folder.resolve("schema.avsc"), UTF_8));
        var payload = Files.readAllBytes(folder.resolve("payload.bin"));
        var record = new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(payload, null));
        Map<String, Object> config = new HashMap<>();
        config.put("schema.registry.url", arguments[0]);

        try (Serializer<Object> serializer = made("KafkaAvroSerializer")) {
            serializer.configure(config, false);
            Files.write(folder.resolve("theirs.bin"), serializer.serialize(arguments[1], record));
        }
        try (Deserializer<Object> deserializer = made("KafkaAvroDeserializer")) {
            deserializer.configure(config, false);
            var read = deserializer.deserialize(arguments[1], Files.readAllBytes(folder.resolve("ours.bin")));
            Files.write(folder.resolve("read.bin"), payload((GenericRecord) read));
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T made(String name) throws ReflectiveOperationException {
        return (T) Class.forName(PACKAGE + name).getDeclaredConstructor().newInstance();
    }

    private static byte[] payload(GenericRecord read) throws IOException {
        var out = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(read.getSchema()).write(read, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
