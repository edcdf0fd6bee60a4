package io.probity.enrich;

import io.probity.draft.Passage.Drafted;
import io.probity.enrich.geo.GeoTable;
import io.probity.model.AliasRow;
import io.probity.model.BusinessRow;
import io.probity.model.CalendarRow;
import io.probity.model.LifecycleRow;
import io.probity.model.Reason;
import io.probity.model.ResourceRow;
import io.probity.model.SubjectPosture;
import io.probity.model.TeamRow;
import io.probity.model.UserRow;
import io.probity.types.EventTypes;
import io.probity.wire.UnreadableRowException;
import java.util.ArrayList;
import java.util.List;
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
    private final List<Rows<?>> rows = new ArrayList<>();
    private Rows<UserRow> users;
    private Rows<TeamRow> teams;
    private Rows<CalendarRow> calendars;
    private Rows<ResourceRow> resources;
    private Rows<BusinessRow> business;
    private Rows<LifecycleRow> lifecycles;
    private Rows<AliasRow> aliases;
    private Rows<SubjectPosture> postures;

    EnrichProcessor(Tables tables, EventTypes types, Supplier<GeoTable> geo) {
        this.tables = tables;
        this.types = types;
        this.geo = geo;
    }

    @Override
    public void init(FixedKeyProcessorContext<byte[], Drafted> context) {
        super.init(context);
        users = open(tables.users());
        teams = open(tables.teams());
        calendars = open(tables.calendars());
        resources = open(tables.resources());
        business = open(tables.business());
        lifecycles = open(tables.lifecycles());
        aliases = open(tables.aliases());
        postures = open(tables.postures());
    }

    private <V extends SpecificRecordBase> Rows<V> open(Table<V> table) {
        var opened = new Rows<>(table);
        rows.add(opened);
        return opened;
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
                users.of(of),
                teams.of(of),
                calendars.of(of),
                resources.of(of),
                lifecycles.of(of),
                business.of(of),
                postures.of(of));
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

    @Override
    public void close() {
        rows.forEach(Rows::close);
        rows.clear();
    }

    /** One table as this task sees it: what its store has, and what the task itself told since, which is on its way there. */
    private final class Rows<V extends SpecificRecordBase> {
        private final Table<V> table;
        private final KeyValueStore<String, V> store;
        private final OnTheirWay<V> onTheirWay;

        Rows(Table<V> table) {
            this.table = table;
            this.store = table.store().in(context());
            this.onTheirWay = new OnTheirWay<>(table);
            table.tellers().add(onTheirWay);
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
            onTheirWay.told(key, row);
        }

        void close() {
            table.tellers().remove(onTheirWay);
        }

        private @Nullable V get(String key) {
            return onTheirWay.with(key, table.filled().get() ? kept(key) : null);
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
