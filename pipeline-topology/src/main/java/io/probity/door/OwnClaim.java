package io.probity.door;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.probity.own.OwnEvent;
import java.io.IOException;
import java.util.Map;

/**
 * Whether an event says that the platform itself tells it. The pipeline refuses such an event wherever it comes from; the door says
 * so at once, to the sender, of the events that it can tell apart.
 */
final class OwnClaim {
    /** Around the specification's event there may be a wrapper: its members count where the event has none of the name. */
    private static final String WRAPPER = "event";

    private OwnClaim() {}

    /** What a sender that claims it is told. */
    static Piece.Bad refusal() {
        return new Piece.Bad(
                "OWN_EVENT", "source `" + OwnEvent.SOURCE + "` is the platform's own: its events come in by no door");
    }

    /**
     * Reads an object to its end.
     *
     * @param parser at its beginning
     */
    static boolean isIn(JsonParser parser) throws IOException {
        return isIn(parser, true);
    }

    private static boolean isIn(JsonParser parser, boolean mayWrap) throws IOException {
        boolean claimed = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            var value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && mayWrap && name.equals(WRAPPER)) {
                claimed |= isIn(parser, false);
            } else if (value == JsonToken.VALUE_STRING) {
                claimed |= name.equals("source") && OwnEvent.isSource(parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        return claimed;
    }

    /**
     * The same of a CloudEvent in binary mode.
     *
     * @param request headers by lower-case name
     */
    static boolean isInHeaders(Map<String, String> request) {
        return OwnEvent.isSource(CloudEventHeaders.text(request, "ce-source"));
    }
}
