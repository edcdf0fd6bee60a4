package io.probity.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.model.AuditEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against two programs that nobody here wrote: a Java library of RFC 8785, and Python's standard library. */
class CanonicalFormPropertyTest {
    private static final long SEED = 20260314;
    private static final int EVENTS = 2_500;
    private static final int SHAPES = 1_000;
    private static final Schema EVENT = AuditEvent.getClassSchema();

    private final RandomRecords random = new RandomRecords(SEED);

    @Test
    void isWhatTheReferenceLibraryMakesOfIt() throws IOException {
        for (var form : forms(EVENT, EVENTS)) {
            assertThat(new JsonCanonicalizer(form).getEncodedUTF8()).isEqualTo(form);
        }
    }

    @Test
    void isTheSameOfASpecificAndOfAGenericRecord() {
        var form = CanonicalForm.ofEvents();
        for (int i = 0; i < EVENTS; i++) {
            GenericRecord made = random.of(EVENT);
            var specific = AvroText.specific(made, AuditEvent.class);
            assertThat(List.of(form.write(made), form.write(AvroText.generic(made)), CanonicalForm.of(specific)))
                    .allSatisfy(bytes -> assertThat(bytes).isEqualTo(form.write(made)));
            assertThat(EventDigest.of(specific)).isEqualTo(EventDigest.sha256(form.write(made)));
        }
    }

    @Test
    void isWhatPythonMakesOfTheSameEvents(@TempDir Path folder) throws IOException, InterruptedException {
        var printed = Python.checks(schemaFile(EVENT, folder), vectors(EVENT, EVENTS, folder));

        assertThat(printed).isEqualTo("checked " + EVENTS + " vectors, 0 wrong\nexit 0");
    }

    @Test
    void isWhatPythonMakesOfShapesThatNoEventUsesYet(@TempDir Path folder) throws IOException, InterruptedException {
        var schema = new Schema.Parser()
                .parse(Path.of(System.getProperty("basedir", ""), "src/test/resources/canonical/Shapes.avsc")
                        .toFile());

        var printed = Python.checks(schemaFile(schema, folder), vectors(schema, SHAPES, folder));

        assertThat(printed).isEqualTo("checked " + SHAPES + " vectors, 0 wrong\nexit 0");
    }

    @Test
    void pythonDoesFindAWrongOne(@TempDir Path folder) throws IOException, InterruptedException {
        var vectors = vectors(EVENT, 3, folder);
        Files.writeString(vectors, Files.readString(vectors).replaceFirst("\"sha256\":\"..", "\"sha256\":\"--"));

        assertThat(Python.checks(schemaFile(EVENT, folder), vectors))
                .startsWith("checked 3 vectors, 1 wrong")
                .endsWith("exit 1");
    }

    private List<byte[]> forms(Schema schema, int count) {
        var form = CanonicalForm.compiledFor(schema);
        var forms = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            forms.add(form.write(random.of(schema)));
        }
        return forms;
    }

    private Path vectors(Schema schema, int count, Path folder) throws IOException {
        var form = CanonicalForm.compiledFor(schema);
        var lines = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var record = random.of(schema);
            ObjectNode vector = new JsonMapper().createObjectNode();
            vector.put("name", "seed " + SEED + ", number " + i);
            vector.set("event", AvroText.json(record));
            vector.put("canonical", new String(form.write(record), UTF_8));
            vector.put("sha256", EventDigest.hex(form.digest(record)));
            lines.add(vector.toString());
        }
        return Files.write(folder.resolve("vectors.ndjson"), lines);
    }

    private static Path schemaFile(Schema schema, Path folder) throws IOException {
        return Files.writeString(folder.resolve("schema.avsc"), schema.toString());
    }
}
