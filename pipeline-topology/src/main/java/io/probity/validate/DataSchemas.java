package io.probity.validate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.probity.types.EventTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schemas (draft 2020-12) that registered types give for their data. A schema stands alone: a reference to another
 * document is an error when the program starts, since nothing here may fetch.
 */
public final class DataSchemas {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, JsonSchema> byType;

    private DataSchemas(Map<String, JsonSchema> byType) {
        this.byType = Map.copyOf(byType);
    }

    public static DataSchemas of(EventTypes types) {
        var factory = JsonSchemaFactory.getInstance(
                VersionFlag.V202012, builder -> builder.schemaLoaders(loaders -> loaders.values(List::clear)));
        var config = SchemaValidatorsConfig.builder().preloadJsonSchema(true).build();
        var schemas = new HashMap<String, JsonSchema>();
        for (var type : types.all()) {
            if (type.dataSchema() != null) {
                schemas.put(type.name(), factory.getSchema(type.dataSchema(), config));
            }
        }
        return new DataSchemas(schemas);
    }

    /**
     * The first thing in which data is not as its type says; null where all is well or the type says nothing. Names the
     * place and the rule, never the value.
     */
    public @Nullable String mismatch(String eventType, String data) {
        JsonSchema schema = byType.get(eventType);
        if (schema == null) {
            return null;
        }
        try {
            return schema.validate(JSON.readTree(data)).stream()
                    .map(fault -> fault.getInstanceLocation() + " breaks the rule " + fault.getType())
                    .sorted()
                    .findFirst()
                    .orElse(null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("data is not the canonical JSON that normalise makes", e);
        }
    }
}
