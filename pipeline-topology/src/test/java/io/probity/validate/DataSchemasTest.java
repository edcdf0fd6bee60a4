package io.probity.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.types.EventTypeFile;
import io.probity.types.EventTypes;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class DataSchemasTest {
    private static final String SCHEMA = "{properties: {n: {type: integer, maximum: 10}, s: {const: 2}}}";

    private final DataSchemas schemas = DataSchemas.of(EventTypes.shipped()
            .plus(EventTypeFile.parse("types.yaml", "- {name: a, data_schema: " + SCHEMA + "}\n")
                    .registrations()));

    @Test
    void aNumberIsWhatItIsWorthHoweverItWasWritten() {
        for (var whole : new String[] {"1", "1.0", "1e0", "10"}) {
            assertThat(schemas.mismatch("a", object().put("n", new BigDecimal(whole))))
                    .as(whole)
                    .isNull();
        }
        assertThat(schemas.mismatch("a", object().put("n", 7L))).isNull();
        assertThat(schemas.mismatch("a", object().put("n", new BigDecimal("1.5"))))
                .isEqualTo("/n breaks the rule type");
        assertThat(schemas.mismatch("a", object().put("n", new BigDecimal("1e2"))))
                .isEqualTo("/n breaks the rule maximum");
        assertThat(schemas.mismatch("a", object().put("s", new BigDecimal("2.0"))))
                .isNull();
    }

    @Test
    void aTypeThatSaysNothingTakesAnything() {
        assertThat(schemas.mismatch("project_created", object().put("n", "text")))
                .isNull();
        assertThat(schemas.mismatch("nobody.knows", object())).isNull();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
