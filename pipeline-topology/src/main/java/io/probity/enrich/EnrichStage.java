package io.probity.enrich;

import io.probity.draft.Passage.Drafted;
import io.probity.enrich.geo.GeoTable;
import io.probity.model.AliasRow;
import io.probity.model.LifecycleRow;
import io.probity.serde.AvroSerdes;
import io.probity.types.EventTypes;
import io.probity.wire.Stores;
import io.probity.wire.Topics;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * Drafts in; the same drafts with their context out, and what they tell for two of the tables. Reads the tables of
 * audit.context.*, which every instance holds whole; what they say is written into the event, so that a later change of a row
 * changes no past event.
 */
public final class EnrichStage {
    private final Tables tables;
    private final EventTypes types;
    private final Supplier<GeoTable> geo;
    private final Patience patience;

    /**
     * @param geo asked for each event, since the operator's file may change
     * @param patience ended by whoever ends the application
     */
    public EnrichStage(
            Topics topics,
            Stores stores,
            AvroSerdes avro,
            EventTypes types,
            Supplier<GeoTable> geo,
            Patience patience) {
        this.tables = Tables.of(topics, stores, avro);
        this.types = types;
        this.geo = geo;
        this.patience = patience;
    }

    /** Opens the reference tables. */
    public void tables(StreamsBuilder builder) {
        tables.all().forEach(table -> open(builder, table));
    }

    /**
     * As bytes, and into a store of its own encoding: a table of Kafka's would put a record's bytes into the store unread
     * when it restores, and die of one that it reads when it runs. See ADR 12.
     */
    private void open(StreamsBuilder builder, Table<?> table) {
        builder.addGlobalStore(
                table.store().global(),
                table.topic().name(),
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                        .withName("read-" + table.topic().name()),
                () -> new TableProcessor<>(table, patience));
    }

    public KStream<byte[], Drafted> apply(KStream<byte[], Drafted> validated) {
        return validated.processValues(() -> new EnrichProcessor(tables, types, geo), Named.as("enrich"));
    }

    /** What the events told of the life of their targets, by the key of its table. */
    public KStream<String, LifecycleRow> lifecycles(KStream<byte[], Drafted> enriched) {
        return enriched.flatMap(
                (key, it) -> {
                    var row = it.event().lifecycle;
                    return row == null
                            ? List.<KeyValue<String, LifecycleRow>>of()
                            : List.of(new KeyValue<>(it.arrival().tenant() + '|' + Lifecycles.key(row), row));
                },
                Named.as("lifecycles"));
    }

    /** What the events told of names of artifacts, by the key of its table. */
    public KStream<String, AliasRow> aliases(KStream<byte[], Drafted> enriched) {
        return enriched.flatMap(
                (key, it) -> it.event().aliases.stream()
                        .map(row -> new KeyValue<>(it.arrival().tenant() + '|' + row.getName(), row))
                        .toList(),
                Named.as("aliases"));
    }
}
