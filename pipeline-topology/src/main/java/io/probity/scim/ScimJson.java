package io.probity.scim;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.probity.canonical.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** The JSON of a request, read as strictly as the topic that keeps it: one value in UTF-8 that can be written down again as it is. */
final class ScimJson {
    private ScimJson() {}

    /**
     * Reads all of it.
     *
     * @param mostBytes of one request
     */
    static JsonNode read(InputStream body, int mostBytes) {
        try {
            byte[] bytes = body.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw ScimException.wrong("tooMany", "a request may have " + mostBytes + " bytes");
            }
            var json = CanonicalJson.read(
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
            CanonicalJson.text(json);
            if (!isWhole(json)) {
                throw ScimException.wrong("invalidSyntax", "half of a surrogate pair stands alone in a text");
            }
            return json;
        } catch (CharacterCodingException broken) {
            throw ScimException.wrong("invalidSyntax", "the request is not UTF-8");
        } catch (JsonProcessingException | IllegalArgumentException broken) {
            throw ScimException.wrong(
                    "invalidSyntax", "the request is not JSON, or has a member twice or a number beyond all range");
        } catch (IOException gone) {
            throw ScimException.wrong("invalidSyntax", "the request ended early");
        }
    }

    /** Half a pair cannot be written in UTF-8: two names that differ in it alone would become one key. */
    private static boolean isWhole(JsonNode node) {
        if (node.isTextual()) {
            return UTF_8.newEncoder().canEncode(node.textValue());
        }
        for (var member : node.properties()) {
            if (!UTF_8.newEncoder().canEncode(member.getKey())) {
                return false;
            }
        }
        for (var child : node) {
            if (!isWhole(child)) {
                return false;
            }
        }
        return true;
    }
}
