package io.probity.registry;

import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * What the program asks of a schema registry. Implementations are safe for use by several threads.
 *
 * <p>Every method may wait while the registry is away (see {@link RegistryKey#WAIT}), and then throws
 * {@link RegistryUnavailableException}; interrupting the thread or {@link #close} ends the wait early, with the same
 * exception.
 */
public interface SchemaRegistryClient extends AutoCloseable {

    /**
     * A client over HTTP, with caches, as the configuration says.
     *
     * @param config Confluent's keys, {@link RegistryKey}; others are ignored, so a Kafka client's whole configuration
     *     may be handed in
     * @throws org.apache.kafka.common.config.ConfigException naming the key, if a value cannot be used
     */
    static SchemaRegistryClient from(Map<String, ?> config) {
        return from(RegistryConfig.from(config), RegistryListener.SILENT);
    }

    /** The same, with someone who hears of calls, failures and waiting. */
    static SchemaRegistryClient from(RegistryConfig config, RegistryListener listener) {
        return new CachingSchemaRegistry(new HttpSchemaRegistry(config, listener), config);
    }

    /**
     * Makes sure that the subject has the schema, as a new version if need be.
     *
     * @return the id that names the schema for ever
     * @throws IncompatibleSchemaException if the subject's rule forbids the schema beside its earlier versions
     * @throws InvalidSchemaException if the registry does not take it for a schema
     */
    int register(String subject, Schema schema);

    /**
     * The id of a schema that is already a version of the subject.
     *
     * @throws UnknownSchemaException if it is not
     */
    int idOf(String subject, Schema schema);

    /**
     * The schema that an id names.
     *
     * @throws UnknownSchemaException if the registry does not know the id
     * @throws InvalidSchemaException if what it names is not one self-contained Avro schema
     */
    Schema schemaOf(int id);

    /**
     * The newest version of a subject.
     *
     * @throws UnknownSchemaException if there is no such subject
     */
    RegisteredSchema latest(String subject);

    /** Whether the subject's rule would allow the schema as its next version; true where there is no such subject. */
    boolean isCompatible(String subject, Schema schema);

    /** Sets the rule by which new versions of the subject are judged; the subject need not exist yet. */
    void setCompatibility(String subject, Compatibility compatibility);

    /** All subjects, in the registry's order. */
    List<String> subjects();

    /** Ends the waiting of every thread that waits in here. */
    @Override
    void close();
}
