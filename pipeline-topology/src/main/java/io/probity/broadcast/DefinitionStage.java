package io.probity.broadcast;

import io.probity.draft.Passage;
import io.probity.model.Definition;
import io.probity.serde.AvroCodec;
import io.probity.wire.EntryLimit;
import io.probity.wire.Routed;
import io.probity.wire.SourceTopic;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/** Records of audit.definitions in; an entry for every partition each, or a refusal. */
public final class DefinitionStage {
    private final AvroCodec<Definition> codec;
    private final SourceTopic topic;
    private final EntryLimit limit;
    private final DefinitionCheck check;

    public DefinitionStage(AvroCodec<Definition> codec, SourceTopic topic, EntryLimit limit, DefinitionCheck check) {
        this.codec = codec;
        this.topic = topic;
        this.limit = limit;
        this.check = check;
    }

    public KStream<byte[], Passage<Routed>> apply(KStream<byte[], byte[]> definitions) {
        return definitions.processValues(() -> new DefinitionProcessor(codec, topic, limit, check), Named.as("define"));
    }
}
