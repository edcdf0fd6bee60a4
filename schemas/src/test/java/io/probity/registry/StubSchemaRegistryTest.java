package io.probity.registry;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The client over HTTP, against the stub that the other tests use: the same contract as against a real server. */
class StubSchemaRegistryTest extends SchemaRegistryContract {
    private final RegistryStub stub = new RegistryStub();
    private final SchemaRegistryClient client = SchemaRegistryClient.from(Map.of(RegistryKey.URL.key(), stub.url()));

    @AfterEach
    void close() {
        client.close();
        stub.close();
    }

    @Override
    protected SchemaRegistryClient client() {
        return client;
    }
}
