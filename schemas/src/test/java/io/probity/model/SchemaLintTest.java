package io.probity.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.canonical.CanonicalForm;
import io.probity.canonical.FieldTag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.idl.IdlReader;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules for every schema, most of them about personal data: integrity.md 3 in the design, docs/canonical-form.md here. */
class SchemaLintTest {
    private static final Set<String> CLASSES = Set.of("public", "internal", "pii", "secret");
    private static final String PROTECTIONS = "encrypt|token|mask:[a-z0-9]+|drop|paths|quoted";
    /** Text that a protected value can stand in. */
    private static final Set<String> TEXTS = Set.of("paths", "quoted");
    /** Written by others, read in intake, where everything is still in clear: how it is protected there is theirs to say. */
    private static final Set<String> INPUTS =
            Set.of("SubmittedEvent", "UserRow", "TeamRow", "CalendarRow", "ResourceRow", "BusinessRow");

    @ParameterizedTest
    @MethodSource("everyRecord")
    void everyStringIsClassified(Schema record) {
        assertThat(unclassified(record))
                .as("strings of %s without %s of %s", record.getName(), FieldTag.CLASS, CLASSES)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyRecord")
    void everyPersonalValueSaysHowItIsProtected(Schema record) {
        assertThat(unprotected(record))
                .as("pii of %s without %s of %s", record.getName(), FieldTag.PROTECT, PROTECTIONS)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyRecord")
    void onlyPersonalOrSecretValuesAreProtected(Schema record) {
        assertThat(protectedForNothing(record))
                .as("%s: protected, yet classified as if everybody might read it", record.getName())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyRecordThatWeWrite")
    void everyPersonalValueThatWeWriteHasRoomForAProtectedOne(Schema record) {
        assertThat(withoutRoom(record))
                .as(
                        "pii of %s that is no union with Protected: turning protection on would change the schema",
                        record.getName())
                .isEmpty();
    }

    @Test
    void nothingIsABinaryFraction() {
        assertThat(AvdlFolder.named().values())
                .flatExtracting(SchemaLintTest::fractions)
                .as("float or double; use a decimal as text, or an integer with its unit")
                .isEmpty();
    }

    @Test
    void theRulesFindWhatIsWrong() throws IOException {
        var bad = new IdlReader()
                .parse(new ByteArrayInputStream("""
                schema Bad;
                record Bad {
                  string bare;
                  array<string> @audit.class("private") list;
                  map<int> keys;
                  union { null, string } @audit.class("pii") @audit.protect("hide") name;
                  string @audit.class("public") @audit.protect("token") open;
                  string @audit.class("pii") @audit.protect("paths") json;
                  string @audit.class("pii") @audit.protect("quoted") words;
                  bytes @audit.class("pii") @audit.protect("encrypt") blob;
                  union { null, array<double> } numbers;
                }
                """.getBytes(UTF_8)))
                .getMainSchema();

        assertThat(unclassified(bad)).containsExactly("bare", "list", "keys");
        assertThat(unprotected(bad)).containsExactly("name");
        assertThat(protectedForNothing(bad)).containsExactly("open");
        assertThat(withoutRoom(bad)).containsExactly("name", "blob");
        assertThat(fractions(bad)).containsExactly("numbers");
    }

    @Test
    void everyEnumHasADefaultSoThatAnOldReaderSurvivesANewSymbol() {
        assertThat(AvdlFolder.named().values())
                .filteredOn(schema -> schema.getType() == Schema.Type.ENUM && schema.getEnumDefault() == null)
                .extracting(Schema::getFullName)
                .isEmpty();
    }

    @Test
    void whateverIsDigestedByItsFieldsHasACanonicalForm() {
        // Not every record does: the bodies of an entry would look alike in JSON.
        assertThat(List.of(AuditEvent.getClassSchema(), Mention.getClassSchema(), Definition.getClassSchema()))
                .allSatisfy(
                        schema -> assertThat(CanonicalForm.compiledFor(schema)).isNotNull());
    }

    @Test
    void everyRecordIsFrozenOrPartOfOneThatIs() {
        var reached = new HashSet<String>();
        MainRecords.ALL.forEach(main -> reach(main, reached));

        assertThat(reached).containsAll(AvdlFolder.named().keySet());
    }

    private static List<String> unclassified(Schema event) {
        return paths(
                event,
                field -> holds(field.schema(), Schema.Type.STRING)
                        && !CLASSES.contains(String.valueOf(field.getProp(FieldTag.CLASS))));
    }

    private static List<String> unprotected(Schema event) {
        return paths(
                event,
                field -> isPersonal(field)
                        && !String.valueOf(field.getProp(FieldTag.PROTECT)).matches(PROTECTIONS));
    }

    private static List<String> protectedForNothing(Schema event) {
        return paths(
                event,
                field -> field.getProp(FieldTag.PROTECT) != null
                        && !isPersonal(field)
                        && !"secret".equals(field.getProp(FieldTag.CLASS)));
    }

    private static List<String> withoutRoom(Schema event) {
        return paths(
                event,
                field -> isPersonal(field)
                        && !TEXTS.contains(String.valueOf(field.getProp(FieldTag.PROTECT)))
                        && !hasBranch(field.schema(), "io.probity.model.Protected"));
    }

    private static List<String> fractions(Schema schema) {
        return paths(
                schema, field -> holds(field.schema(), Schema.Type.FLOAT) || holds(field.schema(), Schema.Type.DOUBLE));
    }

    private static List<String> paths(Schema schema, Predicate<Field> wanted) {
        var paths = new ArrayList<String>();
        AvdlFolder.fields(schema, "", (path, field) -> {
            if (wanted.test(field)) {
                paths.add(path);
            }
        });
        return paths;
    }

    private static Stream<Named<Schema>> everyRecordThatWeWrite() {
        return everyRecord().filter(record -> !INPUTS.contains(record.getName()));
    }

    private static Stream<Named<Schema>> everyRecord() {
        var named = AvdlFolder.named();
        return MainRecords.ALL.stream()
                .map(main -> Named.of(main.getName(), Objects.requireNonNull(named.get(main.getFullName()))));
    }

    private static boolean isPersonal(Field field) {
        return "pii".equals(field.getProp(FieldTag.CLASS));
    }

    /** Whether values of this type lie in the field itself, not in a record below it. */
    private static boolean holds(Schema schema, Schema.Type wanted) {
        return switch (schema.getType()) {
            case ARRAY -> holds(schema.getElementType(), wanted);
            case MAP -> wanted == Schema.Type.STRING || holds(schema.getValueType(), wanted); // its keys are strings
            case UNION -> schema.getTypes().stream().anyMatch(branch -> holds(branch, wanted));
            default -> schema.getType() == wanted;
        };
    }

    private static boolean hasBranch(Schema schema, String record) {
        return schema.isUnion()
                && schema.getTypes().stream()
                        .anyMatch(branch -> branch.getFullName().equals(record));
    }

    private static void reach(Schema schema, Set<String> names) {
        switch (schema.getType()) {
            case RECORD -> {
                names.add(schema.getFullName());
                schema.getFields().forEach(field -> reach(field.schema(), names));
            }
            case ENUM, FIXED -> names.add(schema.getFullName());
            case ARRAY -> reach(schema.getElementType(), names);
            case MAP -> reach(schema.getValueType(), names);
            case UNION -> schema.getTypes().forEach(branch -> reach(branch, names));
            default -> {}
        }
    }
}
