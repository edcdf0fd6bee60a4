package io.probity.enrich;

import io.probity.draft.Passage.Drafted;
import io.probity.enrich.geo.GeoTable;
import io.probity.model.AliasRow;
import io.probity.model.BusinessRow;
import io.probity.model.CalendarRow;
import io.probity.model.LifecycleRow;
import io.probity.model.Reason;
import io.probity.model.ResourceRow;
import io.probity.model.TeamRow;
import io.probity.model.UserRow;
import io.probity.types.EventTypes;
import io.probity.wire.UnreadableRowException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks up, writes into the draft, forwards. What is looked up is in {@link Enricher}, what is told of in {@link Artifacts} and {@link Lifecycles}. */
final class EnrichProcessor extends ContextualFixedKeyProcessor<byte[], Drafted, Drafted> {
    private static final Logger LOG = LoggerFactory.getLogger(EnrichProcessor.class);

    private final Tables tables;
    private final EventTypes types;
    private final Supplier<GeoTable> geo;
    private Rows<UserRow> users;
    private Rows<TeamRow> teams;
    private Rows<CalendarRow> calendars;
    private Rows<ResourceRow> resources;
    private Rows<BusinessRow> business;
    private Rows<LifecycleRow> lifecycles;
    private Rows<AliasRow> aliases;

    EnrichProcessor(Tables tables, EventTypes types, Supplier<GeoTable> geo) {
        this.tables = tables;
        this.types = types;
        this.geo = geo;
    }

    @Override
    public void init(FixedKeyProcessorContext<byte[], Drafted> context) {
        super.init(context);
        users = new Rows<>(tables.users());
        teams = new Rows<>(tables.teams());
        calendars = new Rows<>(tables.calendars());
        resources = new Rows<>(tables.resources());
        business = new Rows<>(tables.business());
        lifecycles = new Rows<>(tables.lifecycles());
        aliases = new Rows<>(tables.aliases());
    }

    @Override
    public void process(FixedKeyRecord<byte[], Drafted> record) {
        var arrival = record.value().arrival();
        var draft = record.value().event();
        var of = arrival.tenant() + '|';
        var at = draft.effective == null ? arrival.ingested() : draft.effective;
        var type = types.find(draft.eventType).orElse(null);
        draft.aliases = Artifacts.settle(draft, at, type, aliases.of(of));
        var references = new References(
                users.of(of), teams.of(of), calendars.of(of), resources.of(of), lifecycles.of(of), business.of(of));
        draft.context = new Enricher(references, geo.get()).context(draft, at);
        draft.lifecycle = Lifecycles.told(draft, at, type, references.lifecycles());
        if (draft.lifecycle != null) {
            lifecycles.told(of + Lifecycles.key(draft.lifecycle), draft.lifecycle);
        }
        for (var alias : draft.aliases) {
            aliases.told(of + alias.getName(), alias);
        }
        context().forward(record);
    }

    /** One table as this task sees it: what its store has, and what the task itself told since, which is on its way there. */
    private final class Rows<V extends SpecificRecordBase> {
        /** What comes back within milliseconds; of more than so many resources at once the oldest are waited for no longer. */
        private static final int MOST_ON_THEIR_WAY = 10_000;

        private final Table<V> table;
        private final KeyValueStore<String, V> store;
        private final Map<String, V> onTheirWay = new LinkedHashMap<>(0);

        Rows(Table<V> table) {
            this.table = table;
            this.store = table.store().in(context());
            if (!table.filled().get()) {
                try (var any = store.all()) {
                    table.filled().compareAndSet(false, any.hasNext());
                }
            }
        }

        Function<String, @Nullable V> of(String tenant) {
            return id -> get(tenant + id);
        }

        void told(String key, V row) {
            onTheirWay.remove(key);
            onTheirWay.put(key, row);
            if (onTheirWay.size() > MOST_ON_THEIR_WAY) {
                onTheirWay.remove(onTheirWay.keySet().iterator().next());
            }
        }

        private @Nullable V get(String key) {
            @Nullable V kept = table.filled().get() ? kept(key) : null;
            @Nullable V told = onTheirWay.isEmpty() ? null : onTheirWay.get(key);
            if (kept == null || told == null) {
                return kept == null ? told : kept;
            }
            var both = table.merge().apply(kept, told);
            if (both.equals(kept)) {
                onTheirWay.remove(
                        key); // it has arrived: from now on the table alone is right, also when a row is taken back
            }
            return both;
        }

        private @Nullable V kept(String key) {
            try {
                return store.get(key);
            } catch (UnreadableRowException unreadable) {
                skip(table, unreadable);
                return null; // as good as none: the event says that it was absent
            }
        }
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
