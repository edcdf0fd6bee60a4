package io.probity.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import io.probity.draft.EventDraft;
import io.probity.model.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What normalisation makes of one item of a source record: one of two things, and the compiler knows both. */
public sealed interface Normalised {

    /** The items of an array, each read by itself; anything else is one item, an empty array too, which is no event. */
    static List<Normalised> ofEach(JsonNode raw, Function<ObjectNode, Normalised> reader) {
        if (!raw.isArray() || raw.isEmpty()) {
            return List.of(of(raw, reader));
        }
        var results = new ArrayList<Normalised>(raw.size());
        raw.forEach(item -> results.add(of(item, reader)));
        return results;
    }

    /** One item, read if it is a JSON object, for nothing else is an event. */
    static Normalised of(JsonNode item, Function<ObjectNode, Normalised> reader) {
        return item instanceof ObjectNode object
                ? reader.apply(object)
                : new Refused(Reason.NOT_AN_OBJECT, "an event is a JSON object; this is " + item.getNodeType(), item);
    }

    /** An event, and the canonical source bytes that its contentKey is computed over. */
    record Event(EventDraft draft, byte[] sourceBytes) implements Normalised {

        /** An event that came as JSON: its canonical bytes are those of its canonical text. */
        public static Event of(EventDraft draft, JsonNode item) {
            return new Event(draft, CanonicalJson.text(item).getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * The item's own fault.
     *
     * @param detail what was wrong and where, for the person who mends it
     * @param item what is refused, where a record may carry several; null where it is the record as a whole
     */
    record Refused(Reason reason, String detail, @Nullable JsonNode item) implements Normalised {

        /** A record that cannot be read, or is none. */
        public static Refused whole(Reason reason, String detail) {
            return new Refused(reason, detail, null);
        }
    }

    /** What the log would hold of it, in bytes and roughly: an event stands in it once for each of its subjects. */
    default long copied() {
        return switch (this) {
            case Event(var draft, var sourceBytes) ->
                (long) Math.clamp(draft.subjects.size(), 1, EventDraft.MOST_SUBJECTS)
                        * Math.max(sourceBytes.length, draft.data().length());
            case Refused refused -> 0;
        };
    }

    /** The item's own canonical bytes; null where the record as a whole is refused. */
    default byte @Nullable [] bytes() {
        return switch (this) {
            case Event event -> event.sourceBytes();
            case Refused refused ->
                refused.item() == null
                        ? null
                        : CanonicalJson.text(refused.item()).getBytes(StandardCharsets.UTF_8);
        };
    }
}
