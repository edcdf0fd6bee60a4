package io.probity.reroute;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for one text in a JSON object and reads no further than to it. Whatever is wrong with the record is for the stage after
 * this one to say: what cannot be read has no text. Pure.
 */
final class Peek {
    private static final JsonFactory JSON = new JsonFactory();

    private Peek() {}

    /** The text at a path of member names; null where there is none. */
    static @Nullable String at(byte @Nullable [] record, List<String> path) {
        if (record == null || record.length == 0 || record[0] == 0) {
            return null; // nothing, or Avro in the registry's wire format
        }
        try (var parser = JSON.createParser(record)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? within(parser, path) : null;
        } catch (IOException unreadable) {
            return null;
        }
    }

    /** The parser stands behind the beginning of an object. */
    private static @Nullable String within(JsonParser parser, List<String> path) throws IOException {
        int depth = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isNext = parser.currentName().equals(path.get(depth));
            var value = parser.nextToken();
            if (!isNext) {
                parser.skipChildren();
            } else if (depth == path.size() - 1) {
                return value == JsonToken.VALUE_STRING ? parser.getText() : null;
            } else if (value == JsonToken.START_OBJECT) {
                depth++;
            } else {
                return null;
            }
        }
        return null;
    }
}
