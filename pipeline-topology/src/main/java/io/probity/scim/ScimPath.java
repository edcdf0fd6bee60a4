package io.probity.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.draft.Shortened;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an operation or a filter points to: {@code active}, {@code name.familyName}, {@code emails[type eq "work"].value},
 * {@code urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department} (RFC 7644, section 3.10).
 *
 * @param schema the extension that the attribute is of; null for the resource's own
 * @param attribute name in the provider's spelling; names are the same in any case
 * @param filter which of several values is meant; null for all
 * @param sub the member of the attribute that is meant; null for the whole
 */
record ScimPath(
        @Nullable String schema,
        @Nullable String attribute,
        @Nullable ScimFilter filter,
        @Nullable String sub) {
    private static final String CORE = "urn:ietf:params:scim:schemas:core:2.0:";
    private static final int MOST_TOLD = 200;
    private static final Pattern NAME = Pattern.compile("\\$?[A-Za-z][A-Za-z0-9_$-]*");

    static ScimPath of(String text) {
        @Nullable String schema = null;
        var rest = text.strip();
        if (rest.regionMatches(true, 0, "urn:", 0, 4)) {
            int bracket = rest.indexOf('[');
            int version = rest.indexOf(":2.0:"); // an extension's version is no member of an attribute
            int colon = rest.lastIndexOf(':', bracket < 0 ? rest.length() : bracket);
            if (version < 0 || colon <= version + 4) {
                return new ScimPath(rest, null, null, null); // the extension as a whole
            }
            schema = rest.substring(0, colon);
            rest = rest.substring(colon + 1);
        }
        if (schema != null && schema.regionMatches(true, 0, CORE, 0, CORE.length())) {
            schema = null;
        }
        int open = rest.indexOf('[');
        int close = rest.lastIndexOf(']');
        if (open < 0 && close < 0) {
            int dot = rest.indexOf('.');
            return dot < 0
                    ? new ScimPath(schema, name(rest, text), null, null)
                    : new ScimPath(
                            schema, name(rest.substring(0, dot), text), null, name(rest.substring(dot + 1), text));
        }
        if (open <= 0 || close < open || (close + 1 < rest.length() && rest.charAt(close + 1) != '.')) {
            throw wrong(text);
        }
        return new ScimPath(
                schema,
                name(rest.substring(0, open), text),
                ScimFilter.within(rest.substring(open + 1, close)),
                close + 1 == rest.length() ? null : name(rest.substring(close + 2), text));
    }

    private static String name(String name, String path) {
        if (!NAME.matcher(name).matches()) {
            throw wrong(path);
        }
        return name;
    }

    private static ScimException wrong(String path) {
        return ScimException.wrong("invalidPath", "`" + Shortened.words(path, MOST_TOLD) + "` is no path");
    }

    /** A member by its name in any case, as it is spelt in the object; as given where there is none. */
    static String spelt(ObjectNode object, String name) {
        if (object.has(name)) {
            return name;
        }
        for (var member : object.properties()) {
            if (member.getKey().equalsIgnoreCase(name)) {
                return member.getKey();
            }
        }
        return name;
    }

    /** A member by its name in any case; missing where there is none. */
    static JsonNode in(JsonNode object, String name) {
        return object instanceof ObjectNode node ? node.path(spelt(node, name)) : object.path(name);
    }
}
