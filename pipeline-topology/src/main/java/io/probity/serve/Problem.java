package io.probity.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

/** An answer that is no answer, in the form of RFC 9457. */
public final class Problem extends WebApplicationException {
    /** RFC 9457, section 3. */
    public static final String TYPE = "application/problem+json";

    private static final long serialVersionUID = 1L;

    private Problem(Response response) {
        super(response);
    }

    public static Problem notFound(String what) {
        return new Problem(response(404, "Not found", what).build());
    }

    public static Problem badRequest(String what) {
        return new Problem(response(400, "Bad request", what).build());
    }

    /**
     * Any other.
     *
     * @param headers name and value, one after the other
     */
    public static Problem of(int status, String title, String detail, String... headers) {
        var response = response(status, title, detail);
        for (int i = 0; i < headers.length; i += 2) {
            response.header(headers[i], headers[i + 1]);
        }
        return new Problem(response.build());
    }

    /** More than can be taken on: come again after a while. */
    public static Problem tooMany(String what, int seconds) {
        return of(429, "Too many requests", what, "Retry-After", String.valueOf(seconds));
    }

    /** The stores are moving or restoring: ask again; never a false "not found". */
    static Problem later(String what) {
        return new Problem(
                response(503, "Not ready", what).header("Retry-After", "1").build());
    }

    /**
     * Another instance can answer: ask it; or ask again here, since partitions move.
     *
     * @param owner its host and port
     */
    static Problem elsewhere(String what, String owner) {
        var body = body(503, "Held by another instance", what).put("owner", owner);
        return new Problem(response(503, body).header("Retry-After", "1").build());
    }

    static Response.ResponseBuilder response(int status, String title, String detail) {
        return response(status, body(status, title, detail));
    }

    private static Response.ResponseBuilder response(int status, ObjectNode body) {
        return Response.status(status).type(TYPE).entity(body.toString());
    }

    static ObjectNode body(int status, String title, String detail) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
    }
}
