package io.probity.evaluate.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The small things that OSCAL documents are made of, within the limits of its data types.
 *
 * @see <a href="https://pages.nist.gov/OSCAL/resources/concepts/">OSCAL 1.1.2</a>, oscal-complete-1.1.2-schema.json
 */
final class Oscal {
    static final String VERSION = "1.1.2";
    /** Of the props that OSCAL does not define itself. */
    static final String NAMESPACE = "urn:probity:oscal";

    /** RFC 4122, appendix C: names that are URLs, or URNs. */
    private static final UUID URLS = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    private Oscal() {}

    /** A UUID of version 5 of the name: the same name gives the same one on every machine. */
    static UUID uuid(String... names) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(URLS.getMostSignificantBits())
                    .putLong(URLS.getLeastSignificantBits())
                    .flip());
            sha1.update(NAMESPACE.getBytes(StandardCharsets.UTF_8));
            for (var name : names) {
                sha1.update((byte) 0); // so that ("ab", "c") is not ("a", "bc")
                sha1.update(name.getBytes(StandardCharsets.UTF_8));
            }
            var hash = ByteBuffer.wrap(sha1.digest());
            return new UUID(
                    (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x5000L,
                    (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-1", impossible);
        }
    }

    /** A token, which begins with a letter or an underscore; {@code _1.1.1} for {@code 1.1.1}. */
    static String token(String name) {
        var token = name.replaceAll("[^\\p{L}\\p{N}._-]", "-");
        return token.matches("(\\p{L}|_).*") ? token : "_" + token;
    }

    /** Text on one line; {@code otherwise} where there is none. */
    static String line(String text, String otherwise) {
        var line = text.strip().replaceAll("\\s+", " ");
        return line.isEmpty() ? otherwise : line;
    }

    /** One of ours, which OSCAL has no word for. */
    static ObjectNode prop(String name, String value) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("ns", NAMESPACE)
                .put("value", line(value, "-"));
    }

    /** A value of a parameter, or each of a list of them. */
    static List<String> values(JsonNode value) {
        var values = new ArrayList<String>();
        if (value.isArray()) {
            value.forEach(item -> values.addAll(values(item)));
        } else {
            var text = line(value.isTextual() ? value.asText() : CanonicalJson.text(value), "");
            if (!text.isEmpty()) {
                values.add(text);
            }
        }
        return values;
    }

    /** OSCAL has no empty lists. */
    static void list(ObjectNode into, String name, List<? extends JsonNode> items) {
        if (!items.isEmpty()) {
            into.set(name, new ArrayNode(JsonNodeFactory.instance).addAll(items));
        }
    }
}
