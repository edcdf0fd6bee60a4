package io.probity.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What identity providers ask for: attributes that equal values, joined by {@code and} (RFC 7644, section 3.4.2.2). */
record ScimFilter(List<Equal> terms) {
    /** One comparison. */
    record Equal(ScimPath path, JsonNode value) {}

    /** Attributes that RFC 7643 calls exact in case; others are the same in any case. */
    private static final Set<String> EXACT = Set.of("id", "externalid", "value", "$ref");

    static ScimFilter of(String text) {
        return new ScimFilter(new ScimFilterReader(text, false).terms());
    }

    /** What stands in the brackets of a path: the RFC has no brackets within brackets. */
    static ScimFilter within(String text) {
        return new ScimFilter(new ScimFilterReader(text, true).terms());
    }

    /** Whether a resource, or one of several values, is what is asked for. */
    boolean matches(JsonNode node) {
        return terms.stream().allMatch(term -> matches(node, term));
    }

    private static boolean matches(JsonNode node, Equal term) {
        var path = term.path();
        var owner = path.schema() == null ? node : ScimPath.in(node, path.schema());
        var attribute = path.attribute();
        if (attribute == null) {
            return false;
        }
        for (var each : each(ScimPath.in(owner, attribute))) {
            boolean meant = path.filter() == null || path.filter().matches(each);
            var sub = path.sub();
            var leaf = sub == null ? leaf(each) : ScimPath.in(each, sub);
            if (meant && equal(leaf, term.value(), sub == null ? attribute : sub)) {
                return true;
            }
        }
        return false;
    }

    private static Iterable<JsonNode> each(JsonNode given) {
        return given.isArray() ? given : List.of(given);
    }

    private static JsonNode leaf(JsonNode each) {
        return each instanceof ObjectNode ? each.path("value") : each;
    }

    /** The values that a comparison with an attribute of the resource's own is made with. */
    static List<String> values(JsonNode resource, String attribute) {
        var values = new ArrayList<String>(1);
        for (var each : each(ScimPath.in(resource, attribute))) {
            if (!leaf(each).isMissingNode()) {
                values.add(leaf(each).asText());
            }
        }
        return values;
    }

    /** The value that an attribute of the resource's own must have, in one case or another; null where none is asked for. */
    @Nullable String wanted(String attribute) {
        for (var term : terms) {
            var path = term.path();
            boolean isPlain = path.schema() == null && path.filter() == null && path.sub() == null;
            if (isPlain
                    && attribute.equalsIgnoreCase(path.attribute())
                    && !term.value().isNull()) {
                return term.value().asText();
            }
        }
        return null;
    }

    private static boolean equal(JsonNode leaf, JsonNode value, String attribute) {
        if (leaf.isMissingNode()) {
            return value.isNull();
        }
        boolean exact = EXACT.contains(attribute.toLowerCase(Locale.ROOT));
        return exact ? leaf.asText().equals(value.asText()) : leaf.asText().equalsIgnoreCase(value.asText());
    }

    /** An object that the filter would find: what an operation adds to when it names a value that is not there yet. */
    void fill(ObjectNode object) {
        for (var term : terms) {
            var attribute = term.path().attribute();
            if (attribute != null && term.path().sub() == null) {
                object.set(attribute, term.value());
            }
        }
    }
}
