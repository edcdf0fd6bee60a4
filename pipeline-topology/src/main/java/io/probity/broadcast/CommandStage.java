package io.probity.broadcast;

import io.probity.draft.Passage;
import io.probity.model.Command;
import io.probity.serde.AvroCodec;
import io.probity.wire.EntryLimit;
import io.probity.wire.Routed;
import io.probity.wire.SourceTopic;
import java.time.Duration;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/** Records of audit.commands in; an entry each, in clear and not yet digested, or a refusal. Keeps no state. */
public final class CommandStage {
    private final AvroCodec<Command> codec;
    private final SourceTopic topic;
    private final EntryLimit limit;
    private final CommandCheck check;

    /**
     * @param skew how far ahead of the broker's clock the time of an order may be
     */
    public CommandStage(AvroCodec<Command> codec, SourceTopic topic, EntryLimit limit, Duration skew) {
        this.codec = codec;
        this.topic = topic;
        this.limit = limit;
        this.check = new CommandCheck(skew);
    }

    public KStream<byte[], Passage<Routed>> apply(KStream<byte[], byte[]> commands) {
        return commands.processValues(() -> new CommandProcessor(codec, topic, limit, check), Named.as("order"));
    }
}
