/**
 * How much of the log a replay is of. In: records of audit.accepted. Out: those before a given offset of their partition.
 * State: none. Only a replay has this room.
 */
@NullMarked
package io.probity.ledger.extent;

import org.jspecify.annotations.NullMarked;
