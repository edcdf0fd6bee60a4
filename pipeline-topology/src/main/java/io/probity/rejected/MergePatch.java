package io.probity.rejected;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * JSON Merge Patch, RFC 7396: null takes a member away, an object goes into the object that is there, all else replaces. In one thing it
 * differs: an object for a list of one object goes into that object, since what is kept of a batch is the batch with one item.
 */
final class MergePatch {
    private MergePatch() {}

    /** The target after the patch; neither is changed. The recursion is as deep as the patch, which a person wrote. */
    static JsonNode apply(@Nullable JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        if (target instanceof ArrayNode list && list.size() == 1 && list.get(0).isObject()) {
            return list.arrayNode().add(apply(list.get(0), patch));
        }
        ObjectNode merged =
                target instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        for (var member : patch.properties()) {
            if (member.getValue().isNull()) {
                merged.remove(member.getKey());
            } else {
                merged.set(member.getKey(), apply(merged.get(member.getKey()), member.getValue()));
            }
        }
        return merged;
    }
}
