package io.probity.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalForm;
import io.probity.canonical.CanonicalJson;
import io.probity.canonical.EventDigest;
import io.probity.model.AuditEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * An event for people and pipes: the members of its canonical form, with {@code timestamp} for the event's own time, words
 * in lower case, {@code data} and {@code raw} as the objects that they are (the canonical form holds their text), and the
 * {@code digest} of the form.
 */
final class EventJson {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();

    private EventJson() {}

    /** @throws io.probity.canonical.CanonicalFormException if the event has no canonical form */
    static String line(AuditEvent event) {
        byte[] form = CanonicalForm.of(event);
        try {
            ObjectNode view = (ObjectNode) JSON.readTree(form);
            view.set("timestamp", view.remove("effective"));
            for (var word : new String[] {"category", "crud", "outcome"}) {
                lower(view, word);
            }
            lower((ObjectNode) view.get("actor"), "kind");
            view.set("data", JSON.readTree(event.getData()));
            if (event.getRaw() != null) {
                view.set("raw", JSON.readTree(event.getRaw()));
            }
            if (!event.getAround().isEmpty()) {
                var around = view.putArray("around");
                for (var object : event.getAround()) {
                    around.add(JSON.readTree(object));
                }
            }
            view.put("digest", EventDigest.hex(EventDigest.sha256(form)));
            return CanonicalJson.text(view);
        } catch (IOException e) {
            throw new UncheckedIOException("the canonical form is not JSON", e);
        }
    }

    private static void lower(ObjectNode object, String member) {
        JsonNode word = object.path(member);
        if (word.isTextual()) {
            object.put(member, word.textValue().toLowerCase(Locale.ROOT));
        }
    }
}
