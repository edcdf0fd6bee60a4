package io.probity.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.probity.canonical.CanonicalJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Bytes as JSON, where they are. */
final class Json {
    private Json() {}

    /** Null where they are no UTF-8. */
    static @Nullable String text(byte @Nullable [] bytes) {
        try {
            return bytes == null
                    ? ""
                    : UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Null where they are no JSON. */
    static @Nullable JsonNode of(byte @Nullable [] bytes) {
        var text = text(bytes);
        try {
            return text == null || text.isBlank() ? null : CanonicalJson.read(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
