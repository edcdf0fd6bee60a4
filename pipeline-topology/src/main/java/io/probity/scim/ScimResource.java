package io.probity.scim;

import com.codahale.metrics.annotation.Timed;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service provider's side of SCIM 2 over HTTP (RFC 7644). Whoever asks shows the token; whatever is wrong is told as SCIM tells it. */
@Path("/scim/v2")
@Timed
public final class ScimResource {
    private static final Logger LOG = LoggerFactory.getLogger(ScimResource.class);
    private static final String TYPE = "application/scim+json";
    private static final String ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";
    /** What a record of the topic takes. */
    private static final int MOST_BYTES = 900_000;

    private static final int MOST_RESULTS = 1_000;

    private final ScimDirectory directory;
    private final byte[] token;

    /**
     * Opens the door.
     *
     * @param token that whoever asks must show
     */
    public ScimResource(ScimDirectory directory, String token) {
        this.directory = directory;
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    @GET
    @Path("/{kind: Users|Groups}")
    public Response list(
            @PathParam("kind") String kind,
            @HeaderParam("Authorization") @Nullable String authorization,
            @QueryParam("filter") @Nullable String filter,
            @QueryParam("startIndex") @Nullable String startIndex,
            @QueryParam("count") @Nullable String count,
            @QueryParam("excludedAttributes") @Nullable String excluded,
            @Context UriInfo uri) {
        return answer(authorization, () -> {
            int from = Math.max(1, number("startIndex", startIndex, 1));
            int most = Math.clamp(number("count", count, 100), 0, MOST_RESULTS);
            var found = directory.list(kind(kind), filter, from - 1L, most);
            found.resources().forEach(each -> shown(each, kind, excluded, uri));
            return ok(ScimAbout.list(found.total(), from, found.resources()));
        });
    }

    @GET
    @Path("/{kind: Users|Groups}/{id}")
    public Response get(
            @PathParam("kind") String kind,
            @PathParam("id") String id,
            @HeaderParam("Authorization") @Nullable String authorization,
            @QueryParam("excludedAttributes") @Nullable String excluded,
            @Context UriInfo uri) {
        return answer(authorization, () -> ok(shown(directory.get(kind(kind), id), kind, excluded, uri)));
    }

    @POST
    @Path("/{kind: Users|Groups}")
    public Response create(
            @PathParam("kind") String kind,
            @HeaderParam("Authorization") @Nullable String authorization,
            @Context UriInfo uri,
            InputStream body) {
        return answer(authorization, () -> {
            var made = shown(directory.create(kind(kind), ScimJson.read(body, MOST_BYTES)), kind, null, uri);
            return Response.status(201)
                    .type(TYPE)
                    .header("Location", made.path("meta").path("location").asText())
                    .entity(made.toString())
                    .build();
        });
    }

    @PUT
    @Path("/{kind: Users|Groups}/{id}")
    public Response replace(
            @PathParam("kind") String kind,
            @PathParam("id") String id,
            @HeaderParam("Authorization") @Nullable String authorization,
            @Context UriInfo uri,
            InputStream body) {
        return answer(
                authorization,
                () -> ok(shown(directory.replace(kind(kind), id, ScimJson.read(body, MOST_BYTES)), kind, null, uri)));
    }

    @PATCH
    @Path("/{kind: Users|Groups}/{id}")
    public Response patch(
            @PathParam("kind") String kind,
            @PathParam("id") String id,
            @HeaderParam("Authorization") @Nullable String authorization,
            @Context UriInfo uri,
            InputStream body) {
        return answer(
                authorization,
                () -> ok(shown(directory.patch(kind(kind), id, ScimJson.read(body, MOST_BYTES)), kind, null, uri)));
    }

    @DELETE
    @Path("/{kind: Users|Groups}/{id}")
    public Response delete(
            @PathParam("kind") String kind,
            @PathParam("id") String id,
            @HeaderParam("Authorization") @Nullable String authorization) {
        return answer(authorization, () -> {
            directory.delete(kind(kind), id);
            return Response.noContent().build();
        });
    }

    @GET
    @Path("/{document: ServiceProviderConfig|ResourceTypes|Schemas}")
    public Response about(
            @PathParam("document") String document, @HeaderParam("Authorization") @Nullable String authorization) {
        return answer(authorization, () -> ok(ScimAbout.document(document)));
    }

    private static ScimKind kind(String path) {
        return path.equals(ScimKind.USERS.path()) ? ScimKind.USERS : ScimKind.GROUPS;
    }

    private static ObjectNode shown(ObjectNode resource, String kind, @Nullable String excluded, UriInfo uri) {
        if (resource.get("meta") instanceof ObjectNode meta) {
            meta.put(
                    "location",
                    uri.getBaseUriBuilder()
                            .path("scim/v2")
                            .path(kind)
                            .path(resource.path("id").asText())
                            .build()
                            .toString());
        }
        for (var name : excluded == null ? List.<String>of() : List.of(excluded.split(",", -1))) {
            resource.remove(ScimPath.spelt(resource, name.strip()));
        }
        return resource;
    }

    private static Response ok(ObjectNode body) {
        return Response.ok(body.toString(), TYPE).build();
    }

    private static int number(String name, @Nullable String text, int otherwise) {
        try {
            return text == null || text.isBlank() ? otherwise : Integer.parseInt(text.strip());
        } catch (NumberFormatException none) {
            throw ScimException.wrong("invalidValue", "`" + name + "` must be a number");
        }
    }

    private Response answer(@Nullable String authorization, Supplier<Response> work) {
        if (!isKnown(authorization)) {
            return error(401, "", "show the token: Authorization: Bearer …")
                    .header("WWW-Authenticate", "Bearer")
                    .build();
        }
        try {
            return work.get();
        } catch (ScimException wrong) {
            return error(wrong.status(), wrong.type(), String.valueOf(wrong.getMessage()))
                    .build();
        } catch (IllegalStateException away) {
            LOG.warn("a pushed change was not taken", away);
            return error(503, "", "nothing was taken; ask again")
                    .header("Retry-After", "5")
                    .build();
        }
    }

    private boolean isKnown(@Nullable String authorization) {
        return authorization != null
                && authorization.toLowerCase(Locale.ROOT).startsWith("bearer ")
                && MessageDigest.isEqual(
                        authorization.substring("bearer ".length()).strip().getBytes(StandardCharsets.UTF_8), token);
    }

    private static Response.ResponseBuilder error(int status, String type, String detail) {
        var body = JsonNodeFactory.instance.objectNode();
        body.putArray("schemas").add(ERROR);
        body.put("status", String.valueOf(status));
        if (!type.isEmpty()) {
            body.put("scimType", type);
        }
        return Response.status(status)
                .type(TYPE)
                .entity(body.put("detail", detail).toString());
    }
}
