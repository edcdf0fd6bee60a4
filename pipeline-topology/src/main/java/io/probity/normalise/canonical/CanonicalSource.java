package io.probity.normalise.canonical;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.draft.EventDraft;
import io.probity.draft.FieldTable;
import io.probity.normalise.Concerned;
import io.probity.normalise.Item;
import io.probity.normalise.Normalised;
import io.probity.normalise.Source;
import io.probity.normalise.TraceParent;
import io.probity.normalise.TypeNaming;
import io.probity.own.OwnEvent;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;

/** The event of the Audit & Traceability specification, section 3.2, and the fields beside it that architecture.md adds. */
public final class CanonicalSource implements Source {
    private final TypeNaming naming;
    private final String name;
    private final FieldTable fields;

    public CanonicalSource(TypeNaming naming) {
        this(naming, "canonical");
    }

    private CanonicalSource(TypeNaming naming, String name) {
        this.naming = naming;
        this.name = name;
        this.fields = FieldTable.load("normalise/" + name + "/fields.yaml");
    }

    /** The same shape under the name that our own events have, with a field table of their own. */
    public static CanonicalSource own(TypeNaming naming) {
        return new CanonicalSource(naming, OwnEvent.SOURCE);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String shapes() {
        return "the specification's event as JSON, wrapped in {\"event\": {…}} or bare, or an array of them; or Avro SubmittedEvent";
    }

    @Override
    public FieldTable fields() {
        return fields;
    }

    @Override
    public List<Normalised> normalise(JsonNode raw, Map<String, String> headers) {
        return Normalised.ofEach(raw, item -> Normalised.Event.of(draft(item, headers), item));
    }

    /**
     * Reads an event that came as Avro, in our schema or another's, by the names of its fields.
     *
     * @param payload the Avro bytes as they came: what the contentKey is computed over
     */
    public Normalised normaliseAvro(IndexedRecord event, byte[] payload, Map<String, String> headers) {
        return new Normalised.Event(draft(AvroJson.object(event), headers), payload, null);
    }

    private EventDraft draft(ObjectNode given, Map<String, String> headers) {
        var draft = new EventDraft();
        draft.fields = fields;
        ObjectNode object = Envelope.open(given);
        var item = new Item(object, draft);
        EventFields.read(item, naming);
        TraceParent.fill(draft, headers.get("traceparent"));
        Subjects.read(item);
        var data = FreeForm.of(item);
        naming.types().find(draft.eventType).ifPresent(type -> Concerned.read(draft, type, data));
        draft.keep(data);
        return draft;
    }
}
