package io.probity.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A YAML or JSON document (JSON is YAML) that still knows on which line each member was written. */
public final class LocatedTree {
    private static final YAMLFactory YAML = new YAMLFactory();
    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String file;
    private final Map<String, JsonLocation> places = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private JsonNode root = NODES.objectNode();

    private LocatedTree(String file) {
        this.file = file;
    }

    /** Reads a document; what cannot be parsed is a problem, not an exception. */
    public static LocatedTree parse(String file, String text) {
        return parse(file, text, YAML);
    }

    /** The same of a document that a program wrote as JSON: some of it, such as a tab before a member, is no YAML. */
    public static LocatedTree json(String file, String text) {
        return parse(file, text, JSON);
    }

    private static LocatedTree parse(String file, String text, JsonFactory form) {
        var tree = new LocatedTree(file);
        try (JsonParser parser = form.createParser(text)) {
            if (parser.nextToken() != null) {
                tree.root = tree.value(parser, "");
            }
            if (parser.nextToken() != null) {
                tree.problem(parser.currentLocation(), "only one document per file");
            }
        } catch (com.fasterxml.jackson.core.JsonProcessingException broken) {
            tree.problem(broken.getLocation(), words(broken.getOriginalMessage()));
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory failed", impossible);
        }
        return tree;
    }

    /** A tree without places, for text that no person edits. */
    public static LocatedTree of(String name, JsonNode root) {
        var tree = new LocatedTree(name);
        tree.root = root;
        return tree;
    }

    /** Says where something was written, of a tree that no parser of ours read. */
    public void place(String pointer, int line, int column) {
        places.put(pointer, new JsonLocation(ContentReference.unknown(), -1L, line, column));
    }

    public JsonNode root() {
        return root;
    }

    public List<Problem> problems() {
        return problems;
    }

    /** Notes a problem with what the pointer names, at the line of the nearest enclosing thing that has one. */
    public void problem(Problem.Level level, String pointer, String message) {
        problems.add(found(level, pointer, message));
    }

    /** The same problem, and nothing is noted. */
    public Problem found(Problem.Level level, String pointer, String message) {
        var at = pointer;
        while (!places.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        var place = places.get(at);
        return place == null
                ? new Problem(level, file, 0, 0, message)
                : new Problem(level, file, place.getLineNr(), place.getColumnNr(), message);
    }

    /** The parser's words without the excerpts that it indents. */
    private static String words(String message) {
        return message.lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .collect(Collectors.joining(": "));
    }

    private void problem(@Nullable JsonLocation place, String message) {
        int line = place == null ? 0 : place.getLineNr();
        int column = place == null ? 0 : place.getColumnNr();
        problems.add(new Problem(Problem.Level.ERROR, file, line, column, message));
    }

    private JsonNode value(JsonParser parser, String pointer) throws IOException {
        places.putIfAbsent(pointer, parser.currentTokenLocation());
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, pointer);
            case START_ARRAY -> array(parser, pointer);
            case VALUE_NUMBER_INT ->
                switch (parser.getNumberType()) {
                    case INT -> NODES.numberNode(parser.getIntValue());
                    case LONG -> NODES.numberNode(parser.getLongValue());
                    default -> NODES.numberNode(parser.getBigIntegerValue());
                };
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> NODES.textNode(parser.getText());
        };
    }

    private JsonNode object(JsonParser parser, String pointer) throws IOException {
        var object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var below = pointer + "/" + name;
            if (object.has(name)) {
                problem(parser.currentTokenLocation(), "`" + name + "` is given twice");
            }
            places.put(below, parser.currentTokenLocation());
            parser.nextToken();
            object.set(name, value(parser, below));
        }
        return object;
    }

    private JsonNode array(JsonParser parser, String pointer) throws IOException {
        var array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, pointer + "/" + array.size()));
        }
        return array;
    }
}
