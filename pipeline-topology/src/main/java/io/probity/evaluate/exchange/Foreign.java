package io.probity.evaluate.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.document.LocatedTree;
import io.probity.document.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One object of another tool's file, while it is read. Members that nobody asked for are no mistake, as they are in a file of
 * ours, but they are counted, so that what is not taken over can be named.
 */
final class Foreign {
    private final LocatedTree tree;
    private final String pointer;
    private final JsonNode node;
    private final Map<String, Integer> left;
    private final Set<String> asked = new HashSet<>();

    private Foreign(LocatedTree tree, String pointer, JsonNode node, Map<String, Integer> left) {
        this.tree = tree;
        this.pointer = pointer;
        this.node = node;
        this.left = left;
        if (!node.isObject()) {
            error("", "an object is needed here");
        }
    }

    static Foreign root(LocatedTree tree) {
        return new Foreign(tree, "", tree.root(), new TreeMap<>());
    }

    void error(String name, String message) {
        tree.problem(Problem.Level.ERROR, name.isEmpty() ? pointer : pointer + "/" + name, message);
    }

    JsonNode any(String name) {
        asked.add(name);
        return node.path(name);
    }

    String text(String name) {
        var value = any(name);
        if (value.isContainerNode()) {
            error(name, "`" + name + "` must be text");
        }
        return value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
    }

    String needed(String name) {
        var text = text(name);
        if (text.isEmpty()) {
            error("", "`" + name + "` is needed");
        }
        return text;
    }

    List<String> texts(String name) {
        return items(name).stream().map(JsonNode::asText).toList();
    }

    List<Foreign> objects(String name) {
        var objects = new ArrayList<Foreign>();
        for (var item : items(name)) {
            objects.add(new Foreign(tree, pointer + "/" + name + "/" + objects.size(), item, left));
        }
        return objects;
    }

    private List<JsonNode> items(String name) {
        var value = any(name);
        if (!value.isArray() && !value.isMissingNode() && !value.isNull()) {
            error(name, "`" + name + "` must be a list");
        }
        var items = new ArrayList<JsonNode>();
        if (value.isArray()) {
            value.forEach(items::add);
        }
        return items;
    }

    /** The object as it came; all of it counts as asked for. */
    JsonNode whole() {
        node.fieldNames().forEachRemaining(asked::add);
        return node.isObject() ? node : JsonNodeFactory.instance.objectNode();
    }

    /** Counts what nobody asked for. */
    void done() {
        for (var member : node.properties()) {
            if (!asked.contains(member.getKey()) && !member.getValue().isNull()) {
                left.merge(path(member.getKey()), 1, Integer::sum);
            }
        }
    }

    private String path(String name) {
        return (pointer + "/" + name)
                .substring(1)
                .replaceAll("/\\d+(?=/)", "[]")
                .replace('/', '.');
    }

    /** Of the whole file: each member that has no place in a catalog, and how often it was there. */
    List<String> left() {
        return left.entrySet().stream()
                .map(entry -> "not taken over, for a catalog has no place for it: " + entry.getKey() + " ("
                        + entry.getValue() + "×)")
                .toList();
    }
}
