package io.probity.enrich;

import io.probity.draft.Passage.Drafted;
import io.probity.model.CalendarRow;
import io.probity.model.Reason;
import io.probity.model.TeamRow;
import io.probity.model.UserRow;
import io.probity.wire.UnreadableRowException;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks up, writes into the draft, forwards. What is looked up is in {@link Enricher}. */
final class EnrichProcessor extends ContextualFixedKeyProcessor<byte[], Drafted, Drafted> {
    private static final Logger LOG = LoggerFactory.getLogger(EnrichProcessor.class);

    private final Table<UserRow> users;
    private final Table<TeamRow> teams;
    private final Table<CalendarRow> calendars;
    private KeyValueStore<String, UserRow> userRows;
    private KeyValueStore<String, TeamRow> teamRows;
    private KeyValueStore<String, CalendarRow> calendarRows;

    EnrichProcessor(Table<UserRow> users, Table<TeamRow> teams, Table<CalendarRow> calendars) {
        this.users = users;
        this.teams = teams;
        this.calendars = calendars;
    }

    @Override
    public void init(FixedKeyProcessorContext<byte[], Drafted> context) {
        super.init(context);
        userRows = users.store().in(context);
        teamRows = teams.store().in(context);
        calendarRows = calendars.store().in(context);
    }

    @Override
    public void process(FixedKeyRecord<byte[], Drafted> record) {
        var arrival = record.value().arrival();
        var draft = record.value().event();
        var of = arrival.tenant() + '|';
        var enricher =
                new Enricher(row(users, userRows, of), row(teams, teamRows, of), row(calendars, calendarRows, of));
        draft.context = enricher.context(draft, draft.effective == null ? arrival.ingested() : draft.effective);
        context().forward(record);
    }

    private <V extends SpecificRecordBase> Function<String, @Nullable V> row(
            Table<V> table, KeyValueStore<String, V> rows, String tenant) {
        return id -> {
            try {
                return rows.get(tenant + id);
            } catch (UnreadableRowException unreadable) {
                skip(table, unreadable);
                return null; // as good as none: the event says that it was absent
            }
        };
    }

    private void skip(Table<?> table, UnreadableRowException unreadable) {
        TableProcessor.count(context().metrics(), table, Reason.INCOMPATIBLE_SCHEMA);
        if (table.mayComplain()) {
            LOG.warn(
                    "a row that was read from {} before is taken for absent ({}); to have the table read anew, stop the"
                            + " instance, delete the folder \"global\" of its state and start it",
                    table.topic().name(),
                    unreadable.getMessage());
        }
    }
}
