package io.probity.draft;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import java.util.List;
import java.util.stream.Stream;

/**
 * What stood around an event in its record: an envelope, the activity that several events belong to. The events of one record share it,
 * and each keeps a copy.
 *
 * @param objects from the inside out, without what led to the event; not to be changed
 * @param length of their canonical texts together, in characters
 */
public record Around(List<ObjectNode> objects, long length) {
    /** The event came by itself. */
    public static final Around NOTHING = new Around(List.of(), 0);

    /** The same for what is inside of an object. */
    public Around within(ObjectNode object) {
        return new Around(
                Stream.concat(Stream.of(object), objects.stream()).toList(),
                length + CanonicalJson.text(object).length());
    }
}
