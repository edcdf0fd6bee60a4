package io.probity.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes a resource by operations (RFC 7644, section 3.5.2), in the RFC's shapes and in those that Entra and Okta send: operations
 * in capitals, members taken away by a value beside the path, truth as text, names with dots and of extensions as members of a
 * value without a path.
 */
final class ScimPatch {
    private static final Set<String> MANY = Set.of(
            "members",
            "emails",
            "phonenumbers",
            "ims",
            "photos",
            "addresses",
            "groups",
            "entitlements",
            "roles",
            "x509certificates");

    private ScimPatch() {}

    static void apply(ObjectNode resource, JsonNode request) {
        var operations = ScimPath.in(request, "Operations");
        if (!operations.isArray() || operations.isEmpty()) {
            throw ScimException.wrong("invalidSyntax", "`Operations` is needed, a list of one or more");
        }
        for (var operation : operations) {
            var op = ScimPath.in(operation, "op").asText().toLowerCase(Locale.ROOT);
            var path = ScimPath.in(operation, "path");
            var value = ScimPath.in(operation, "value");
            switch (op) {
                case "add", "replace" -> put(resource, path, value, op.equals("replace"));
                case "remove" -> remove(resource, path, value);
                default ->
                    throw ScimException.wrong("invalidSyntax", "`" + op + "` is none of add, replace and remove");
            }
        }
    }

    private static void put(ObjectNode resource, JsonNode path, JsonNode value, boolean replaces) {
        if (value.isMissingNode()) {
            throw ScimException.wrong("invalidValue", "`value` is needed");
        }
        if (path.isTextual() && !path.textValue().isBlank()) {
            put(resource, ScimPath.of(path.textValue()), value, replaces);
        } else if (value instanceof ObjectNode members) {
            for (var member : members.properties()) {
                put(resource, ScimPath.of(member.getKey()), member.getValue(), replaces);
            }
        } else {
            throw ScimException.wrong("invalidValue", "without a path, `value` must be an object");
        }
    }

    private static void put(ObjectNode resource, ScimPath path, JsonNode value, boolean replaces) {
        var attribute = path.attribute();
        if (attribute == null) {
            putExtension(resource, path, value, replaces);
            return;
        }
        var owner = owner(resource, path);
        var filter = path.filter();
        var sub = path.sub();
        if (filter != null) {
            putInto(values(owner, attribute), filter, sub, value);
        } else if (sub != null) {
            var name = ScimPath.spelt(owner, attribute);
            var object = owner.get(name) instanceof ObjectNode there ? there : owner.putObject(name);
            set(object, sub, value, replaces);
        } else {
            set(owner, attribute, value, replaces);
        }
    }

    /** An extension as a whole; null takes it away, as it does an attribute. */
    private static void putExtension(ObjectNode resource, ScimPath path, JsonNode value, boolean replaces) {
        if (value.isNull()) {
            resource.remove(ScimPath.spelt(resource, String.valueOf(path.schema())));
        } else if (value instanceof ObjectNode members) {
            var owner = owner(resource, path);
            members.properties().forEach(member -> set(owner, member.getKey(), member.getValue(), replaces));
        } else {
            throw ScimException.wrong("invalidValue", "the value of an extension as a whole must be an object");
        }
    }

    private static ObjectNode owner(ObjectNode resource, ScimPath path) {
        var schema = path.schema();
        if (schema == null) {
            return resource;
        }
        var name = ScimPath.spelt(resource, schema);
        return resource.get(name) instanceof ObjectNode there ? there : resource.putObject(name);
    }

    private static ArrayNode values(ObjectNode owner, String attribute) {
        var name = ScimPath.spelt(owner, attribute);
        return owner.get(name) instanceof ArrayNode there ? there : owner.putArray(name);
    }

