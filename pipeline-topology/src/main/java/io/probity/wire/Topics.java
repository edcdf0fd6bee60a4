package io.probity.wire;

import static io.probity.wire.TopicShape.ONE_MEBIBYTE;
import static io.probity.wire.TopicShape.Partitions.GENERATION;
import static io.probity.wire.TopicShape.Partitions.ONE;
import static io.probity.wire.TopicShape.feed;
import static io.probity.wire.TopicShape.log;
import static io.probity.wire.TopicShape.table;

import io.probity.model.Adherence;
import io.probity.model.AdherenceChange;
import io.probity.model.AliasRow;
import io.probity.model.Balance;
import io.probity.model.BalancePart;
import io.probity.model.BusinessRow;
import io.probity.model.CalendarRow;
import io.probity.model.Command;
import io.probity.model.Decision;
import io.probity.model.Definition;
import io.probity.model.Entry;
import io.probity.model.LifecycleRow;
import io.probity.model.NonAdherence;
import io.probity.model.Rejection;
import io.probity.model.ResourceRow;
import io.probity.model.ReviewRequest;
import io.probity.model.Rollup;
import io.probity.model.ScimRow;
import io.probity.model.SealedEntry;
import io.probity.model.SubjectPosture;
import io.probity.model.TeamRow;
import io.probity.model.TreeHead;
import io.probity.model.UserRow;
import io.probity.model.Violation;
import io.probity.serde.AvroSerdes;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Every topic of the pipeline, in the order the data meets them. docs/topics.md shows the same, and a test compares the two. */
public record Topics(
        Topic<String, byte[]> own,
        Topic<String, UserRow> users,
        Topic<String, TeamRow> teams,
        Topic<String, CalendarRow> calendars,
        Topic<String, ResourceRow> resources,
        Topic<String, BusinessRow> business,
        Topic<String, LifecycleRow> lifecycle,
        Topic<String, AliasRow> aliases,
        Topic<String, ScimRow> scim,
        Topic<byte[], byte[]> definitions,
        Topic<byte[], byte[]> commands,
        Topic<EntryKey, byte[]> accepted,
        Topic<byte[], Rejection> rejected,
        Topic<PartitionedKey, SealedEntry> sealed,
        Topic<PartitionedKey, TreeHead> heads,
        Topic<PartitionedKey, Decision> decisions,
        Topic<PartitionedKey, Adherence> adherence,
        Topic<PartitionedKey, AdherenceChange> adherenceChanges,
        Topic<PartitionedKey, NonAdherence> intervals,
        Topic<PartitionedKey, SubjectPosture> posture,
        Topic<PartitionedKey, Violation> violations,
        Topic<PartitionedKey, byte[]> findings,
        Topic<PartitionedKey, ReviewRequest> reviews,
        Topic<String, Rollup> rollups,
        Topic<String, BalancePart> balanceParts,
        Topic<String, Balance> balance) {

    private static final String BY_CONTROL = "tenant, subject and control; the ledger's partition";

    /** A refused record is kept whole, with its reason and headers beside it. */
    private static final int REFUSED_BYTES = 4 * ONE_MEBIBYTE;

    /** An event grows in intake: canonical fields, context, the provider's object beside its free-form part. */
    private static final int EVENT_BYTES = 4 * ONE_MEBIBYTE;

    /**
     * The topics of a deployment.
     *
     * @param prefix put before the names of what the ledger writes; empty but for a replay
     */
    public static Topics with(AvroSerdes avro, Partitioning partitioning, String prefix) {
        Serde<byte[]> bytes = Serdes.ByteArray();
        Serde<String> text = Serdes.String();
        var keys = KeySerdes.partitioned();
        return new Topics(
                new Topic<>(prefix + "audit.raw.probity", null, text, bytes, ownShape(), null),
                plain("audit.context.users", UserRow.class, text, avro, table(ONE, "tenant and user id")),
                plain("audit.context.teams", TeamRow.class, text, avro, table(ONE, "tenant and team id")),
                plain("audit.context.calendars", CalendarRow.class, text, avro, table(ONE, "tenant and calendar id")),
                plain(
                        "audit.context.resources",
                        ResourceRow.class,
                        text,
                        avro,
                        table(ONE, "tenant, and type and id of the target")),
                plain(
                        "audit.context.business",
                        BusinessRow.class,
                        text,
                        avro,
                        table(ONE, "tenant, and kind and id of the scope")),
                plain(
                        "audit.context.lifecycle",
                        LifecycleRow.class,
                        text,
                        avro,
                        table(ONE, "tenant, and type and id of the target")),
                plain("audit.context.aliases", AliasRow.class, text, avro, table(ONE, "tenant and name")),
                plain(
                        "audit.context.scim",
                        ScimRow.class,
                        text,
                        avro,
                        table(ONE, "tenant, and kind and id of the resource")),
                new Topic<>(
                        "audit.definitions",
                        Definition.class,
                        bytes,
                        bytes,
                        log(ONE, "kind and id", ONE_MEBIBYTE),
                        null),
                new Topic<>(
                        "audit.commands",
                        Command.class,
                        bytes,
                        bytes,
                        feed(ONE, "id of the violation or the request, or scope", Duration.ofDays(7)),
                        null),
                new Topic<>(
                        "audit.accepted",
                        Entry.class,
                        KeySerdes.entry(),
                        bytes,
                        log(
                                GENERATION,
                                "tenant and subject; definitions, refreshes and ticks to every partition",
                                EVENT_BYTES),
                        partitioning.entries()),
                plain(
                        "audit.rejected",
                        Rejection.class,
                        bytes,
                        avro,
                        log(GENERATION, "the key of the refused record", REFUSED_BYTES)),
                ledger(
                        prefix + "audit.sealed",
                        SealedEntry.class,
                        keys,
                        avro,
                        partitioning,
                        log(GENERATION, "tenant and subject; the partition of audit.accepted", EVENT_BYTES)),
                ledger(
                        prefix + "audit.heads",
                        TreeHead.class,
                        keys,
                        avro,
                        partitioning,
                        log(GENERATION, "the log that the partition is", ONE_MEBIBYTE)),
                ledger(
                        prefix + "audit.decisions",
                        Decision.class,
                        keys,
                        avro,
                        partitioning,
                        feed(GENERATION, BY_CONTROL, Duration.ofDays(30))),
                ledger(
                        prefix + "audit.adherence",
                        Adherence.class,
                        keys,
                        avro,
                        partitioning,
                        table(GENERATION, BY_CONTROL)),
                ledger(
                        prefix + "audit.adherence.changes",
                        AdherenceChange.class,
                        keys,
                        avro,
                        partitioning,
                        feed(GENERATION, BY_CONTROL, Duration.ofDays(365))),
                ledger(
                        prefix + "audit.intervals",
                        NonAdherence.class,
                        keys,
                        avro,
                        partitioning,
                        table(GENERATION, "tenant, subject, control and beginning; the ledger's partition")),
                ledger(
                        prefix + "audit.posture",
                        SubjectPosture.class,
                        keys,
                        avro,
                        partitioning,
                        table(GENERATION, "tenant and subject; the ledger's partition")),
                ledger(
                        prefix + "audit.violations",
                        Violation.class,
                        keys,
                        avro,
                        partitioning,
                        log(GENERATION, "violation id; the ledger's partition", ONE_MEBIBYTE)),
                new Topic<>(
                        prefix + "audit.findings",
                        null,
                        keys,
                        bytes,
                        feed(GENERATION, "violation id; the ledger's partition", Duration.ofDays(30)),
                        partitioning.same()),
                ledger(
                        prefix + "audit.reviews",
                        ReviewRequest.class,
                        keys,
                        avro,
                        partitioning,
                        table(GENERATION, "request id; the ledger's partition")),
                new Topic<>(
                        prefix + "audit.rollups",
                        Rollup.class,
                        text,
                        avro.of(Rollup.class),
                        table(GENERATION, "tenant, scope and framework; the partition of tenant and scope"),
                        partitioning.byScope()),
                plain(
                        prefix + "audit.balance.parts",
                        BalancePart.class,
                        text,
                        avro,
                        feed(ONE, "tenant and source", Duration.ofDays(7))),
                plain(prefix + "audit.balance", Balance.class, text, avro, table(ONE, "tenant and source")));
    }

    private static <K, V extends SpecificRecordBase> Topic<K, V> plain(
            String name, Class<V> record, Serde<K> key, AvroSerdes avro, TopicShape shape) {
        return new Topic<>(name, record, key, avro.of(record), shape, null);
    }

    /** A topic whose records stay in the partition that derived them. */
    private static <V extends SpecificRecordBase> Topic<PartitionedKey, V> ledger(
            String name,
            Class<V> record,
            Serde<PartitionedKey> key,
            AvroSerdes avro,
            Partitioning partitioning,
            TopicShape shape) {
        return new Topic<>(name, record, key, avro.of(record), shape, partitioning.same());
    }

    /** All of them but the sources' own. */
    public List<Topic<?, ?>> all() {
        return List.of(
                own,
                users,
                teams,
                calendars,
                resources,
                business,
                lifecycle,
                aliases,
                scim,
                definitions,
                commands,
                accepted,
                rejected,
                sealed,
                heads,
                decisions,
                adherence,
                adherenceChanges,
                intervals,
                posture,
                violations,
                findings,
                reviews,
                rollups,
                balanceParts,
                balance);
    }

    /** The shape of a topic that our own events arrive on, whichever tenant they are about. */
    public static TopicShape ownShape() {
        return log(GENERATION, "tenant and subject", ONE_MEBIBYTE);
    }

    /** The shape of a topic that audit events arrive on. */
    public static TopicShape sourceShape() {
        return feed(GENERATION, "any; order is kept within a key", Duration.ofDays(7));
    }
}
