package io.probity.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** JSON with members taken away, set to null, given other types, moved; the text stays sound JSON. */
record OtherStructure(Random random) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    byte[] of(String sound) {
        try {
            var tree = JSON.readTree(sound);
            for (int i = 1 + random.nextInt(5); i > 0; i--) {
                change(tree);
            }
            return JSON.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void change(JsonNode tree) {
        var places = new ArrayList<ContainerNode<?>>();
        collect(tree, places);
        var place = places.get(random.nextInt(places.size()));
        switch (place) {
            case ObjectNode object
            when !object.isEmpty() -> {
                var names = new ArrayList<String>();
                object.fieldNames().forEachRemaining(names::add);
                var name = names.get(random.nextInt(names.size()));
                switch (random.nextInt(4)) {
                    case 0 -> object.remove(name);
                    case 1 -> object.putNull(name);
                    case 2 -> object.set(name, odd());
                    default -> object.set(names.get(random.nextInt(names.size())), object.get(name));
                }
            }
            case ArrayNode array
            when !array.isEmpty() -> {
                if (random.nextBoolean()) {
                    array.remove(random.nextInt(array.size()));
                } else {
                    array.set(random.nextInt(array.size()), odd());
                }
            }
            default -> {}
        }
    }

    private static void collect(JsonNode node, List<ContainerNode<?>> into) {
        if (node instanceof ContainerNode<?> container) {
            into.add(container);
        }
        node.forEach(child -> collect(child, into));
    }

    private JsonNode odd() {
        return switch (random.nextInt(10)) {
            case 0 -> NODES.numberNode(random.nextInt());
            case 1 -> NODES.numberNode(random.nextDouble() * 1e300);
            case 2 -> NODES.booleanNode(random.nextBoolean());
            case 3 -> NODES.textNode("");
            case 4 -> NODES.textNode("x".repeat(random.nextInt(2000)));
            case 5 -> NODES.arrayNode().add(1).add("a").addNull();
            case 6 -> NODES.objectNode().put("a", 1).put("", "empty name");
            case 7 -> NODES.textNode("0000-00-00T99:99:99Z");
            case 8 -> NODES.numberNode(Long.MIN_VALUE);
            default -> NODES.textNode("\u0000\uFFFF\uD83D\uDE00|/..%s");
        };
    }
}