    private static void putInto(ArrayNode values, ScimFilter filter, @Nullable String sub, JsonNode value) {
        boolean found = false;
        for (var each : values) {
            if (each instanceof ObjectNode object && filter.matches(object)) {
                putInto(object, sub, value);
                found = true;
            }
        }
        if (!found) {
            var object = values.addObject();
            filter.fill(object);
            putInto(object, sub, value);
        }
    }

    private static void putInto(ObjectNode object, @Nullable String sub, JsonNode value) {
        if (sub != null) {
            object.set(ScimPath.spelt(object, sub), value);
        } else if (value instanceof ObjectNode members) {
            members.properties()
                    .forEach(member -> object.set(ScimPath.spelt(object, member.getKey()), member.getValue()));
        }
    }

    private static void set(ObjectNode owner, String attribute, JsonNode value, boolean replaces) {
        var name = ScimPath.spelt(owner, attribute);
        if (value.isNull()) {
            owner.remove(name);
        } else if (!MANY.contains(attribute.toLowerCase(Locale.ROOT))) {
            set(owner, name, value);
        } else {
            var values = replaces || !(owner.get(name) instanceof ArrayNode)
                    ? owner.putArray(name)
                    : (ArrayNode) owner.get(name);
            for (var each : value.isArray()
                    ? value
                    : JsonNodeFactory.instance.arrayNode().add(value)) {
                add(values, each);
            }
        }
    }

    private static void set(ObjectNode owner, String name, JsonNode value) {
        if (value instanceof ObjectNode members && owner.get(name) instanceof ObjectNode there) {
            members.properties()
                    .forEach(member -> there.set(ScimPath.spelt(there, member.getKey()), member.getValue()));
        } else {
            owner.set(name, value);
        }
    }

    private static void add(ArrayNode values, JsonNode each) {
        for (var there : values) {
            if (same(there, each)) {
                return;
            }
        }
        values.add(each);
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one.equals(other)
                || (one.hasNonNull("value")
                        && one.path("value").asText().equals(other.path("value").asText())
                        && one.path("type").equals(other.path("type")));
    }

    private static void remove(ObjectNode resource, JsonNode path, JsonNode value) {
        if (!path.isTextual() || path.textValue().isBlank()) {
            throw ScimException.wrong("noTarget", "`path` is needed to remove something");
        }
        var target = ScimPath.of(path.textValue());
        var schema = target.schema();
        var attribute = target.attribute();
        if (attribute == null) {
            resource.remove(ScimPath.spelt(resource, String.valueOf(schema)));
            return;
        }
        var owner = schema == null ? resource : ScimPath.in(resource, schema);
        if (owner instanceof ObjectNode object) {
            remove(object, ScimPath.spelt(object, attribute), target, value);
        }
    }

    private static void remove(ObjectNode owner, String name, ScimPath target, JsonNode value) {
        var filter = target.filter();
        var sub = target.sub();
        if (owner.get(name) instanceof ArrayNode values && (filter != null || !isNothing(value))) {
            for (int i = values.size() - 1; i >= 0; i--) {
                var each = values.get(i);
                if (filter != null ? filter.matches(each) : isAmong(each, value)) {
                    if (sub != null && each instanceof ObjectNode object) {
                        object.remove(ScimPath.spelt(object, sub));
                    } else {
                        values.remove(i);
                    }
                }
            }
        } else if (filter == null && sub != null && owner.get(name) instanceof ObjectNode object) {
            object.remove(ScimPath.spelt(object, sub));
        } else if (filter == null && sub == null) {
            owner.remove(name);
        }
    }

    private static boolean isNothing(JsonNode value) {
        return value.isMissingNode() || value.isNull() || (value.isArray() && value.isEmpty());
    }

    /** Entra names the members to take away in the value, by their ids alone. */
    private static boolean isAmong(JsonNode each, JsonNode value) {
        for (var gone :
                value.isArray() ? value : JsonNodeFactory.instance.arrayNode().add(value)) {
            var id = gone.isObject() ? gone.path("value") : gone;
            if (each.path("value").asText().equals(id.asText())) {
                return true;
            }
        }
        return false;
    }
}
