package io.probity.evaluate.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** A catalog as a file that people go on to edit: in the form that {@link CatalogFile} reads, without what goes without saying. */
public final class CatalogYaml {
    private static final YAMLMapper YAML = YAMLMapper.builder(
                    YAMLFactory.builder().stringQuotingChecker(new Quoting()).build())
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES) // its continued lines are quoted and escaped
            .build();

    private static final String ALWAYS = Instant.EPOCH.toString();

    private CatalogYaml() {}

    /** Quotes {@code =} too, which other readers of YAML 1.1 take for a tag of its own. */
    private static final class Quoting extends StringQuotingChecker.Default {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean needToQuoteValue(String value) {
            return value.equals("=") || super.needToQuoteValue(value);
        }
    }

    public static String text(Catalog catalog) {
        var root = JsonNodeFactory.instance.objectNode();
        list(root, "scopes", catalog.scopes(), DefinitionWriter::json);
        list(root, "frameworks", catalog.frameworks(), DefinitionWriter::json);
        list(root, "controls", catalog.controls(), DefinitionWriter::json);
        list(root, "assignments", catalog.assignments(), DefinitionWriter::json);
        list(root, "waivers", catalog.waivers(), DefinitionWriter::json);
        list(root, "passes", catalog.passes(), DefinitionWriter::json);
        try {
            return YAML.writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of ours could not be written", impossible);
        }
    }

    private static <T> void list(ObjectNode into, String name, List<T> items, Function<T, ObjectNode> json) {
        if (!items.isEmpty()) {
            List<? extends JsonNode> nodes =
                    items.stream().map(json).map(CatalogYaml::brief).toList();
            into.putArray(name).addAll(nodes);
        }
    }

    private static ObjectNode brief(ObjectNode definition) {
        if (definition.path("effectiveFrom").asText().equals(ALWAYS)) {
            definition.remove("effectiveFrom");
        }
        return definition;
    }
}
