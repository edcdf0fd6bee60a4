package io.probity.registry;

class InMemorySchemaRegistryTest extends SchemaRegistryContract {
    private final SchemaRegistryClient registry = new InMemorySchemaRegistry();

    @Override
    protected SchemaRegistryClient client() {
        return registry;
    }
}
