package io.probity.model;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The records that travel or rest by themselves, each frozen in {@code src/main/avro-released}; all others are parts. */
final class MainRecords {
    /** Read for ever, so a new schema reads everything that any released one wrote: BACKWARD_TRANSITIVE. */
    static final List<Schema> LOG = List.of(
            AuditEvent.getClassSchema(),
            SubmittedEvent.getClassSchema(),
            Entry.getClassSchema(),
            SealedEntry.getClassSchema(),
            TreeHead.getClassSchema(),
            Rejection.getClassSchema(),
            Definition.getClassSchema(),
            Command.getClassSchema(),
            UserRow.getClassSchema(),
            TeamRow.getClassSchema(),
            ResourceRow.getClassSchema(),
            BusinessRow.getClassSchema(),
            LifecycleRow.getClassSchema(),
            AliasRow.getClassSchema(),
            ScimRow.getClassSchema(),
            CalendarRow.getClassSchema(),
            BalancePart.getClassSchema(),
            BalanceRow.getClassSchema(),
            WatchRow.getClassSchema(),
            SubjectState.getClassSchema(),
            LedgerHead.getClassSchema(),
            TreeRow.getClassSchema(),
            SeenRow.getClassSchema(),
            SweepRow.getClassSchema(),
            TimerRow.getClassSchema(),
            DefinitionRow.getClassSchema(),
            RecallRow.getClassSchema(),
            FloodRow.getClassSchema(),
            RefreshRow.getClassSchema(),
            IndexRow.getClassSchema());

    /** Read by programs of others, older or newer than ours: FULL_TRANSITIVE. */
    static final List<Schema> OUTPUTS = List.of(
            Decision.getClassSchema(),
            Adherence.getClassSchema(),
            AdherenceChange.getClassSchema(),
            NonAdherence.getClassSchema(),
            SubjectPosture.getClassSchema(),
            Violation.getClassSchema(),
            ReviewRequest.getClassSchema(),
            Balance.getClassSchema(),
            Rollup.getClassSchema());

    static final List<Schema> ALL =
            Stream.concat(LOG.stream(), OUTPUTS.stream()).toList();

    private MainRecords() {}
}
