package io.probity.outputs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.probity.canonical.CanonicalJson;
import io.probity.draft.Keeping;
import io.probity.draft.Masks;
import io.probity.draft.ProtectedShape;
import io.probity.model.Observation;
import io.probity.model.Seen;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done with one field wherever its value is told. A mask leaves tokens and ciphertexts as they are, which say nothing in clear;
 * what it does not fit is withheld, since the ledger has no keys to protect it with. Pure.
 *
 * @param field as controls name it, such as {@code data.reviewer}; what lies beneath is meant too
 * @param keeping drop or a mask
 */
record FieldMask(String field, Keeping keeping) {
    FieldMask {
        field = known(field);
    }

    /** Whether all that stands under a name is meant. */
    boolean covers(String name) {
        var known = known(name);
        return known.equals(field) || isBeneath(known, field);
    }

    /** Of most events {@code raw} is {@code data}, so a rule on one is a rule on both. */
    private static String known(String name) {
        return name.equals("raw") || name.startsWith("raw.") ? "data" + name.substring("raw".length()) : name;
    }

    private static boolean isBeneath(String name, String above) {
        return name.length() > above.length() && name.startsWith(above) && name.charAt(above.length()) == '.';
    }

    /** An observation as it is told. */
    Observation told(Observation seen) {
        boolean whole = covers(seen.getField());
        var name = known(seen.getField());
        if (seen.getValue() == null || !(whole || isBeneath(field, name))) {
            return seen;
        }
        if (whole && keeping == Keeping.DROP) {
            return withheld(seen);
        }
        var before = read(seen);
        if (before == null) {
            return withheld(seen);
        }
        var after = whole ? masked(before) : within(before, field.substring(name.length() + 1));
        return after == null
                ? withheld(seen)
                : new Observation(seen.getField(), seen.getSeen(), CanonicalJson.text(after));
    }

    /** A text of a record; null where nothing of it may be told. */
    @Nullable String text(String value) {
        if (value.isEmpty() || ProtectedShape.isToken(value)) {
            return keeping == Keeping.DROP ? null : value;
        }
        return switch (keeping) {
            case MASK_DOMAIN -> Masks.domain(value);
            case MASK_IP -> Masks.ip(value);
            case MASK_LAST4 -> Masks.last4(value);
            case CLEAR, TOKEN_ARN, TOKEN, ENCRYPT, DROP -> null;
        };
    }

    private static Observation withheld(Observation seen) {
        return new Observation(seen.getField(), Seen.WITHHELD, null);
    }

    /** Null for the beginning of a long value, in which nobody can tell what is what. */
    private static @Nullable JsonNode read(Observation seen) {
        if (seen.getSeen() == Seen.SHORTENED) {
            return null;
        }
        try {
            return CanonicalJson.read(seen.getValue());
        } catch (JsonProcessingException noJson) {
            return null;
        }
    }

    /** The same value, changed at a path of member names; names that hold dots are found too. */
    private JsonNode within(JsonNode value, String path) {
        switch (value) {
            case ObjectNode object
            when !ProtectedShape.isOf(object) -> {
                for (var name : names(object)) {
                    if (name.equals(path)) {
                        put(object, name, keeping == Keeping.DROP ? null : masked(object.get(name)));
                    } else if (isBeneath(path, name)) {
                        within(object.get(name), path.substring(name.length() + 1));
                    }
                }
            }
            case ArrayNode items -> items.forEach(item -> within(item, path));
            default -> {}
        }
        return value;
    }

    /**
     * What a mask leaves; null for nothing. An object may name somebody in the names of its members, so nothing is left of it; whether
     * something is true names nobody.
     */
    private @Nullable JsonNode masked(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> ProtectedShape.isOf(object) ? object : null;
            case ArrayNode items -> {
                var kept = items.arrayNode(items.size());
                items.forEach(item -> {
                    var left = masked(item);
                    if (left != null) {
                        kept.add(left);
                    }
                });
                yield kept;
            }
            default -> value.isBoolean() || value.isNull() ? value : scalar(value.asText());
        };
    }

    private @Nullable JsonNode scalar(String value) {
        var left = text(value);
        return left == null ? null : TextNode.valueOf(left);
    }

    private static void put(ObjectNode object, String name, @Nullable JsonNode value) {
        if (value == null) {
            object.remove(name);
        } else {
            object.set(name, value);
        }
    }

    private static List<String> names(ObjectNode object) {
        var names = new ArrayList<String>(object.size());
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
