package io.probity.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import io.probity.canonical.EventDigest;
import org.jspecify.annotations.Nullable;

/** What is done with the value of a refused record before it is sent again. */
public sealed interface Repair {
    /** As it is: the world was mended, not the record. */
    record AsItIs() implements Repair {
        @Override
        public byte @Nullable [] applied(byte @Nullable [] refused) {
            return refused;
        }

        @Override
        public String name() {
            return "none";
        }

        @Override
        public @Nullable String digest() {
            return null;
        }
    }

    /** A JSON merge patch (RFC 7396) over each value. */
    record Merge(ObjectNode patch) implements Repair {
        @Override
        public byte[] applied(byte @Nullable [] refused) {
            return CanonicalJson.text(MergePatch.apply(read(refused), patch)).getBytes(UTF_8);
        }

        private static JsonNode read(byte @Nullable [] refused) {
            var text = Json.text(refused);
            if (text == null) {
                throw new UnsendableException("it is no UTF-8, and a merge patch needs JSON: give the whole value");
            }
            try {
                return CanonicalJson.read(text);
            } catch (JsonProcessingException e) {
                throw new UnsendableException("it is no JSON, and a merge patch needs JSON: give the whole value ("
                        + e.getOriginalMessage() + ")");
            }
        }

        @Override
        public String name() {
            return "merge";
        }

        @Override
        public String digest() {
            return EventDigest.hex(EventDigest.sha256(CanonicalJson.text(patch).getBytes(UTF_8)));
        }
    }

    /** Another value in its place. */
    record Replace(byte[] value) implements Repair {
        public Replace {
            value = value.clone();
        }

        @Override
        public byte[] value() {
            return value.clone();
        }

        @Override
        public byte[] applied(byte @Nullable [] refused) {
            return value.clone();
        }

        @Override
        public String name() {
            return "replace";
        }

        @Override
        public String digest() {
            return EventDigest.hex(EventDigest.sha256(value));
        }
    }

    /**
     * The value that is sent.
     *
     * @throws UnsendableException if this cannot be done with such a value
     */
    byte @Nullable [] applied(byte @Nullable [] refused);

    /** One word for the log. */
    String name();

    /** SHA-256 of the change, lower-case hex; null where there is none. */
    @Nullable String digest();
}
