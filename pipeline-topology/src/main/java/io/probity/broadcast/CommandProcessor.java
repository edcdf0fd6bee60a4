package io.probity.broadcast;

import io.probity.draft.Arrival;
import io.probity.draft.Faults;
import io.probity.draft.Passage;
import io.probity.model.Command;
import io.probity.model.CommandKind;
import io.probity.model.Entry;
import io.probity.model.EntryKind;
import io.probity.model.Origin;
import io.probity.model.Reason;
import io.probity.model.Subject;
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

/** Reads an order and addresses it, or refuses what is none. What is personal in it is still in clear, and the entry has no digest. */
final class CommandProcessor extends ContextualFixedKeyProcessor<byte[], byte[], Passage<Routed>> {
    private static final String STAGE = "order";
    private static final ByteBuffer NO_DIGEST = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final AvroCodec<Command> codec;
    private final SourceTopic topic;
    private final EntryLimit limit;
    private final CommandCheck check;

    CommandProcessor(AvroCodec<Command> codec, SourceTopic topic, EntryLimit limit, CommandCheck check) {
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
            return refused(
                    arrival, Reason.EMPTY_RECORD, "an order is not taken back by a tombstone: order the opposite");
        }
        return switch (codec.tryDecode(record.value())) {
            case Decoded.Value<Command>(Command command, int schemaId) -> fitting(arrival, command);
            case Decoded.Failed<Command>(DecodeFault fault, String detail) ->
                refused(arrival, Faults.reason(fault), detail);
        };
    }

    private Passage<Routed> fitting(Arrival arrival, Command command) {
        var excess = limit.excess(command);
        if (excess != null) {
            return refused(arrival, Reason.TOO_LARGE, excess);
        }
        var fault = check.of(command, arrival.ingested());
        if (fault != null) {
            return refused(arrival, fault.reason(), fault.detail());
        }
        var entry = new Entry(EntryKind.COMMAND, arrival.tenant(), arrival.origin(), NO_DIGEST, command);
        return new Passage.On<>(new Routed(key(arrival.tenant(), command), entry));
    }

    /** An order about a violation concerns one subject; all partitions hold subjects of a scope. */
    private static EntryKey key(String tenant, Command command) {
        if (command.getKind() == CommandKind.REFRESH) {
            return EntryKey.everywhere(command.getKind() + "/" + command.getId());
        }
        int slash = command.getSubject().indexOf('/');
        var subject = new Subject(
                command.getSubject().substring(0, slash), command.getSubject().substring(slash + 1));
        return EntryKey.of(tenant, subject);
    }

    private static Passage<Routed> refused(Arrival arrival, Reason reason, String detail) {
        return new Passage.Refused<>(arrival.refuse(STAGE, reason, detail));
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
