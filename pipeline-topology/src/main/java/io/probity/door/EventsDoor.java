package io.probity.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.codahale.metrics.annotation.Timed;
import io.probity.door.Reception.Item;
import io.probity.door.Reception.Visit;
import io.probity.serve.Problem;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** {@code POST /v1/events}: canonical events, one, an array or one in each line; CloudEvents in all three modes. */
@Path("/v1/events")
@Timed
public final class EventsDoor {
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String ANY_CLOUD_EVENT = "application/cloudevents";
    private static final Set<String> LINES =
            Set.of("application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines");

    private final Reception reception;
    private final List<Entrance> entrances;
    private final Pieces pieces;

    /**
     * Opens it.
     *
     * @param items most in one body
     * @param itemBytes of one record
     */
    EventsDoor(Reception reception, List<Entrance> entrances, int items, int itemBytes) {
        this.reception = reception;
        this.entrances = List.copyOf(entrances);
        this.pieces = new Pieces(items, itemBytes);
    }

    @POST
    public Response events(@Context HttpHeaders given, InputStream body) throws IOException {
        if (entrances.isEmpty()) {
            throw Problem.notFound(
                    "no sender may post events here: name one under `events` in the file of door.sources");
        }
        var headers = Request.headers(given);
        checkCharset(headers);
        return reception.answer(entrances, headers, given.getLength(), body, this::items);
    }

    private static void checkCharset(Map<String, String> headers) {
        var type = headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
        int charset = type.indexOf("charset=");
        if (charset >= 0
                && !type.substring(charset + 8).replace("\"", "").strip().startsWith("utf-8")) {
            throw Problem.of(415, "Unsupported media type", "send UTF-8");
        }
    }

    private List<Item> items(Visit visit) {
        var request = visit.request();
        var type = request.mediaType();
        if (type.startsWith(ANY_CLOUD_EVENT)) {
            return cloudEvents(visit, type);
        }
        if (CloudEventHeaders.areIn(request.headers())) {
            return List.of(binary(visit));
        }
        if (LINES.contains(type)) {
            return records(visit, pieces.lines(request.body()), visit.entrance().topic(), List.of());
        }
        if (type.isEmpty() || type.equals("application/json") || type.endsWith("+json")) {
            return records(visit, pieces.of(request.body()), visit.entrance().topic(), List.of());
        }
        throw Problem.of(
                415,
                "Unsupported media type",
                "send application/json, application/x-ndjson, " + STRUCTURED + " or " + BATCH);
    }

    private List<Item> cloudEvents(Visit visit, String type) {
        if (!type.equals(STRUCTURED) && !type.equals(BATCH)) {
            throw Problem.of(415, "Unsupported media type", "CloudEvents are taken as JSON: " + STRUCTURED);
        }
        var topic = cloudEventsTopic(visit);
        var found = pieces.of(visit.request().body());
        if (type.equals(STRUCTURED) && found.size() != 1) {
            throw Problem.badRequest("structured mode holds one event; send several as " + BATCH);
        }
        return records(visit, found, topic, List.of(new RecordHeader("content-type", STRUCTURED.getBytes(UTF_8))));
    }

    private Item binary(Visit visit) {
        var request = visit.request();
        var headers = new ArrayList<>(CloudEventHeaders.of(request.headers()));
        if (OwnClaim.isInHeaders(request.headers())) {
            return Item.of(OwnClaim.refusal());
        }
        headers.addAll(Passed.trace(request.headers()));
        boolean isAlone = request.body().length == 0; // an event may have no data
        return Item.of(new DoorRecord(
                cloudEventsTopic(visit),
                reception.lane(),
                CloudEventHeaders.key(request.headers()),
                headers,
                isAlone ? request.body() : request.value(pieces.mostBytes())));
    }

    private static String cloudEventsTopic(Visit visit) {
        var topic = visit.entrance().cloudEvents();
        if (topic == null) {
            throw Problem.of(
                    415,
                    "Unsupported media type",
                    "CloudEvents are not read here: bind one topic to the source `" + DoorPlan.CLOUD_EVENTS
                            + "` in the setting sources, such as audit.raw.cloudevents=cloudevents");
        }
        return topic;
    }

    private List<Item> records(Visit visit, List<Piece> found, String topic, List<Header> mode) {
        var request = visit.request();
        var headers = new ArrayList<>(mode);
        headers.addAll(Passed.trace(request.headers()));
        int lane = reception.lane();
        var items = new ArrayList<Item>(found.size());
        for (var piece : found) {
            items.add(
                    switch (piece) {
                        case Piece.Good(int from, int to) ->
                            Item.of(DoorRecord.keyless(
                                    topic, lane, headers, Arrays.copyOfRange(request.body(), from, to)));
                        case Piece.Bad bad -> Item.of(bad);
                    });
        }
        return items;
    }
}
