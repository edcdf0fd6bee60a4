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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What normalisation makes of one item of a source record: one of two things, and the compiler knows both. */
public sealed interface Normalised {
    /**
     * Most bytes that one record may become in the log: each subject of an event has a copy of it, so a megabyte with a hundred subjects
     * would be a hundred megabytes; and each item has a copy of what stands around all of them.
     */
    long MOST_COPIED = 16 << 20;

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

    /**
     * An event.
     *
     * @param sourceBytes the canonical bytes that its contentKey is computed over
     * @param alone the record with this event as its only item, which is what is kept should it be refused after all; null where the
     *     source bytes are that
     */
    record Event(
            EventDraft draft, byte[] sourceBytes, @Nullable Supplier<JsonNode> alone) implements Normalised {

        /** An event that came as JSON: its canonical bytes are those of its canonical text. */
        public static Event of(EventDraft draft, JsonNode item) {
            return new Event(draft, utf8(item), null);
        }
    }

    /**
     * The item's own fault.
     *
     * @param detail what was wrong and where, for the person who mends it
     * @param item what is refused, where a record may carry several: the record with this item as its only one; null where it is the
     *     record as a whole
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
            case Event(var draft, var sourceBytes, var alone) ->
                (long) Math.clamp(draft.subjects.size(), 1, EventDraft.MOST_SUBJECTS)
                        * (Math.max(sourceBytes.length, draft.data().length()) + draft.around.length());
            case Refused refused -> 0;
        };
    }

    /** Too much of the log, since each item has a copy of what stands around all of them. */
    static List<Normalised> crowded(int items, long around) {
        return List.of(Refused.whole(
                Reason.TOO_LARGE,
                "what stands around its " + items + " items is " + around
                        + " bytes of the log, once for each; the limit is " + MOST_COPIED));
    }

    /** The same, kept as something else, should it be refused. */
    default Normalised keptAs(Supplier<JsonNode> alone) {
        return switch (this) {
            case Event(var draft, var sourceBytes, var before) -> new Event(draft, sourceBytes, alone);
            case Refused(var reason, var detail, var before) -> new Refused(reason, detail, alone.get());
        };
    }

    /** The record with this item as its only one, as canonical bytes; null where the record as a whole is refused. */
    default byte @Nullable [] bytes() {
        return switch (this) {
            case Event(var draft, var sourceBytes, var alone) -> alone == null ? sourceBytes : utf8(alone.get());
            case Refused refused -> refused.item() == null ? null : utf8(refused.item());
        };
    }

    private static byte[] utf8(JsonNode item) {
        return CanonicalJson.text(item).getBytes(StandardCharsets.UTF_8);
    }
}
