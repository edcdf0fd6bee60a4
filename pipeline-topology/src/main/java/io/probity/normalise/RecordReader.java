package io.probity.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.draft.Faults;
import io.probity.model.Reason;
import io.probity.normalise.Normalised.Refused;
import io.probity.normalise.canonical.CanonicalSource;
import io.probity.serde.Decoded;
import io.probity.serde.GenericAvroDecoder;
import io.probity.serde.WireFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a source record to drafts: Avro in the registry's wire format where the source takes it, else JSON. What cannot be
 * read is refused with the reason.
 *
 * @param json reads everything that is no Avro
 * @param avro reads what begins with the wire format's magic byte, on topics of canonical events
 * @param maxItems most events in one record: each item costs records of its own, however small it is
 */
public record RecordReader(Sources sources, JsonReader json, GenericAvroDecoder avro, int maxItems) {
    /**
     * Reads one record.
     *
     * @param source name of the source that the topic is bound to
     * @return one result per event, never empty
     * @throws io.probity.registry.RegistryUnavailableException if the registry is away and the schema is not known yet: the
     *     world's fault, to be tried again
     */
    public List<Normalised> read(String source, byte @Nullable [] value, Map<String, String> headers) {
        var reader = sources.named(source);
        if (reader.isEmpty()) {
            return List.of(Refused.whole(Reason.UNKNOWN_SOURCE, "no source is called " + source));
        }
        if (value != null && WireFormat.isFramed(value) && reader.get() instanceof CanonicalSource canonical) {
            return bounded(List.of(avro(canonical, value, headers)));
        }
        return switch (reader.get().open(json, value, headers)) {
            case JsonText.Value(var parsed) -> items(reader.get(), parsed, headers);
            case JsonText.Unreadable(var reason, var detail) -> List.of(Refused.whole(reason, detail));
        };
    }

    private List<Normalised> items(Source source, JsonNode parsed, Map<String, String> headers) {
        int items = source.items(parsed);
        return items > maxItems
                ? List.of(Refused.whole(Reason.TOO_LARGE, items + " items in one record; the limit is " + maxItems))
                : bounded(source.normalise(parsed, headers));
    }

    private static List<Normalised> bounded(List<Normalised> items) {
        long copied = items.stream().mapToLong(Normalised::copied).sum();
        return copied <= Normalised.MOST_COPIED
                ? items
                : List.of(Refused.whole(
                        Reason.TOO_LARGE,
                        "with a copy for each subject it is " + copied + " bytes of the log; the limit is "
                                + Normalised.MOST_COPIED));
    }

    /** Name and version of a source's normaliser. */
    public int version(String source) {
        return sources.named(source).map(Source::version).orElse(0);
    }

    private Normalised avro(CanonicalSource canonical, byte[] value, Map<String, String> headers) {
        if (value.length > json.maxBytes()) {
            return Refused.whole(Reason.TOO_LARGE, value.length + " bytes; the limit is " + json.maxBytes());
        }
        return switch (avro.tryDecode(value)) {
            case Decoded.Value<GenericRecord>(GenericRecord event, int schemaId) ->
                canonical.normaliseAvro(
                        event, Arrays.copyOfRange(value, WireFormat.HEADER_BYTES, value.length), headers);
            case Decoded.Failed<GenericRecord>(var fault, var detail) -> Refused.whole(Faults.reason(fault), detail);
        };
    }
}
