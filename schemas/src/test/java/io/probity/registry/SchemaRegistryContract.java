package io.probity.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

/**
 * What the program relies on in a schema registry. Whoever claims to be one inherits this class; nothing in it depends on
 * what the registry held before.
 */
public abstract class SchemaRegistryContract {
    static final Schema FIRST = record().requiredString("id").endRecord();
    static final Schema WITH_OPTIONAL =
            record().requiredString("id").optionalString("name").endRecord();
    static final Schema WITH_REQUIRED =
            record().requiredString("id").requiredInt("size").endRecord();

    private final String subject = "probity test/" + UUID.randomUUID() + "-value";

    /** The registry, seen through the client under test. */
    protected abstract SchemaRegistryClient client();

    static SchemaBuilder.FieldAssembler<Schema> record() {
        return SchemaBuilder.record("Thing").namespace("io.probity.test").fields();
    }

    @Test
    void givesBackByIdWhatWasRegistered() {
        int id = client().register(subject, FIRST);

        assertThat(client().schemaOf(id)).isEqualTo(FIRST);
        assertThat(client().idOf(subject, FIRST)).isEqualTo(id);
    }

    @Test
    void givesOneIdToOneSchemaHoweverOftenItIsRegistered() {
        int id = client().register(subject, FIRST);

        assertThat(client().register(subject, FIRST)).isEqualTo(id);
        assertThat(client().latest(subject)).isEqualTo(new RegisteredSchema(subject, 1, id, FIRST));
    }

    @Test
    void countsVersionsWithinTheSubject() {
        int first = client().register(subject, FIRST);
        int second = client().register(subject, WITH_OPTIONAL);

        assertThat(second).isNotEqualTo(first);
        assertThat(client().latest(subject)).isEqualTo(new RegisteredSchema(subject, 2, second, WITH_OPTIONAL));
        assertThat(client().idOf(subject, FIRST)).isEqualTo(first);
    }

    @Test
    void listsTheSubject() {
        client().register(subject, FIRST);

        assertThat(client().subjects()).contains(subject);
    }

    @Test
    void doesNotKnowAnIdThatNobodyWasGiven() {
        assertThatExceptionOfType(UnknownSchemaException.class).isThrownBy(() -> client().schemaOf(2_000_000_000));
        assertThatExceptionOfType(UnknownSchemaException.class).isThrownBy(() -> client().schemaOf(-1));
    }

    @Test
    void doesNotKnowASubjectThatNobodyMade() {
        assertThatExceptionOfType(UnknownSchemaException.class).isThrownBy(() -> client().latest(subject));
        assertThatExceptionOfType(UnknownSchemaException.class).isThrownBy(() -> client().idOf(subject, FIRST));
    }

    @Test
    void doesNotKnowASchemaThatTheSubjectDoesNotHave() {
        client().register(subject, FIRST);

        assertThatExceptionOfType(UnknownSchemaException.class).isThrownBy(() -> client().idOf(subject, WITH_OPTIONAL));
    }

    @Test
    void refusesByDefaultWhatCannotReadTheVersionBefore() {
        int id = client().register(subject, FIRST);

        assertThat(client().isCompatible(subject, WITH_REQUIRED)).isFalse();
        assertThatExceptionOfType(IncompatibleSchemaException.class)
                .isThrownBy(() -> client().register(subject, WITH_REQUIRED));
        assertThat(client().latest(subject).id()).isEqualTo(id);
    }

    @Test
    void allowsAnythingInASubjectThatDoesNotExist() {
        assertThat(client().isCompatible(subject, WITH_REQUIRED)).isTrue();
    }

    @Test
    void backwardTransitiveLooksAtAllVersions() {
        client().setCompatibility(subject, Compatibility.BACKWARD_TRANSITIVE);
        client().register(
                        subject,
                        record().requiredString("id").requiredInt("size").endRecord());
        client().register(subject, FIRST);
        var sizeAsText = record().requiredString("id")
                .name("size")
                .type()
                .stringType()
                .stringDefault("")
                .endRecord();

        assertThat(client().isCompatible(subject, sizeAsText)).isFalse();
        assertThatExceptionOfType(IncompatibleSchemaException.class)
                .isThrownBy(() -> client().register(subject, sizeAsText));
    }

    @Test
    void backwardLooksAtTheLastVersionOnly() {
        client().setCompatibility(subject, Compatibility.BACKWARD);
        client().register(
                        subject,
                        record().requiredString("id").requiredInt("size").endRecord());
        client().register(subject, FIRST);
        var sizeAsText = record().requiredString("id")
                .name("size")
                .type()
                .stringType()
                .stringDefault("")
                .endRecord();

        client().register(subject, sizeAsText);

        assertThat(client().latest(subject).version()).isEqualTo(3);
    }

    @Test
    void fullTransitiveRefusesToDropWhatOldReadersNeed() {
        client().setCompatibility(subject, Compatibility.FULL_TRANSITIVE);
        client().register(subject, WITH_REQUIRED);

        assertThatExceptionOfType(IncompatibleSchemaException.class)
                .isThrownBy(() -> client().register(subject, FIRST));
    }

    @Test
    void takesAnOptionalFieldUnderTheStrictestRule() {
        client().setCompatibility(subject, Compatibility.FULL_TRANSITIVE);
        client().register(subject, FIRST);
        client().register(subject, WITH_OPTIONAL);

        assertThat(client().latest(subject).version()).isEqualTo(2);
    }
}
