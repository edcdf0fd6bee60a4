package io.probity.flow;

import io.probity.adhere.Conclusion;
import io.probity.ledger.extent.ExtentStage;
import io.probity.model.Rejection;
import io.probity.own.OwnTopics;
import io.probity.wire.PartitionedKey;
import io.probity.wire.Routed;
import io.probity.wire.SourceTopic;
import io.probity.wire.Split;
import io.probity.wire.Stores;
import io.probity.wire.Topics;
import java.util.List;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * The whole pipeline on one page: read it from top to bottom and you have followed an event from arrival to verdict. Stages
 * know nothing of topics or of each other; this class joins them.
 *
 * <pre>
 *   sources → (reroute) → normalise → validate → enrich → transform → sign → audit.accepted
 *                             │           │         │         └→ tell-leaks → audit.raw.probity, which is a source
 *                             │           │         └→ audit.context.lifecycle, .aliases
 *                             │           └→ tell-numbers → audit.balance.parts
 *                             └→ count-arrivals → audit.balance.parts
 *   audit.definitions ┬→ define → sign
 *                     └→ tick → sign
 *   audit.commands → order → protect-order → sign
 *   refused by normalise, validate, transform, define, order → protect-refused ┬→ audit.rejected
 *                                                                       └→ note-refusal → sign
 *
 *   audit.accepted → number → dedupe ┬→ seal → audit.sealed
 *                                    ├→ grow → audit.heads
 *                                    ├→ evaluate → adhere ┬→ audit.decisions, .adherence, .adherence.changes, .intervals, .posture
 *                                    │                    ├→ notices → audit.raw.probity
 *                                    │                    ├→ audit.violations, .reviews
 *                                    │                    ├→ (re-keyed by scope) → roll-up → audit.rollups
 *                                    │                    └→ find → audit.findings
 *                                    └→ tally → audit.balance.parts
 *
 *   audit.balance.parts ┬→ balance → audit.balance
 *                       └→ watch → audit.raw.probity
 * </pre>
 *
 * @param sources the topics that events arrive on
 * @param own where events of our own go, by tenant
 * @param rooms the stages, each with its rules and stores
 */
public record AuditTopology(List<SourceTopic> sources, OwnTopics own, Topics topics, Stores stores, Rooms rooms) {

    /** Intake, ledger and balance in one application. */
    public Topology build(TopologyConfig config) {
        var builder = new StreamsBuilder(config);
        intake(builder);
        ledger(topics.accepted().readValues(builder));
        balance(builder);
        return builder.build();
    }

    /**
     * The ledger alone, for a replay of audit.accepted: no source is read and nothing is accepted twice.
     *
     * @param extent how much of the log is replayed
     */
    public Topology replay(TopologyConfig config, ExtentStage extent) {
        var builder = new StreamsBuilder(config);
        ledger(extent.apply(topics.accepted().readValues(builder)));
        balance(builder);
        return builder.build();
    }

    /** Intake alone, of a topic that is read apart: its records become entries of the same log. */
    public Topology lane(TopologyConfig config) {
        var builder = new StreamsBuilder(config);
        var events = events(builder);
        var refused = rooms.refusal().kept(events.refused());
        topics.rejected().write(rooms.refusal().keyed(refused));
        topics.accepted().write(rooms.sign().apply(noted(new Split<>(events.on(), refused))));
        return builder.build();
    }

    private void intake(StreamsBuilder builder) {
        var events = events(builder);

        var orders = topics.definitions().read(builder);
        var defined = Split.of(rooms.define().apply(orders), "define");
        var ticks = rooms.tick().apply(orders);

        var ordered = Split.of(rooms.order().apply(topics.commands().read(builder)), "order");

        KStream<byte[], Rejection> refused = rooms.refusal()
                .kept(events.refused()
                        .merge(defined.refused(), Named.as("refused-by-define"))
                        .merge(ordered.refused(), Named.as("refused-by-order")));
        KStream<byte[], Routed> entries = noted(new Split<>(events.on(), refused))
                .merge(defined.on(), Named.as("with-definitions"))
                .merge(ticks, Named.as("with-ticks"))
                .merge(rooms.keepOrders().apply(ordered.on()), Named.as("with-orders"));

        topics.rejected().write(rooms.refusal().keyed(refused));
        topics.accepted().write(rooms.sign().apply(entries));
    }

    /** What sources send, as entries of the log and as refusals. */
    private Split<Routed> events(StreamsBuilder builder) {
        rooms.enrich().tables(builder);

        var arrived = rooms.normalise().apply(rooms.reroute().apply(Inputs.read(builder, sources)));
        var drafted = Split.of(arrived, "normalise");
        var validated = Split.of(rooms.validate().apply(drafted.on()), "validate");
        var enriched = rooms.enrich().apply(validated.on());
        var transformed = Split.of(rooms.transform().apply(enriched), "transform");

        topics.lifecycle().write(rooms.enrich().lifecycles(enriched));
        topics.aliases().write(rooms.enrich().aliases(enriched));
        OwnEvents.write(rooms.leaks().apply(transformed.on()), "leaks", topics.own(), own);
        topics.balanceParts().write(rooms.arrivals().apply(arrived), "from-intake");
        topics.balanceParts().write(rooms.arrivals().numbers(validated.on()), "numbers");
        return new Split<>(
                transformed.on(),
                drafted.refused()
                        .merge(validated.refused(), Named.as("refused-by-validate"))
                        .merge(transformed.refused(), Named.as("refused-by-transform")));
    }

    /** Entries, and one for each refusal. */
    private KStream<byte[], Routed> noted(Split<Routed> events) {
        return events.on().merge(rooms.refusal().apply(events.refused()), Named.as("with-refusals"));
    }

    private void ledger(KStream<byte[], byte[]> accepted) {
        var numbered = rooms.number().apply(accepted);
        var marked = rooms.dedupe().apply(numbered);

        topics.sealed().writeEncoded(rooms.seal().apply(marked));
        topics.heads().write(rooms.grow().apply(marked));

        KStream<PartitionedKey, Conclusion> concluded =
                rooms.adhere().apply(rooms.evaluate().apply(marked));
        var told = new Conclusions(rooms.outputs());
        topics.decisions().write(concluded.flatMapValues(told::decisions, Named.as("decisions")));
        topics.adherence().write(concluded.flatMapValues(told::adherence, Named.as("adherence")));
        topics.adherenceChanges().write(concluded.flatMapValues(Conclusions::changes, Named.as("changes")));
        topics.intervals().write(concluded.flatMapValues(told::intervals, Named.as("intervals")));
        topics.posture().write(concluded.flatMapValues(Conclusions::postures, Named.as("postures")));
        topics.violations().write(concluded.flatMapValues(told::violations, Named.as("violations")));
        topics.reviews().write(concluded.flatMapValues(told::reviews, Named.as("reviews")));
        topics.findings().write(rooms.find().apply(concluded.flatMapValues(told::findings, Named.as("findings"))));
        topics.rollups()
                .write(rooms.rollUp()
                        .apply(concluded.flatMap(Conclusions::changesOfRollups, Named.as("changes-of-rollups"))));
        OwnEvents.write(concluded.flatMap(Conclusions::notices, Named.as("notices")), "notices", topics.own(), own);

        topics.balanceParts().write(rooms.tally().apply(marked), "from-ledger");
    }

    private void balance(StreamsBuilder builder) {
        var parts = topics.balanceParts().read(builder);
        topics.balance().write(rooms.balance().apply(parts));
        OwnEvents.write(rooms.watch().apply(parts), "watch", topics.own(), own);
    }
}
