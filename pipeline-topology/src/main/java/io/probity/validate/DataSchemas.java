package io.probity.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.probity.types.EventTypes;
import io.probity.types.Registration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schemas (draft 2020-12) that registered types give for their data. A schema stands alone: a reference to another
 * document is an error when the program starts, since nothing here may fetch.
 */
public final class DataSchemas {
    /** What every schema must be like; it comes with the library, nothing is fetched. */
    private static final JsonSchema META =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SchemaLocation.of(SchemaId.V202012));

    private final Map<String, JsonSchema> byType;

    private DataSchemas(Map<String, JsonSchema> byType) {
        this.byType = Map.copyOf(byType);
    }

    /**
     * Compiles the schemas of the types.
     *
     * @throws IllegalArgumentException naming where the first one stands that is no JSON Schema
     */
    public static DataSchemas of(EventTypes types) {
        var factory = JsonSchemaFactory.getInstance(
                VersionFlag.V202012, builder -> builder.schemaLoaders(loaders -> loaders.values(List::clear)));
        var config = SchemaValidatorsConfig.builder().preloadJsonSchema(true).build();
        var schemas = new HashMap<String, JsonSchema>();
        for (var registration : types.registrations()) {
            var schema = registration.type().dataSchema();
            if (schema != null) {
                check(schema, registration);
                try {
                    var compiled = factory.getSchema(schema, config);
                    compiled.initializeValidators(); // or a reference into nowhere is found when an event comes
                    schemas.put(registration.type().name(), compiled);
                } catch (RuntimeException wrong) { // the library has one for each thing that a schema can get wrong
                    throw error(registration, String.valueOf(wrong.getMessage()), wrong);
                }
            }
        }
        return new DataSchemas(schemas);
    }

    /** A schema that is only half understood would let everything pass, and one that refers elsewhere would be fetched. */
    private static void check(JsonNode schema, Registration registration) {
        for (var fault : META.validate(schema)) {
            throw error(registration, fault.getMessage(), null);
        }
        for (var keyword : List.of("$ref", "$dynamicRef")) {
            for (var reference : schema.findValues(keyword)) {
                if (reference.isTextual() && !reference.textValue().startsWith("#")) {
                    throw error(registration, "it refers to " + reference.textValue(), null);
                }
            }
        }
    }

    private static IllegalArgumentException error(Registration registration, String what, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                registration.where() + ": `data_schema` of `"
                        + registration.type().name() + "` is no JSON Schema (2020-12) that stands alone: " + what,
                cause);
    }

    /**
     * The first thing in which data is not as its type says; null where all is well or the type says nothing. Names the
     * place and the rule, never the value.
     */
    public @Nullable String mismatch(String eventType, ObjectNode data) {
        JsonSchema schema = byType.get(eventType);
        if (schema == null) {
            return null;
        }
        return schema.validate(data).stream()
                .map(fault -> fault.getInstanceLocation() + " breaks the rule " + fault.getType())
                .sorted()
                .findFirst()
                .orElse(null);
    }
}
