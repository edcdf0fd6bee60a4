package io.probity.serde;

import io.probity.registry.Compatibility;
import io.probity.registry.RegisteredSchema;
import io.probity.registry.SchemaRegistryClient;
import java.util.List;
import org.apache.avro.Schema;

/** Another registry, with one method changed by the test. */
class DelegatingRegistry implements SchemaRegistryClient {
    private final SchemaRegistryClient registry;

    DelegatingRegistry(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    @Override
    public int register(String subject, Schema schema) {
        return registry.register(subject, schema);
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return registry.idOf(subject, schema);
    }

    @Override
    public Schema schemaOf(int id) {
        return registry.schemaOf(id);
    }

    @Override
    public RegisteredSchema latest(String subject) {
        return registry.latest(subject);
    }

    @Override
    public boolean isCompatible(String subject, Schema schema) {
        return registry.isCompatible(subject, schema);
    }

    @Override
    public void setCompatibility(String subject, Compatibility compatibility) {
        registry.setCompatibility(subject, compatibility);
    }

    @Override
    public List<String> subjects() {
        return registry.subjects();
    }

    @Override
    public void close() {
        registry.close();
    }
}
