package io.probity.enrich;

import io.probity.draft.Passage.Drafted;
import io.probity.model.CalendarRow;
import io.probity.model.TeamRow;
import io.probity.model.UserRow;
import io.probity.serde.AvroSerdes;
import io.probity.wire.Stores;
import io.probity.wire.Topics;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * Drafts in; the same drafts with their context out. Reads the tables of audit.context.*, which every instance holds whole;
 * what they say is written into the event, so that a later change of a row changes no past event.
 */
public final class EnrichStage {
    private final Table<UserRow> users;
    private final Table<TeamRow> teams;
    private final Table<CalendarRow> calendars;
    private final Patience patience;

    /**
     * @param patience ended by whoever ends the application
     */
    public EnrichStage(Topics topics, Stores stores, AvroSerdes avro, Patience patience) {
        this.users = new Table<>(topics.users(), stores.users(), avro.codec(UserRow.class));
        this.teams = new Table<>(topics.teams(), stores.teams(), avro.codec(TeamRow.class));
        this.calendars = new Table<>(topics.calendars(), stores.calendars(), avro.codec(CalendarRow.class));
        this.patience = patience;
    }

    /** Opens the reference tables. */
    public void tables(StreamsBuilder builder) {
        open(builder, users);
        open(builder, teams);
        open(builder, calendars);
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
        return validated.processValues(() -> new EnrichProcessor(users, teams, calendars), Named.as("enrich"));
    }
}
