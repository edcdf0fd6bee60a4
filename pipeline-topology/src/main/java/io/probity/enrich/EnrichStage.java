package io.probity.enrich;

import io.probity.draft.Passage.Drafted;
import io.probity.wire.Stores;
import io.probity.wire.Topic;
import io.probity.wire.Topics;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Drafts in; the same drafts with their context out. Reads the tables of audit.context.*, which every instance holds whole;
 * what they say is written into the event, so that a later change of a row changes no past event.
 */
public final class EnrichStage {

    /** Opens the reference tables. */
    public void tables(StreamsBuilder builder, Topics topics) {
        table(builder, topics.users(), Stores.USERS);
        table(builder, topics.teams(), Stores.TEAMS);
        table(builder, topics.calendars(), Stores.CALENDARS);
    }

    private static <V extends SpecificRecordBase> void table(
            StreamsBuilder builder, Topic<String, V> topic, String store) {
        builder.globalTable(
                topic.name(),
                Consumed.with(topic.key(), topic.value()).withName("read-" + topic.name()),
                Materialized.<String, V, KeyValueStore<Bytes, byte[]>>as(store)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(topic.value()));
    }

    public KStream<byte[], Drafted> apply(KStream<byte[], Drafted> validated) {
        return validated.processValues(EnrichProcessor::new, Named.as("enrich"));
    }
}
