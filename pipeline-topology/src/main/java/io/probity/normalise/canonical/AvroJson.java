package io.probity.normalise.canonical;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.EventDigest;
import io.probity.normalise.JsonReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * An Avro record as the JSON object that means the same: fields by name, nulls left out, enums as their symbol, bytes as
 * base64url without padding, timestamps as RFC 3339 in UTC, decimals as numbers where JSON may have such a number.
 */
public final class AvroJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Some 400 digits, as many as a number of JSON may have. A larger decimal stays the bytes that it came as. */
    private static final int MOST_DECIMAL_BYTES = 166;

    private AvroJson() {}

    public static ObjectNode object(IndexedRecord record) {
        ObjectNode object = JSON.objectNode();
        for (var field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            if (value != null) {
                object.set(field.name(), value(value, field.schema()));
            }
        }
        return object;
    }

    private static JsonNode value(@Nullable Object value, Schema declared) {
        if (value == null) {
            return JSON.nullNode();
        }
        if (value instanceof IndexedRecord record) {
            return object(record);
        }
        Schema schema = branch(declared, value);
        if (value instanceof Collection<?> items) {
            ArrayNode array = JSON.arrayNode();
            items.forEach(item -> array.add(value(item, schema.getElementType())));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JSON.objectNode();
            map.forEach((name, member) -> object.set(name.toString(), value(member, schema.getValueType())));
            return object;
        }
        return scalar(value, schema.getLogicalType());
    }

    private static Schema branch(Schema schema, Object value) {
        return schema.isUnion() ? branchOf(schema, value) : schema;
    }

    /** Most unions are of null and one other, and the value is not null. */
    private static Schema branchOf(Schema union, Object value) {
        var branches = union.getTypes();
        if (branches.size() == 2 && branches.get(0).getType() == Schema.Type.NULL) {
            return branches.get(1);
        }
        return branches.get(index(union, value));
    }

    /** The branch of a union; a value that a conversion has made (an Instant, a BigDecimal) is found by its logical type. */
    private static int index(Schema union, Object value) {
        if (value instanceof Instant || value instanceof LocalDate || value instanceof BigDecimal) {
            for (int i = 0; i < union.getTypes().size(); i++) {
                if (union.getTypes().get(i).getLogicalType() != null) {
                    return i;
                }
            }
        }
        return GenericData.get().resolveUnion(union, value);
    }

    private static JsonNode scalar(Object value, @Nullable LogicalType logical) {
        return switch (value) {
            case Long number -> time(number, logical);
            case Integer number ->
                logical instanceof LogicalTypes.Date
                        ? JSON.textNode(LocalDate.ofEpochDay(number).toString())
                        : JSON.numberNode(number);
            case Boolean flag -> JSON.booleanNode(flag);
            case Float number -> fraction(number.toString());
            case Double number -> fraction(number.toString());
            case BigDecimal number -> DecimalNode.valueOf(number);
            case ByteBuffer bytes -> bytes(EventDigest.bytes(bytes), logical);
            case GenericFixed fixed -> bytes(fixed.bytes(), logical);
            default -> JSON.textNode(value.toString()); // strings, enums, and Instant, whose text is RFC 3339
        };
    }

    /** JSON has no NaN and no infinity: they stay as words. */
    private static JsonNode fraction(String digits) {
        return Character.isLetter(digits.charAt(digits.length() - 1))
                ? JSON.textNode(digits)
                : DecimalNode.valueOf(new BigDecimal(digits));
    }

    private static JsonNode time(long number, @Nullable LogicalType logical) {
        return switch (logical) {
            case LogicalTypes.TimestampMillis millis ->
                JSON.textNode(Instant.ofEpochMilli(number).toString());
            case LogicalTypes.TimestampMicros micros ->
                JSON.textNode(Instant.EPOCH.plus(number, ChronoUnit.MICROS).toString());
            case null, default -> JSON.numberNode(number);
        };
    }

    private static JsonNode bytes(byte[] bytes, @Nullable LogicalType logical) {
        return logical instanceof LogicalTypes.Decimal decimal
                        && bytes.length > 0
                        && bytes.length <= MOST_DECIMAL_BYTES
                        && Math.abs((long) decimal.getScale()) <= JsonReader.MAX_EXPONENT
                ? DecimalNode.valueOf(new BigDecimal(new BigInteger(bytes), decimal.getScale()))
                : JSON.textNode(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
