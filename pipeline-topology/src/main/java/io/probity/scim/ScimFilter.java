package io.probity.scim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What identity providers ask for: attributes that equal values, joined by {@code and} (RFC 7644, section 3.4.2.2). */
record ScimFilter(List<Equal> terms) {
    /** One comparison. */
    record Equal(ScimPath path, JsonNode value) {}

    /** Attributes that RFC 7643 calls exact in case; others are the same in any case. */
    private static final Set<String> EXACT = Set.of("id", "externalid", "value", "$ref");

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern TERM = Pattern.compile(
            "\\s*([^\\s\\[\\]\"]+(?:\\[[^\\]]*\\][^\\s\"]*)?)\\s+(?i:eq)\\s+(\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s\"]+)\\s*");
    private static final Pattern AND = Pattern.compile("(?i)and\\s");

    static ScimFilter of(String text) {
        var terms = new ArrayList<Equal>();
        var term = TERM.matcher(text);
        int at = 0;
        while (at < text.length() || terms.isEmpty()) {
            if (!term.region(at, text.length()).lookingAt()) {
                throw wrong(text);
            }
            terms.add(new Equal(ScimPath.of(term.group(1)), value(term.group(2), text)));
            at = term.end();
            if (at < text.length()) {
                var and = AND.matcher(text).region(at, text.length());
                if (!and.lookingAt() || and.end() == text.length()) {
                    throw wrong(text);
                }
                at = and.end();
            }
        }
        return new ScimFilter(List.copyOf(terms));
    }

    private static JsonNode value(String text, String filter) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException none) {
            throw wrong(filter);
        }
    }

    private static ScimException wrong(String text) {
        return ScimException.wrong(
                "invalidFilter",
                "`" + text
                        + "` is not understood: attributes can be compared with eq, and comparisons joined with and");
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
        var given = ScimPath.in(owner, attribute);
        for (var each : given.isArray() ? given : List.of(given)) {
            boolean meant = path.filter() == null || path.filter().matches(each);
            var sub = path.sub();
            var leaf = sub != null ? ScimPath.in(each, sub) : each instanceof ObjectNode ? each.path("value") : each;
            if (meant && equal(leaf, term.value(), sub == null ? attribute : sub)) {
                return true;
            }
        }
        return false;
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
