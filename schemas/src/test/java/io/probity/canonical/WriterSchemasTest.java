package io.probity.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.probity.model.AuditEvent;
import io.probity.model.ReleasedSchemas;
import io.probity.model.ReleasedSchemas.Frozen;
import io.probity.model.SealedEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WriterSchemasTest {
    private final WriterSchemas schemas = WriterSchemas.released();

    @Test
    void shipEveryFrozenCopy() throws IOException {
        assertThat(schemas.all())
                .isEqualTo(ReleasedSchemas.all().stream().map(Frozen::schema).toList());
    }

    @Test
    void areFoundByFingerprint() {
        var fingerprint = WriterSchemas.fingerprint(SealedEntry.getClassSchema());

        assertThat(schemas.byFingerprint(fingerprint))
                .hasValueSatisfying(found -> assertThat(found.getFullName()).isEqualTo("io.probity.model.SealedEntry"));
    }

    @Test
    void areNotFoundByAnother() {
        assertThat(schemas.byFingerprint("00".repeat(32))).isEmpty();
        assertThat(schemas.byFingerprint(CanonicalForm.ofEvents().fingerprint(), "00".repeat(32)))
                .isEmpty();
    }

    @Test
    void areWhatAFormNamesAsItsOwnAndGiveItAgain() throws IOException {
        byte[] form = CanonicalForm.of(SampleEvents.full());
        var members = new JsonMapper().readTree(form);

        var writer = schemas.byFingerprint(
                        members.get("schema").textValue(), members.get("tags").textValue())
                .orElseThrow();

        assertThat(CanonicalForm.compiledFor(writer).write(AvroText.generic(SampleEvents.full())))
                .asString(UTF_8)
                .isEqualTo(new String(form, UTF_8));
        assertThat(writer.getFullName()).isEqualTo(AuditEvent.getClassSchema().getFullName());
    }

    @Test
    void theIndexNamesEveryFile() throws IOException {
        var folder = Path.of(System.getProperty("basedir", ""), "src/main", WriterSchemas.FOLDER);

        assertThat(Files.readAllLines(folder.resolve(WriterSchemas.INDEX)))
                .containsExactlyElementsOf(ReleasedSchemas.all().stream()
                        .map(frozen -> frozen.file().getFileName().toString())
                        .toList());
    }
}
