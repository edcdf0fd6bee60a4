package io.probity.normalise.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    public int items(JsonNode raw) {
        int items = 0;
        for (var record : raw.isArray() ? raw : List.of(raw)) {
            items += Math.max(1, wrapped(record).size());
        }
        return items;
    }

    @Override
    public List<Normalised> normalise(JsonNode raw, Map<String, String> headers) {
        var results = new ArrayList<Normalised>(1);
        if (raw.isArray() && !raw.isEmpty()) {
            raw.forEach(record -> record(record, headers, results));
        } else {
            record(raw, headers, results);
        }
        return results;
    }

    private void record(JsonNode record, Map<String, String> headers, List<Normalised> results) {
        var items = wrapped(record);
        if (items.isEmpty()) {
            results.add(Normalised.of(record, event -> one(event, record, headers)));
        } else {
            items.forEach(item -> results.add(Normalised.of(opened(item), event -> one(event, record, headers))));
        }
    }

    /** What stands at the first place that holds anything; none where the record is the event. */
    private List<JsonNode> wrapped(JsonNode record) {
        return mapping.unwrap().stream()
                .map(place -> place.in(record))
                .filter(items -> !items.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** An event may be wrapped as text. */
    private static JsonNode opened(JsonNode item) {
        return item.isTextual() && JsonReader.read(item.textValue()) instanceof JsonText.Value(JsonNode json)
                ? json
                : item;
    }

    private Normalised one(ObjectNode item, JsonNode record, Map<String, String> headers) {
        var given = new Given(item, record, headers);
        for (var needed : mapping.needed()) {
            if (needed.find(given) == null) {
                return new Normalised.Refused(
                        Reason.MISSING_FIELD,
                        needed.place() + " is missing: not an event of " + mapping.source(),
                        item);
            }
        }
        for (var variant : mapping.variants()) {
            var condition = variant.when();
            if (condition == null || condition.holds(given)) {
                return Normalised.Event.of(new Filler(mapping, variant, given).fill(naming), item);
            }
        }
        return new Normalised.Refused(
                Reason.MISSING_FIELD,
                "none of the shapes of " + mapping.source() + " is this: "
                        + mapping.variants().stream().map(Mapping.Variant::name).toList(),
                item);
    }
}
