package io.probity.canonical;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;

/** Writers of the values that hold no others. Specific and generic records give the same value in different classes. */
final class ScalarWriters {
    private static final long MICROS = 1_000_000;

    private ScalarWriters() {}

    static ValueWriter text(String path) {
        return (value, out) -> {
            if (value instanceof String text) {
                out.string(text, path);
            } else if (value instanceof CharSequence text) { // Utf8, where a schema does not ask for String
                out.string(text.toString(), path);
            } else {
                throw ValueWriter.mismatch(path, "string", value);
            }
        };
    }

    static ValueWriter flag(String path) {
        byte[] yes = JsonBytes.ascii("true");
        byte[] no = JsonBytes.ascii("false");
        return (value, out) -> {
            if (!(value instanceof Boolean flag)) {
                throw ValueWriter.mismatch(path, "boolean", value);
            }
            out.raw(flag ? yes : no);
        };
    }

    /** An int is a JSON number: 32 bits are exact in every JSON reader. */
    static ValueWriter number(String path) {
        return (value, out) -> {
            if (!(value instanceof Integer number)) {
                throw ValueWriter.mismatch(path, "int", value);
            }
            out.decimal(number);
        };
    }

    /** A long is a string: beyond 2^53 many JSON readers round. */
    static ValueWriter quotedNumber(String path) {
        return (value, out) -> {
            if (!(value instanceof Long number)) {
                throw ValueWriter.mismatch(path, "long", value);
            }
            out.raw('"');
            out.decimal(number);
            out.raw('"');
        };
    }

    /** {@code YYYY-MM-DDThh:mm:ss.ffffffZ}; what is finer than a microsecond is cut, as Avro cuts it on the wire. */
    static ValueWriter timestamp(String path) {
        return (value, out) -> {
            if (value instanceof Instant instant) {
                UtcText.write(instant.getEpochSecond(), instant.getNano() / 1_000, path, out);
            } else if (value instanceof Long micros) {
                UtcText.write(Math.floorDiv(micros, MICROS), (int) Math.floorMod(micros, MICROS), path, out);
            } else {
                throw ValueWriter.mismatch(path, "timestamp-micros", value);
            }
        };
    }

    static ValueWriter bytes(String path) {
        return (value, out) -> {
            if (!(value instanceof ByteBuffer bytes)) {
                throw ValueWriter.mismatch(path, "bytes", value);
            }
            out.base64(bytes);
        };
    }

    static ValueWriter fixed(String path) {
        return (value, out) -> {
            if (!(value instanceof GenericFixed fixed)) {
                throw ValueWriter.mismatch(path, "fixed", value);
            }
            out.base64(ByteBuffer.wrap(fixed.bytes()));
        };
    }

    /** An enum symbol in lower case, as a string. */
    static ValueWriter symbol(Schema schema, String path) {
        Map<String, byte[]> bySymbol = new HashMap<>();
        for (var symbol : schema.getEnumSymbols()) {
            var lower = JsonBytes.ascii('"' + symbol.toLowerCase(Locale.ROOT) + '"');
            bySymbol.put(symbol, lower);
        }
        if (schema.getEnumSymbols().stream()
                        .map(s -> s.toLowerCase(Locale.ROOT))
                        .distinct()
                        .count()
                < bySymbol.size()) {
            throw FormCompiler.none(path, "two symbols of " + schema.getFullName() + " differ by case alone");
        }
        return (value, out) -> {
            byte[] json = value == null ? null : bySymbol.get(value.toString());
            if (json == null) {
                throw ValueWriter.mismatch(path, schema.getFullName(), value);
            }
            out.raw(json);
        };
    }
}
