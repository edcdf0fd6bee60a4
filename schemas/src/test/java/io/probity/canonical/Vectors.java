package io.probity.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.probity.model.AuditEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** The vectors in {@code resources/canonical}: an event in Avro's JSON, its canonical form, the form's SHA-256. */
final class Vectors {
    static final Path FOLDER = Path.of(System.getProperty("basedir", ""), "src/test/resources/canonical");

    private static final JsonMapper JSON = new JsonMapper();

    /** One vector; {@code name} says what it shows. */
    record Vector(String name, JsonNode event, String canonical, String sha256) {
        GenericRecord record(Schema schema) {
            return AvroText.record(event, schema);
        }
    }

    private Vectors() {}

    static List<Vector> read(Path file) {
        try {
            var vectors = new ArrayList<Vector>();
            for (var node : JSON.readTree(file.toFile())) {
                vectors.add(new Vector(
                        node.required("name").textValue(),
                        node.required("event"),
                        node.required("canonical").textValue(),
                        node.required("sha256").textValue()));
            }
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Vector of(String name, AuditEvent event) {
        byte[] form = CanonicalForm.of(event);
        return new Vector(
                name, AvroText.json(event), new String(form, UTF_8), EventDigest.hex(EventDigest.sha256(form)));
    }

    static void write(Path file, List<Vector> vectors) throws IOException {
        var printer = new DefaultPrettyPrinter().withArrayIndenter(new DefaultIndenter("  ", "\n"));
        Files.writeString(file, JSON.writer(printer).writeValueAsString(vectors) + "\n");
    }
}
