package io.probity.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.canonical.CanonicalJson;
import io.probity.canonical.EventDigest;
import io.probity.draft.Arrival;
import io.probity.draft.Faults;
import io.probity.draft.Passage;
import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import io.probity.model.Entry;
import io.probity.model.EntryKind;
import io.probity.model.Origin;
import io.probity.model.Reason;
import io.probity.serde.AvroCodec;
import io.probity.serde.DecodeFault;
import io.probity.serde.Decoded;
import io.probity.wire.EntryKey;
import io.probity.wire.EntryLimit;
import io.probity.wire.Routed;
import io.probity.wire.SourceTopic;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** Reads a definition and addresses it to every partition, or refuses what is none. */
final class DefinitionProcessor extends ContextualFixedKeyProcessor<byte[], byte[], Passage<Routed>> {
    private final AvroCodec<Definition> codec;
    private final SourceTopic topic;
    private final EntryLimit limit;
    private final DefinitionCheck check;

    DefinitionProcessor(AvroCodec<Definition> codec, SourceTopic topic, EntryLimit limit, DefinitionCheck check) {
        this.codec = codec;
        this.topic = topic;
        this.limit = limit;
        this.check = check;
    }

    @Override
    public void process(FixedKeyRecord<byte[], byte[]> record) {
        context().forward(record.withValue(passage(record)));
    }

    private Passage<Routed> passage(FixedKeyRecord<byte[], byte[]> record) {
        var arrival = arrival(record);
        if (record.value() == null) {
            return new Passage.Refused<>(
                    arrival.refuse("define", Reason.EMPTY_RECORD, "a definition is retired by a version that says so"));
        }
        return switch (codec.tryDecode(record.value())) {
            case Decoded.Value<Definition>(Definition definition, int schemaId) -> fitting(arrival, definition);
            case Decoded.Failed<Definition>(DecodeFault fault, String detail) ->
                new Passage.Refused<>(arrival.refuse("define", Faults.reason(fault), detail));
        };
    }

    private Passage<Routed> fitting(Arrival arrival, Definition definition) {
        var excess = limit.excess(definition);
        if (excess != null) {
            return new Passage.Refused<>(arrival.refuse("define", Reason.TOO_LARGE, excess));
        }
        var fault = check.of(definition);
        return fault == null
                ? new Passage.On<>(routed(arrival, definition))
                : new Passage.Refused<>(arrival.refuse("define", fault.reason(), fault.detail()));
    }

    private Routed routed(Arrival arrival, Definition definition) {
        var named = definition.getKind() == DefinitionKind.COMMIT
                ? commitText(definition, arrival.origin())
                : definition.getBody();
        var digest = EventDigest.sha256(named.getBytes(UTF_8));
        var entry = new Entry(
                EntryKind.DEFINITION, arrival.tenant(), arrival.origin(), ByteBuffer.wrap(digest), definition);
        return new Routed(EntryKey.everywhere(definition.getKind() + "/" + definition.getId()), entry);
    }

    /**
     * A commit has no body. Its digest names what it opens and heals, so no two commits may share one, not even of publishes
     * of one name: it is that of where the commit came from and what it says.
     */
    private static String commitText(Definition commit, Origin origin) {
        return CanonicalJson.text(JsonNodeFactory.instance
                .objectNode()
                .put("publish", commit.getPublish())
                .put("count", commit.getCount())
                .put("topic", origin.getTopic())
                .put("partition", origin.getPartition())
                .put("offset", origin.getOffset()));
    }

    private Arrival arrival(FixedKeyRecord<byte[], byte[]> record) {
        var place = context().recordMetadata().orElseThrow();
        return new Arrival(
                topic.tenant(),
                topic.source(),
                new Origin(place.topic(), place.partition(), place.offset(), 0),
                Instant.ofEpochMilli(record.timestamp()),
                record.key(),
                record.value(),
                List.of());
    }
}
