package io.probity.door;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.probity.own.OwnEvent;
import io.probity.serde.WireFormat;
import io.probity.serve.Problem;
import io.probity.types.EventTypes;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether an event claims to be one of the platform's own: that a source fell silent, who sent a refused record again. Such events
 * are what controls and auditors go by, and sources that read the name of the producer from the payload would believe it. The
 * platform writes them to Kafka itself, and by a door comes none.
 *
 * @param typeMember the member that names the type
 */
record OwnClaim(String typeMember) {
    /** Of the specification's event. */
    static final OwnClaim CANONICAL = new OwnClaim("eventType");

    /** Of a CloudEvent in structured mode. */
    static final OwnClaim CLOUD_EVENT = new OwnClaim("type");

    private static final Set<String> TYPES = EventTypes.own().all().stream()
            .flatMap(type -> Stream.concat(Stream.of(type.name()), type.aliases().stream()))
            .collect(Collectors.toUnmodifiableSet());

    /** Around the specification's event there may be a wrapper: its members count where the event has none of the name. */
    private static final String WRAPPER = "event";

    /** What a sender that claims it is told. */
    static Piece.Bad refusal() {
        return new Piece.Bad(
                "OWN_EVENT",
                "source `" + OwnEvent.SOURCE
                        + "` and its event types are the platform's own: its events come in by no door");
    }

    /**
     * Reads an object to its end.
     *
     * @param parser at its beginning
     */
    boolean isIn(JsonParser parser) throws IOException {
        return isIn(parser, true);
    }

    private boolean isIn(JsonParser parser, boolean mayWrap) throws IOException {
        boolean claimed = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            var value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && mayWrap && name.equals(WRAPPER)) {
                claimed |= isIn(parser, false);
            } else if (value == JsonToken.VALUE_STRING) {
                claimed |= isSource(parser, name) || isType(parser, name);
            } else {
                parser.skipChildren();
            }
        }
        return claimed;
    }

    private static boolean isSource(JsonParser parser, String name) throws IOException {
        return name.equals("source") && isSource(parser.getText());
    }

    private boolean isType(JsonParser parser, String name) throws IOException {
        return name.equals(typeMember) && TYPES.contains(parser.getText());
    }

    private static boolean isSource(String text) {
        return text.strip().equalsIgnoreCase(OwnEvent.SOURCE);
    }

    /**
     * Whether anything of a body that is written as it is, unseen, claims it: in the shapes of the sources that believe a payload.
     *
     * @param source that reads the topic
     * @throws Problem 415 for Avro, which only the pipeline can read; 400 for what is no UTF-8
     */
    static boolean isInRecord(String source, Request request) {
        if (source.equals(DoorPlan.CLOUD_EVENTS)) {
            return CloudEventHeaders.areIn(request.headers())
                    ? isInHeaders(request.headers())
                    : CLOUD_EVENT.isAnywhereIn(request.body());
        }
        if (!source.equals(DoorPlan.CANONICAL)) {
            return false;
        }
        if (WireFormat.isFramed(request.body())) {
            throw Problem.of(415, "Unsupported media type", "canonical events are taken as JSON; write Avro to Kafka");
        }
        return CANONICAL.isAnywhereIn(request.body());
    }

    private boolean isAnywhereIn(byte[] body) {
        try (var parser = Pieces.parser(body)) {
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT && isIn(parser)) {
                    return true;
                }
            }
            return false;
        } catch (IOException malformed) {
            return false; // the pipeline, which is stricter, will refuse all of it
        }
    }

    /**
     * The same of a CloudEvent in binary mode.
     *
     * @param request headers by lower-case name
     */
    static boolean isInHeaders(Map<String, String> request) {
        return isSource(CloudEventHeaders.text(request, "ce-source"))
                || TYPES.contains(CloudEventHeaders.text(request, "ce-type"));
    }
}
