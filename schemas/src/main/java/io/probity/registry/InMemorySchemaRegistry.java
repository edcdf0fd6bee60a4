package io.probity.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * A registry in this process, for tests of topologies and for commands that work on files. It keeps the same contract
 * as the others: RegistryContract is run against all of them.
 */
public final class InMemorySchemaRegistry implements SchemaRegistryClient {
    private final Compatibility global;
    private final Map<String, Compatibility> rules = new LinkedHashMap<>();
    private final Map<String, List<RegisteredSchema>> subjects = new LinkedHashMap<>();
    /** Schema n has id n + 1. */
    private final List<Schema> schemas = new ArrayList<>();

    /** With rule BACKWARD for subjects that have none of their own, as Confluent's has. */
    public InMemorySchemaRegistry() {
        this(Compatibility.BACKWARD);
    }

    /** With this rule for subjects that have none of their own. */
    public InMemorySchemaRegistry(Compatibility global) {
        this.global = global;
    }

    @Override
    public synchronized int register(String subject, Schema schema) {
        var versions = versions(subject);
        for (var version : versions) {
            if (same(version.schema(), schema)) {
                return version.id();
            }
        }
        if (!isCompatible(subject, schema)) {
            throw new IncompatibleSchemaException(
                    "rule " + rules.getOrDefault(subject, global) + " of subject " + subject + " forbids " + schema);
        }
        var added = new RegisteredSchema(subject, versions.size() + 1, idFor(schema), schema);
        subjects.computeIfAbsent(subject, s -> new ArrayList<>()).add(added);
        return added.id();
    }

    @Override
    public synchronized int idOf(String subject, Schema schema) {
        return versions(subject).stream()
                .filter(version -> same(version.schema(), schema))
                .findFirst()
                .orElseThrow(() -> new UnknownSchemaException("subject " + subject + " has no such schema: " + schema))
                .id();
    }

    @Override
    public synchronized Schema schemaOf(int id) {
        if (id < 1 || id > schemas.size()) {
            throw new UnknownSchemaException("no schema has id " + id);
        }
        return schemas.get(id - 1);
    }

    @Override
    public synchronized RegisteredSchema latest(String subject) {
        var versions = versions(subject);
        if (versions.isEmpty()) {
            throw new UnknownSchemaException("no such subject: " + subject);
        }
        return versions.get(versions.size() - 1);
    }

    @Override
    public synchronized boolean isCompatible(String subject, Schema schema) {
        var earlier = versions(subject).stream().map(RegisteredSchema::schema).toList();
        return rules.getOrDefault(subject, global).admits(schema, earlier);
    }

    @Override
    public synchronized void setCompatibility(String subject, Compatibility compatibility) {
        rules.put(subject, compatibility);
    }

    @Override
    public synchronized List<String> subjects() {
        return List.copyOf(subjects.keySet());
    }

    @Override
    public void close() {}

    private List<RegisteredSchema> versions(String subject) {
        return subjects.getOrDefault(subject, List.of());
    }

    private int idFor(Schema schema) {
        for (int i = 0; i < schemas.size(); i++) {
            if (same(schemas.get(i), schema)) {
                return i + 1;
            }
        }
        schemas.add(schema);
        return schemas.size();
    }

    /** By text, since equality of schemas looks over documentation, and a version with better words is a version. */
    private static boolean same(Schema a, Schema b) {
        return a.toString().equals(b.toString());
    }
}
