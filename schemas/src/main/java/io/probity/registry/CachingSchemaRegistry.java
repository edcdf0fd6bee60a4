package io.probity.registry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for ever what can never change (an id names one schema), for a while what may (unknown ids, the newest
 * version), and asks for the rest.
 *
 * <p>No lock is held while asking: two threads may ask the same, and both get the same answer.
 */
final class CachingSchemaRegistry implements SchemaRegistryClient {
    private static final int MAX_REMEMBERED_REFUSALS = 10_000;

    private final SchemaRegistryClient origin;
    private final RegistryConfig config;
    private final Map<String, Map<Schema, Integer>> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<String, Timed<RegisteredSchema>> latest = new ConcurrentHashMap<>();
    /** Guarded by itself. Bounded, oldest out first: ids come from whoever may write to a topic. */
    private final Map<Integer, Timed<RegistryException>> refusals = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Timed<RegistryException>> eldest) {
            return size() > MAX_REMEMBERED_REFUSALS;
        }
    };

    CachingSchemaRegistry(SchemaRegistryClient origin, RegistryConfig config) {
        this.origin = origin;
        this.config = config;
    }

    @Override
    public int register(String subject, Schema schema) {
        var known = idsOf(subject).get(schema);
        return known != null ? known : remember(subject, schema, origin.register(subject, schema));
    }

    @Override
    public int idOf(String subject, Schema schema) {
        var known = idsOf(subject).get(schema);
        return known != null ? known : remember(subject, schema, origin.idOf(subject, schema));
    }

    @Override
    public Schema schemaOf(int id) {
        var known = schemas.get(id);
        if (known != null) {
            return known;
        }
        refusalOf(id).ifPresent(refusal -> {
            throw refusal;
        });
        try {
            var schema = origin.schemaOf(id);
            schemas.put(id, schema);
            return schema;
        } catch (UnknownSchemaException unknown) {
            throw remember(id, unknown);
        } catch (InvalidSchemaException invalid) {
            throw remember(id, invalid);
        }
    }

    @Override
    public RegisteredSchema latest(String subject) {
        var known = latest.get(subject);
        if (known != null && known.isFresh()) {
            return known.value();
        }
        var found = origin.latest(subject);
        latest.put(subject, Timed.of(found, config.latestTtl()));
        return found;
    }

    @Override
    public boolean isCompatible(String subject, Schema schema) {
        return origin.isCompatible(subject, schema);
    }

    @Override
    public void setCompatibility(String subject, Compatibility compatibility) {
        origin.setCompatibility(subject, compatibility);
    }

    @Override
    public List<String> subjects() {
        return origin.subjects();
    }

    @Override
    public void close() {
        origin.close();
    }

    private Map<Schema, Integer> idsOf(String subject) {
        return ids.computeIfAbsent(subject, s -> new ConcurrentHashMap<>());
    }

    private int remember(String subject, Schema schema, int id) {
        var known = idsOf(subject);
        if (known.size() >= config.maxSchemasPerSubject()) {
            throw new IllegalStateException("more than " + config.maxSchemasPerSubject() + " schemas in subject "
                    + subject + " (" + RegistryKey.MAX_SCHEMAS.key() + "): is a schema made for each record?");
        }
        known.put(schema, id);
        // Not schemas.put: the registry's own copy may differ in what equality ignores, and is what others decode with.
        return id;
    }

    private Optional<RegistryException> refusalOf(int id) {
        @Nullable Timed<RegistryException> known;
        synchronized (refusals) {
            known = refusals.get(id);
        }
        return known != null && known.isFresh() ? Optional.of(known.value()) : Optional.empty();
    }

    private <E extends RegistryException> E remember(int id, E refusal) {
        if (!config.missingIdTtl().isZero()) {
            synchronized (refusals) {
                refusals.remove(id);
                refusals.put(id, Timed.of(refusal, config.missingIdTtl()));
            }
        }
        return refusal;
    }

    /**
     * A value and how long it holds.
     *
     * @param until by {@link System#nanoTime}; null: for ever
     */
    private record Timed<V>(V value, @Nullable Long until) {
        static <V> Timed<V> of(V value, Duration ttl) {
            return new Timed<>(value, ttl.isNegative() ? null : System.nanoTime() + ttl.toNanos());
        }

        boolean isFresh() {
            return until == null || System.nanoTime() - until < 0;
        }
    }
}
