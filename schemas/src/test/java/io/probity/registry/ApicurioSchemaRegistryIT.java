package io.probity.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.probity.model.AuditEvent;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract, kept by a real server; and what only a real server can prove. */
class ApicurioSchemaRegistryIT extends SchemaRegistryContract {
    private static ApicurioServer server;

    private SchemaRegistryClient client;

    @BeforeAll
    static void start() {
        server = ApicurioServer.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void connect() {
        client = SchemaRegistryClient.from(Map.of(RegistryKey.URL.key(), server.url()));
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Override
    protected SchemaRegistryClient client() {
        return client;
    }

    @ParameterizedTest
    @EnumSource(names = {"BACKWARD_TRANSITIVE", "FULL_TRANSITIVE"})
    void refusesAnEventWithoutAFieldThatReadersNeed(Compatibility rule) {
        var subject = "audit." + UUID.randomUUID() + "-value";
        client.setCompatibility(subject, rule);
        int id = client.register(subject, AuditEvent.getClassSchema());

        var text = AuditEvent.getClassSchema().toString();
        var renamed = new Schema.Parser().parse(text.replace("\"name\":\"action\"", "\"name\":\"deed\""));

        assertThatExceptionOfType(IncompatibleSchemaException.class)
                .isThrownBy(() -> client.register(subject, renamed))
                .withMessageContaining("409");
        assertThat(client.latest(subject).id()).isEqualTo(id);
        assertThat(client.schemaOf(id)).isEqualTo(AuditEvent.getClassSchema());
    }
}
