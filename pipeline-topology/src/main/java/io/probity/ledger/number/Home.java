package io.probity.ledger.number;

import io.probity.model.Command;
import io.probity.model.CommandKind;
import io.probity.model.Entry;
import io.probity.model.EntryKind;
import io.probity.wire.Partitioning;

/**
 * Where in the log an entry may stand. The MAC says who wrote it and not where: a copy in another partition would be a
 * first there, judged and counted once more. Pure.
 */
record Home(Partitioning partitioning) {

    /** Whether the intake would have put an entry there: of the orders, a refresh alone goes to every partition. */
    boolean admits(Entry entry, byte[] key, int partition) {
        return (entry.getBody() instanceof Command command && command.getKind() == CommandKind.REFRESH)
                || admits(entry.getKind(), key, partition);
    }

    /**
     * Whether the intake would have put it there.
     *
     * @param key of its record, which the MAC covers
     */
    boolean admits(EntryKind kind, byte[] key, int partition) {
        return switch (kind) {
            // sent to every partition: a copy of a definition is a duplicate there, and an old tick moves no clock
            case DEFINITION, TICK -> true;
            // of a newer intake, which knows where it belongs; nobody judges or counts it here
            case UNKNOWN -> true;
            case EVENT, MENTION, REJECTION, ACCESS, COMMAND -> partitioning.of(key) == partition;
        };
    }
}
