package io.probity.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.draft.FieldTable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One provider: knows the shapes of its events and nothing of Kafka. Stateless, so one instance serves every thread. */
public interface Source {

    /** The name in topics ({@code audit.raw.<name>}), metrics and on the command line; lower case. */
    String name();

    /** Rises whenever the same record would be read differently; stands in each event's {@code normaliser}. */
    int version();

    /** One line for people: which shapes are accepted. */
    String shapes();

    /** The classes of the fields of its events; every draft carries it. */
    FieldTable fields();

    /**
     * Reads a record's bytes: JSON, unless its format has something else too.
     *
     * @param headers as {@link #normalise} takes them
     */
    default JsonText open(JsonReader json, byte @Nullable [] value, Map<String, String> headers) {
        return json.read(value);
    }

    /**
     * How many items a record carries, without reading any.
     *
     * @param raw the record's JSON value, any type
     */
    default int items(JsonNode raw) {
        return raw.isArray() ? raw.size() : 1;
    }

    /**
     * Reads one record.
     *
     * @param raw the record's JSON value, any type
     * @param headers the record's headers by lower-case name, values as UTF-8 text; of repeated ones the last
     * @return one result per event that the record carries, in order; never empty
     */
    List<Normalised> normalise(JsonNode raw, Map<String, String> headers);
}
