package io.probity.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.canonical.FieldTag;
import io.probity.canonical.WriterSchemas;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.idl.IdlReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whoever reads a record needs no code to know what a field means: docs/records.md is made of these comments. */
class SchemaDocTest {
    private static final Pattern COMMENT = Pattern.compile(",\"doc\":\"(?:\\\\.|[^\"\\\\])*\"");

    @Test
    void everyRecordEnumAndFieldIsDocumented() {
        assertThat(undocumented(AvdlFolder.named().values()))
                .as("no doc comment in src/main/avro: say what it is, unit or range, and when it is null")
                .isEmpty();
    }

    @Test
    void everySymbolIsExplainedWhereItsEnumIs() {
        assertThat(unexplained(AvdlFolder.named().values()))
                .as("symbols that the doc comment of their enum does not name")
                .isEmpty();
    }

    @Test
    void everyFieldThatMayBeNullSaysWhen() {
        assertThat(silentOfNull(AvdlFolder.named().values()))
                .as("may be null, and the doc comment does not say when")
                .isEmpty();
    }

    @Test
    void theRulesFindWhatIsMissing() throws IOException {
        var bad = new IdlReader()
                .parse(new ByteArrayInputStream("""
                schema Bad;
                record Bad {
                  string bare;
                  /** The name. */
                  union { null, string } name = null;
                  /** The nick; null where there is none. */
                  union { null, string } nick = null;
                  /** Money that is left. */
                  union { null, Money } left = null;
                }
                /** What a thing costs. */
                record Money { string amount; }
                /** RED or not. */
                enum Colour { RED, DARK_RED } = RED;
                """.getBytes(UTF_8)))
                .getNamedSchemas()
                .values();

        assertThat(undocumented(bad)).containsExactlyInAnyOrder("Bad", "Bad.bare", "Money.amount");
        assertThat(unexplained(bad)).containsExactly("Colour.DARK_RED");
        assertThat(silentOfNull(bad)).containsExactly("Bad.name", "Bad.left");
    }

    /** A comment may be bettered at any time: neither what is written nor a digest hangs on it. */
    @Test
    void aCommentChangesNeitherFingerprintNorTags() {
        for (var record : MainRecords.ALL) {
            var text = record.toString();
            var commented = new Schema.Parser().parse(text);
            var bare = new Schema.Parser().parse(COMMENT.matcher(text).replaceAll(""));

            assertThat(bare.toString()).doesNotContain("\"doc\"").isNotEqualTo(text);
            assertThat(WriterSchemas.fingerprint(bare)).isEqualTo(WriterSchemas.fingerprint(commented));
            assertThat(FieldTag.digest(bare)).isEqualTo(FieldTag.digest(commented));
            assertThat(bare).as("by what Avro compares, and so the frozen copy").isEqualTo(commented);
        }
    }

    private static List<String> undocumented(Collection<Schema> named) {
        var missing = new ArrayList<String>();
        for (var schema : named) {
            if (isBlank(schema.getDoc())) {
                missing.add(schema.getName());
            }
            fields(schema)
                    .filter(field -> isBlank(field.doc()))
                    .forEach(field -> missing.add(schema.getName() + "." + field.name()));
        }
        return missing;
    }

    private static List<String> unexplained(Collection<Schema> named) {
        return named.stream()
                .filter(schema -> schema.getType() == Schema.Type.ENUM)
                .flatMap(schema -> schema.getEnumSymbols().stream()
                        .filter(symbol -> !Pattern.compile("\\b" + symbol + "\\b")
                                .matcher(String.valueOf(schema.getDoc()))
                                .find())
                        .map(symbol -> schema.getName() + "." + symbol))
                .toList();
    }

    private static List<String> silentOfNull(Collection<Schema> named) {
        return named.stream()
                .flatMap(schema -> fields(schema)
                        .filter(field -> field.schema().isNullable() && !isBlank(field.doc()))
                        .filter(field -> !field.doc().matches("(?s).*\\b[Nn]ull\\b.*"))
                        .map(field -> schema.getName() + "." + field.name()))
                .toList();
    }

    private static Stream<Schema.Field> fields(Schema schema) {
        return schema.getType() == Schema.Type.RECORD ? schema.getFields().stream() : Stream.empty();
    }

    private static boolean isBlank(@Nullable String doc) {
        return doc == null || doc.isBlank();
    }
}
