package io.probity.normalise.generic;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.draft.FieldTable;
import io.probity.normalise.Normalised;
import io.probity.normalise.Source;
import io.probity.normalise.TypeNaming;
import java.util.List;
import java.util.Map;

/**
 * Any JSON object: time, id, actor and the like where they stand under usual names, everything else left in data and raw. The
 * way in for a provider that has no source of its own yet.
 */
public final class GenericSource implements Source {
    private final GenericShape shape;
    private final FieldTable fields;

    public GenericSource(TypeNaming naming) {
        FieldTable loaded = FieldTable.load("normalise/generic/fields.yaml");
        // Data is the whole object here, so one list of paths is right for both.
        fields = new FieldTable(loaded.raw(), loaded.raw());
        shape = new GenericShape(naming, GenericNames.load(), fields);
    }

    @Override
    public String name() {
        return "generic";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String shapes() {
        return "any JSON object, or an array of them; time, id, actor, action, outcome, address found under the usual names";
    }

    @Override
    public FieldTable fields() {
        return fields;
    }

    @Override
    public List<Normalised> normalise(JsonNode raw, Map<String, String> headers) {
        return Normalised.ofEach(raw, item -> Normalised.Event.of(shape.read(item, headers), item));
    }
}
