package io.probity.enrich;

import io.probity.draft.Faults;
import io.probity.enrich.TableRecord.Gone;
import io.probity.enrich.TableRecord.Row;
import io.probity.enrich.TableRecord.Unreadable;
import io.probity.model.Reason;
import io.probity.serde.AvroCodec;
import io.probity.serde.Decoded;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of one reference table. Nothing that a record holds makes it throw.
 *
 * @param <V> the table's rows
 */
record TableReader<V extends SpecificRecord>(AvroCodec<V> codec) {

    /**
     * What a record says.
     *
     * @param key tenant, a bar, id: UTF-8
     * @param value a row in the registry's wire format; null takes the row back
     * @throws io.probity.registry.RegistryUnavailableException if the schema is not known here and no registry answers
     */
    TableRecord<V> read(byte @Nullable [] key, byte @Nullable [] value) {
        @Nullable String name = name(key);
        if (name == null) {
            return new Unreadable<>(
                    Reason.INVALID_FIELD, "the key is not <tenant>|<id> in UTF-8: nobody would ask for it");
        }
        if (value == null) {
            return new Gone<>(name);
        }
        return switch (codec.tryDecode(value)) {
            case Decoded.Value<V>(V row, int schemaId) -> new Row<>(name, row);
            case Decoded.Failed<V>(var fault, var detail) -> new Unreadable<>(Faults.reason(fault), detail);
        };
    }

    /** Null where it is no key of a row. */
    private static @Nullable String name(byte @Nullable [] key) {
        if (key == null) {
            return null;
        }
        try {
            var name = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString();
            int bar = name.indexOf('|');
            return bar > 0 && bar < name.length() - 1 ? name : null;
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
