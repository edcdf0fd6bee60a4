package io.probity.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.AuditEvent;
import io.probity.model.ReleasedSchemas;
import io.probity.model.ReleasedSchemas.Frozen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What has once been written keeps its form for ever: the vectors of every released schema, by Java and by Python. */
class ReleasedVectorsTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("basedir", ""), "../docs/canonical-form.md");

    @BeforeAll
    static void accept() throws IOException {
        ReleasedSchemas.acceptIfAsked();
        if (ReleasedSchemas.accepting()) {
            Vectors.write(vectorsOf(newestEvent()), samples());
            Files.writeString(DOCUMENT, withExample(Files.readString(DOCUMENT)));
        }
    }

    @Test
    void everyVectorHoldsByTheSchemaItWasWrittenWith() throws IOException {
        for (var frozen : ReleasedSchemas.of("AuditEvent")) {
            assertHold(frozen.schema(), vectorsOf(frozen));
        }
    }

    @Test
    void everyVectorOfShapesHolds() throws IOException {
        var schema =
                new Schema.Parser().parse(Vectors.FOLDER.resolve("Shapes.avsc").toFile());

        assertHold(schema, Vectors.FOLDER.resolve("Shapes.json"));
    }

    @Test
    void theNewestVectorsAreWhatThisBuildWrites() throws IOException {
        assertThat(Vectors.read(vectorsOf(newestEvent())))
                .as(ReleasedSchemas.HOW_TO_ACCEPT)
                .isEqualTo(samples());
    }

    @Test
    void pythonComputesEveryVector() throws IOException, InterruptedException {
        var files =
                new ArrayList<>(List.of(Vectors.FOLDER.resolve("Shapes.avsc"), Vectors.FOLDER.resolve("Shapes.json")));
        for (var frozen : ReleasedSchemas.of("AuditEvent")) {
            files.add(frozen.file());
            files.add(vectorsOf(frozen));
        }

        assertThat(Python.checks(files)).endsWith(" 0 wrong\nexit 0");
    }

    @Test
    void theExampleOfTheContractIsTheLeastVector() throws IOException {
        var document = Files.readString(DOCUMENT);

        assertThat(document).as(ReleasedSchemas.HOW_TO_ACCEPT).isEqualTo(withExample(document));
    }

    private static void assertHold(Schema schema, Path file) {
        var form = CanonicalForm.compiledFor(schema);
        assertThat(Vectors.read(file)).isNotEmpty().allSatisfy(vector -> {
            assertThat(form.write(vector.record(schema))).asString(UTF_8).isEqualTo(vector.canonical());
            assertThat(EventDigest.hex(form.digest(vector.record(schema)))).isEqualTo(vector.sha256());
        });
    }

    private static List<Vectors.Vector> samples() {
        return SampleEvents.all().entrySet().stream()
                .map(sample -> Vectors.of(sample.getKey(), sample.getValue()))
                .toList();
    }

    private static Frozen newestEvent() throws IOException {
        return ReleasedSchemas.newest(AuditEvent.class.getSimpleName()).orElseThrow();
    }

    private static Path vectorsOf(Frozen frozen) {
        return Vectors.FOLDER.resolve(frozen.record() + ".v" + frozen.version() + ".json");
    }

    /** The document with the form and the digest of its example as the code has them. */
    private static String withExample(String document) {
        var least = samples().get(0);
        return between(between(document, "form", least.canonical()), "digest", least.sha256());
    }

    private static String between(String document, String name, String content) {
        var opening = "<!-- example: " + name + " -->\n```\n";
        int from = document.indexOf(opening) + opening.length();
        int to = document.indexOf("\n```\n", from);
        assertThat(document).contains(opening);
        return document.substring(0, from) + content + document.substring(to);
    }
}
