package io.probity.normalise;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.probity.draft.Shortened;
import io.probity.model.Reason;
import io.probity.normalise.JsonText.Unreadable;
import io.probity.normalise.JsonText.Value;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Bytes from anywhere to a JSON value that the rest of the pipeline can bear: strict UTF-8, strict RFC 8259, no member
 * twice, no half of a surrogate pair, bounded depth and numbers. It never throws; what it refuses has a reason.
 *
 * @param maxBytes largest record, in bytes; Kafka's own default limit is 1 MiB
 */
public record JsonReader(int maxBytes) {
    /** Nesting beyond this is refused; real audit events stay below 20. */
    public static final int MAX_DEPTH = 100;
    /** Longest number in characters; a 1024-bit integer has 309. */
    public static final int MAX_NUMBER = 400;
    /** Largest power of ten either way, so that no number can be made to fill the memory when it is written out. */
    public static final int MAX_EXPONENT = 1000;

    static final int MAX_DETAIL = 300;
    private static final String BOM_CHARACTER = "\uFEFF";
    private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER)
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNameLength(Integer.MAX_VALUE)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .readerFor(JsonNode.class);

    /** Reads records of up to 1 MiB. */
    public static JsonReader standard() {
        return new JsonReader(1 << 20);
    }

    /**
     * Reads one record.
     *
     * @param bytes null for a record without a value
     */
    public JsonText read(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            return new Unreadable(Reason.EMPTY_RECORD, "the record has no value");
        }
        if (bytes.length > maxBytes) {
            return new Unreadable(Reason.TOO_LARGE, bytes.length + " bytes; the limit is " + maxBytes);
        }
        if (isWide(bytes)) {
            return new Unreadable(Reason.MALFORMED_ENCODING, "UTF-16 or UTF-32 by its first bytes; send UTF-8");
        }
        int from = startsWithBom(bytes) ? BOM.length : 0;
        try {
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString());
        } catch (CharacterCodingException e) {
            return new Unreadable(Reason.MALFORMED_ENCODING, "not UTF-8: " + e.getMessage());
        }
    }

    /** Reads what is text already, a byte order mark in front of it or not. */
    public static JsonText read(String text) {
        return parse(text.startsWith(BOM_CHARACTER) ? text.substring(1) : text);
    }

    private static JsonText parse(String text) {
        if (text.isBlank()) {
            return new Unreadable(Reason.EMPTY_RECORD, "the record holds nothing but white space");
        }
        try {
            JsonNode json = JSON.readValue(text);
            var fault = JsonFaults.in(json);
            return fault == null ? new Value(json) : fault;
        } catch (StreamConstraintsException e) {
            return e.getOriginalMessage().contains("nesting depth")
                    ? new Unreadable(Reason.TOO_DEEP, "more than " + MAX_DEPTH + " levels of nesting")
                    : new Unreadable(Reason.TOO_LARGE, detail(e));
        } catch (JsonProcessingException e) {
            return new Unreadable(Reason.MALFORMED_JSON, detail(e));
        } catch (RuntimeException e) {
            // A number that BigDecimal itself cannot hold, such as 1e9999999999.
            return new Unreadable(Reason.MALFORMED_JSON, "a number cannot be read: " + shortened(e.getMessage()));
        }
    }

    private static String detail(JsonProcessingException e) {
        var at = e.getLocation();
        String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return shortened(e.getOriginalMessage()) + where;
    }

    /** A parser quotes what it stumbled over; a megabyte of it helps nobody. */
    private static String shortened(@Nullable String message) {
        String text = String.valueOf(message);
        return text.length() > MAX_DETAIL - 60 ? Shortened.beginning(text, MAX_DETAIL - 60) + "…" : text;
    }

    private static boolean startsWithBom(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == BOM[0] && bytes[1] == BOM[1] && bytes[2] == BOM[2];
    }

    /** A byte order mark of UTF-16 or UTF-32, or the zero bytes that ASCII has in them. */
    private static boolean isWide(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        int first = bytes[0] & 0xFF;
        int second = bytes[1] & 0xFF;
        return (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE) || first == 0 || second == 0;
    }
}
