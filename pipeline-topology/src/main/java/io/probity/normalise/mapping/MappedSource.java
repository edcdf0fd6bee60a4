package io.probity.normalise.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.draft.Around;
import io.probity.draft.FieldTable;
import io.probity.model.Reason;
import io.probity.normalise.JsonReader;
import io.probity.normalise.JsonText;
import io.probity.normalise.Normalised;
import io.probity.normalise.Source;
import io.probity.normalise.TypeNaming;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A source that a mapping file describes. */
public final class MappedSource implements Source {
    private final Mapping mapping;
    private final TypeNaming naming;

    MappedSource(Mapping mapping, TypeNaming naming) {
        this.mapping = mapping;
        this.naming = naming;
    }

    @Override
    public String name() {
        return mapping.source();
    }

    @Override
    public int version() {
        return mapping.version();
    }

    @Override
    public String shapes() {
        return mapping.shapes();
    }

    @Override
    public FieldTable fields() {
        return mapping.fields();
    }

    @Override
    public JsonText open(JsonReader json, byte @Nullable [] value, Map<String, String> headers) {
        return mapping.reshape() == null ? json.read(value) : mapping.reshape().open(json, value, headers);
    }

    @Override
    public int items(JsonNode raw) {
        int items = 0;
        for (var record : raw.isArray() ? raw : List.of(raw)) {
            items += mapping.reshape() == null
                    ? wrapped(record).size()
                    : mapping.reshape().items(record);
        }
        return items;
    }

    @Override
    public List<Normalised> normalise(JsonNode raw, Map<String, String> headers) {
        var items = new ArrayList<Wrapped>(1);
        if (raw.isArray() && !raw.isEmpty()) {
            raw.forEach(record -> items.addAll(wrapped(plain(record, headers))));
        } else {
            items.addAll(wrapped(plain(raw, headers)));
        }
        // before any of them is read: each has a copy of what is around all
        long around = items.stream().mapToLong(item -> item.outside().length()).sum();
        if (around > Normalised.MOST_COPIED) {
            return Normalised.crowded(items.size(), around);
        }
        return items.stream().map(item -> read(item, headers)).toList();
    }

    private JsonNode plain(JsonNode record, Map<String, String> headers) {
        return mapping.reshape() == null ? record : mapping.reshape().plain(record, headers);
    }

    private Normalised read(Wrapped wrapped, Map<String, String> headers) {
        return Normalised.of(
                        opened(wrapped.item),
                        event -> one(new Given(event, wrapped.around, wrapped.outside(), headers)))
                .keptAs(() -> kept(wrapped));
    }

    /** What is sent again gives the same event; what a format was brought to is read as it is, and most of it has all in each item. */
    private JsonNode kept(Wrapped wrapped) {
        return mapping.reshape() != null && wrapped.outside().objects().isEmpty() ? wrapped.item : wrapped.alone();
    }

    /**
     * An item and what is around it, from the inside out; a record around itself, where it is the event.
     *
     * @param in what it was found in; null for the record itself
     */
    private record Wrapped(
            JsonNode item, List<JsonNode> around, @Nullable Inside in) {
        List<Wrapped> in(Place place) {
            var envelope = Envelope.open(item, place);
            var here =
                    Stream.concat(Stream.of(envelope.holder()), around.stream()).toList();
            var inside = new Inside(this, envelope);
            return envelope.items().stream()
                    .map(inner -> new Wrapped(inner, here, inside))
                    .toList();
        }

        /** What is around it, less what leads to it. */
        Around outside() {
            return in == null ? Around.NOTHING : in.outside();
        }

        /** The record, had it held this item and no other. */
        JsonNode alone() {
            return alone(item);
        }

        private JsonNode alone(JsonNode changed) {
            return in == null ? changed : in.outer.alone(in.way.with(changed));
        }
    }

    /** What several items were found in: what is left of it is found out once for all, and not where they are only counted. */
    private static final class Inside {
        private final Wrapped outer;
        private final Envelope way;
        private @Nullable Around outside;

        private Inside(Wrapped outer, Envelope way) {
            this.outer = outer;
            this.way = way;
        }

        private Around outside() {
            var known = outside;
            if (known == null) {
                var rest = way.rest();
                known = rest == null ? outer.outside() : outer.outside().within(rest);
                outside = known;
            }
            return known;
        }
    }

    /** What the first way leads to that leads anywhere; the record itself where none does. */
    private List<Wrapped> wrapped(JsonNode record) {
        var whole = new Wrapped(record, List.of(), null);
        return mapping.unwrap().stream()
                .map(way -> follow(way, whole))
                .filter(items -> !items.isEmpty())
                .findFirst()
                .orElse(List.of(new Wrapped(record, List.of(record), null)));
    }

    /** An item that ends half-way is an item all the same: it is refused for what it lacks, and not passed over. */
    private static List<Wrapped> follow(List<Place> way, Wrapped whole) {
        var here = whole.in(way.getFirst());
        for (var place : way.subList(1, way.size())) {
            here = here.stream()
                    .flatMap(outer -> {
                        var inner = outer.in(place);
                        return inner.isEmpty() ? Stream.of(outer) : inner.stream();
                    })
                    .toList();
        }
        return here;
    }

    /** An event may be wrapped as text. */
    private static JsonNode opened(JsonNode item) {
        return item.isTextual() && JsonReader.read(item.textValue()) instanceof JsonText.Value(JsonNode json)
                ? json
                : item;
    }

    /**
     * What the contentKey is made of: the item, and what its fields were read from outside of it, so that two that are equal but
     * for that are two. The items beside it are not part of it: an event is the same in whatever batch it comes.
     */
    private static JsonNode content(Mapping.Variant variant, Given given) {
        if (variant.around().isEmpty()) {
            return given.item();
        }
        var around = given.item().objectNode();
        for (var place : variant.around()) {
            JsonNode value = place.find(given);
            if (value != null) {
                around.set(place.place().text(), value);
            }
        }
        return around.isEmpty()
                ? given.item()
                : given.item().objectNode().<ObjectNode>set("around", around).set("item", given.item());
    }

    private Normalised one(Given given) {
        for (var needed : mapping.needed()) {
            if (needed.rule().find(given) == null) {
                return new Normalised.Refused(
                        Reason.MISSING_FIELD,
                        needed.written() + " is missing: not an event of " + mapping.source(),
                        given.item());
            }
        }
        for (var variant : mapping.variants()) {
            var condition = variant.when();
            if (condition == null || condition.holds(given)) {
                return Normalised.Event.of(new Filler(mapping, variant, given).fill(naming), content(variant, given));
            }
        }
        return new Normalised.Refused(
                Reason.MISSING_FIELD,
                "none of the shapes of " + mapping.source() + " is this: "
                        + mapping.variants().stream().map(Mapping.Variant::name).toList(),
                given.item());
    }
}
