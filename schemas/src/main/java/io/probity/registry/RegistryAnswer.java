package io.probity.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * What a registry said, once it is sure that a registry said it: a proxy's own 404 is not one.
 *
 * @param status HTTP's
 * @param body an error's has {@code error_code} and {@code message}
 */
record RegistryAnswer(int status, JsonNode body) {
    /** No such subject, version or schema; subject or version deleted. */
    private static final Set<Integer> UNKNOWN = Set.of(40401, 40402, 40403, 40404, 40406);

    private static final int INCOMPATIBLE = 409;

    /** Whether an answer with this status and error code decides the question, rather than putting it off. */
    static boolean decides(int status, int errorCode) {
        return UNKNOWN.contains(errorCode)
                || status == INCOMPATIBLE
                || status == 422
                || (status == 400 && errorCode > 0);
    }

    /** Whether it says that there is no such thing. */
    boolean isUnknown() {
        return status >= 300 && UNKNOWN.contains(body.path("error_code").asInt());
    }

    JsonNode bodyOrThrow(RegistryRequest request) {
        if (status < 300) {
            return body;
        }
        var said = request + ": " + status + " " + body.path("message").asText();
        if (isUnknown()) {
            throw new UnknownSchemaException(said);
        }
        if (status == INCOMPATIBLE) {
            throw new IncompatibleSchemaException(said);
        }
        throw new InvalidSchemaException(said);
    }
}
