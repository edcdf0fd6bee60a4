package io.probity.normalise.shape;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.normalise.JsonReader;
import io.probity.normalise.JsonText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A format that is brought to plain objects before a mapping reads it. No field is thrown away by it. Pure and stateless. */
public sealed interface Reshape permits OtlpLogs, CloudEvents, TerraformPlans, PolicyReports {
    /**
     * Reads a record's bytes, JSON or what else the format has.
     *
     * @param headers by lower-case name
     */
    default JsonText open(JsonReader json, byte @Nullable [] value, Map<String, String> headers) {
        return json.read(value);
    }

    /** How many events a record holds, found without making them. */
    int items(JsonNode record);

    /**
     * The plain form of one record.
     *
     * @param record a value of {@link #open}, or one of its items where it is an array
     */
    JsonNode plain(JsonNode record, Map<String, String> headers);
}
