package io.probity.app;

import io.probity.adhere.AdhereStage;
import io.probity.balance.ArrivalStage;
import io.probity.balance.BalanceStage;
import io.probity.balance.TallyStage;
import io.probity.balance.WatchStage;
import io.probity.broadcast.CommandStage;
import io.probity.broadcast.DefinitionCheck;
import io.probity.broadcast.DefinitionStage;
import io.probity.broadcast.TickStage;
import io.probity.enrich.EnrichStage;
import io.probity.enrich.Patience;
import io.probity.enrich.geo.GeoTable;
import io.probity.evaluate.EvaluateStage;
import io.probity.evaluate.FactRule;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.catalog.Definitions.UnreadableBodyException;
import io.probity.findings.FindingFormat;
import io.probity.findings.FindingStage;
import io.probity.flow.Rooms;
import io.probity.keys.SubjectNames;
import io.probity.leaf.LeafEntries;
import io.probity.ledger.dedupe.DedupeRule;
import io.probity.ledger.dedupe.DedupeStage;
import io.probity.ledger.number.NumberStage;
import io.probity.ledger.seal.SealStage;
import io.probity.ledger.seal.SealedEncoder;
import io.probity.ledger.seal.Sealer;
import io.probity.ledger.tree.GrowStage;
import io.probity.model.Command;
import io.probity.model.Definition;
import io.probity.model.Entry;
import io.probity.model.SealedEntry;
import io.probity.normalise.JsonReader;
import io.probity.normalise.NormaliseStage;
import io.probity.normalise.RecordReader;
import io.probity.normalise.Sources;
import io.probity.reroute.RerouteRule;
import io.probity.reroute.RerouteStage;
import io.probity.rollup.RollupStage;
import io.probity.serde.AvroSerdes;
import io.probity.serde.GenericAvroDecoder;
import io.probity.tier.TierRule;
import io.probity.transform.CommandKeepStage;
import io.probity.transform.Entries;
import io.probity.transform.EventSealer;
import io.probity.transform.LeakStage;
import io.probity.transform.RefusalStage;
import io.probity.transform.Salts;
import io.probity.transform.SignStage;
import io.probity.transform.TransformStage;
import io.probity.transform.Transformer;
import io.probity.validate.DataSchemas;
import io.probity.validate.ValidateStage;
import io.probity.validate.Validator;
import io.probity.wire.AvroDoor;
import io.probity.wire.EntryLimit;
import io.probity.wire.LogName;
import io.probity.wire.Partitioning;
import io.probity.wire.SourceTopic;
import io.probity.wire.Stores;
import io.probity.wire.Topics;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Furnishes the rooms: every stage with its rules, its stores and what the settings say. */
record RoomPlan(
        Settings settings,
        Keys keys,
        AvroSerdes avro,
        Sources sources,
        String build,
        Supplier<GeoTable> geo,
        Patience patience,
        List<RerouteRule> rules,
        String lane) {
    /** Keeps an event, with its place in the log and its signature, within the 4 MiB that the log takes. */
    private static final EntryLimit LARGEST_EVENT = new EntryLimit(3 << 20);
    /** What a record of audit.definitions may be; its id is its key too, and both go to every partition. */
    private static final EntryLimit LARGEST_DEFINITION = new EntryLimit(1 << 20);
    /** Twice what its texts may be; it is kept with the violation that it is about. */
    private static final EntryLimit LARGEST_COMMAND = new EntryLimit(64 << 10);

    /** Bytes of the largest record that is read, and that a door takes: what is read can be refused whole. */
    static int largestRecord(Settings settings) {
        return settings.number(Setting.MAX_EVENT_BYTES, 1, 3 << 20);
    }

    Rooms rooms(Topics topics, Stores stores, List<SourceTopic> inputs) {
        var codec = avro.codec(Entry.class);
        var door = new AvroDoor(codec, avro.subject(topics.accepted().name(), codec), keys.intake());
        var tiers = new TierRule(settings.duration(Setting.TIER_HOT), settings.duration(Setting.TIER_WARM));
        var reader = new RecordReader(
                sources,
                new JsonReader(largestRecord(settings)),
                new GenericAvroDecoder(avro.registry(), avro.config()),
                settings.number(Setting.MAX_ITEMS, 1, 1_000_000));
        var transformer = Transformer.withKey(keys.content());
        var protection =
                keys.protect() == null ? null : ProtectSettings.of(settings).protection(keys.protect(), sources);
        var orders = new SourceTopic(topics.definitions().name(), "definitions", settings.text(Setting.TENANT));
        return new Rooms(
                new RerouteStage(rules),
                new NormaliseStage(
                        reader, inputs.stream().collect(Collectors.toMap(SourceTopic::name, Function.identity()))),
                new ValidateStage(validator()),
                new EnrichStage(topics, stores, avro, sources.types(), geo, patience),
                new TransformStage(() -> new Entries(
                        new EventSealer(transformer, protection), reader::version, new Salts(), LARGEST_EVENT)),
                new LeakStage(),
                new DefinitionStage(avro.codec(Definition.class), orders, LARGEST_DEFINITION, RoomPlan::fault),
                new TickStage(settings.duration(Setting.TICK_INTERVAL)),
                new CommandStage(
                        avro.codec(Command.class),
                        new SourceTopic(topics.commands().name(), SubjectNames.COMMANDS, settings.text(Setting.TENANT)),
                        LARGEST_COMMAND,
                        settings.duration(Setting.CLOCK_SKEW)),
                new CommandKeepStage(keys.content(), protection),
                new RefusalStage(protection),
                new SignStage(door),
                new ArrivalStage(stores.received(), settings.duration(Setting.BALANCE_INTERVAL), lane),
                new NumberStage(
                        settings.number(Setting.GENERATION, 1, Integer.MAX_VALUE),
                        door,
                        new Partitioning(settings.partitions()),
                        stores.head(),
                        build),
                new DedupeStage(
                        new DedupeRule(settings.duration(Setting.DEDUPE_HORIZON)), stores.seen(), stores.sweep()),
                new SealStage(sealed(topics, tiers)),
                new GrowStage(logName(), new LeafEntries(keys.content()), stores.tree()),
                new EvaluateStage(
                        new FactRule(sources.types()),
                        stores.definitions(),
                        stores.refreshes(),
                        stores.subjects(),
                        stores.settling(),
                        stores.timers(),
                        stores.recall()),
                new AdhereStage(
                        stores.subjects(),
                        stores.violations(),
                        stores.floods(),
                        stores.reviews(),
                        settings.flag(Setting.REGISTRATIONS)),
                OutputRulesFile.of(settings),
                new FindingStage(format()),
                new RollupStage(
                        stores.rollups(), new Partitioning(settings.partitions()).byScope(), settings.partitions()),
                new TallyStage(stores.tally()),
                new BalanceStage(stores.balance()),
                new WatchStage(stores.watch(), SilenceSetting.of(settings, sources)));
    }

    /** Read as the ledger will read it. */
    private static DefinitionCheck.@Nullable Fault fault(Definition definition) {
        try {
            Definitions.check(definition);
            return null;
        } catch (UnreadableBodyException unreadable) {
            return new DefinitionCheck.Fault(unreadable.reason(), String.valueOf(unreadable.getMessage()));
        }
    }

    private LogName logName() {
        try {
            return new LogName(
                    settings.text(Setting.LOG_ORIGIN), settings.number(Setting.GENERATION, 1, Integer.MAX_VALUE));
        } catch (IllegalArgumentException wrong) {
            throw new SettingException(
                    "setting 'log.origin' " + wrong.getMessage() + "; was '" + settings.text(Setting.LOG_ORIGIN) + "'");
        }
    }

    private FindingFormat format() {
        var word = settings.text(Setting.FINDINGS_FORMAT);
        return FindingFormat.of(word)
                .orElseThrow(() ->
                        new SettingException("setting 'findings.format' must be ocsf, ecs or cef, was '" + word + "'"));
    }

    private Validator validator() {
        var maxAge = settings.find(Setting.MAX_AGE).isPresent() ? settings.duration(Setting.MAX_AGE) : null;
        var types = sources.types();
        return new Validator(types, DataSchemas.of(types), settings.duration(Setting.CLOCK_SKEW), maxAge);
    }

    private SealedEncoder sealed(Topics topics, TierRule tiers) {
        var codec = avro.codec(SealedEntry.class);
        return new SealedEncoder(
                new Sealer(tiers::of), codec, avro.subject(topics.sealed().name(), codec));
    }
}
