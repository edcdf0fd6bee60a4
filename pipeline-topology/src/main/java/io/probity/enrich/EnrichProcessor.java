package io.probity.enrich;

import io.probity.draft.Passage.Drafted;
import io.probity.model.CalendarRow;
import io.probity.model.TeamRow;
import io.probity.model.UserRow;
import io.probity.wire.Stores;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Looks up, writes into the draft, forwards. What is looked up is in {@link Enricher}. */
final class EnrichProcessor extends ContextualFixedKeyProcessor<byte[], Drafted, Drafted> {
    private TimestampedKeyValueStore<String, UserRow> users;
    private TimestampedKeyValueStore<String, TeamRow> teams;
    private TimestampedKeyValueStore<String, CalendarRow> calendars;

    @Override
    public void init(FixedKeyProcessorContext<byte[], Drafted> context) {
        super.init(context);
        users = context.getStateStore(Stores.USERS);
        teams = context.getStateStore(Stores.TEAMS);
        calendars = context.getStateStore(Stores.CALENDARS);
    }

    @Override
    public void process(FixedKeyRecord<byte[], Drafted> record) {
        var arrival = record.value().arrival();
        var draft = record.value().event();
        var of = arrival.tenant() + '|';
        var enricher = new Enricher(row(users, of), row(teams, of), row(calendars, of));
        draft.context = enricher.context(draft, draft.effective == null ? arrival.ingested() : draft.effective);
        context().forward(record);
    }

    private static <V> Function<String, @Nullable V> row(TimestampedKeyValueStore<String, V> table, String tenant) {
        return id -> {
            var row = table.get(tenant + id);
            return row == null ? null : row.value();
        };
    }
}
