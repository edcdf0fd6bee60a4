package io.probity.door;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.codahale.metrics.annotation.Timed;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.door.Reception.Item;
import io.probity.door.Reception.Visit;
import io.probity.serve.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/in/<path>}: what a provider tells, byte for byte, once it is proven that the provider tells it. */
@Path("/v1/in/{path}")
@Timed
public final class ProviderDoor {
    private static final String FORM = "payload=";

    private final Reception reception;
    private final Map<String, Entrance> providers;
    private final int mostBytes;

    /** @param mostBytes of one record */
    ProviderDoor(Reception reception, Map<String, Entrance> providers, int mostBytes) {
        this.reception = reception;
        this.providers = Map.copyOf(providers);
        this.mostBytes = mostBytes;
    }

    @POST
    public Response told(@PathParam("path") String path, @Context HttpHeaders given, InputStream body)
            throws IOException {
        return reception.answer(List.of(entrance(path)), Request.headers(given), given.getLength(), body, this::record);
    }

    /** Okta asks once, with a word that it wants to hear again, whether somebody is at home. */
    @GET
    public Response asked(
            @PathParam("path") String path, @HeaderParam("X-Okta-Verification-Challenge") @Nullable String challenge) {
        if (entrance(path).verifier().scheme() != Scheme.OKTA || challenge == null) {
            throw Problem.of(405, "Method not allowed", "events are posted here", "Allow", "POST");
        }
        return Response.ok(
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("verification", challenge)
                                .toString(),
                        "application/json")
                .build();
    }

    private Entrance entrance(String path) {
        var entrance = providers.get(path);
        if (entrance == null) {
            throw Problem.notFound(
                    "no provider may tell anything here: name one under `in` in the file of door.sources");
        }
        return entrance;
    }

    private List<Item> record(Visit visit) {
        byte[] body = visit.request().value(mostBytes);
        if (body.length >= FORM.length() && FORM.equals(new String(Arrays.copyOf(body, FORM.length()), US_ASCII))) {
            throw Problem.of(
                    415, "Unsupported media type", "choose application/json as the content type of the webhook");
        }
        var headers = visit.request().headers();
        return List.of(Item.of(new DoorRecord(
                visit.entrance().topic(),
                reception.lane(),
                CloudEventHeaders.key(headers),
                Passed.from(headers, visit.entrance().headers()),
                body)));
    }
}
