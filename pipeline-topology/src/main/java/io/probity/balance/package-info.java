/**
 * What became of everything, by source: received = accepted + duplicate + refused. In: what intake counts as it arrives, what
 * the ledger counts as it is sealed. Out: audit.balance. State: {@code received} in intake, {@code tally} in the ledger,
 * {@code balance} by source.
 *
 * <p>The two sides count apart, intake before anything is thrown away or written, the ledger what the log holds: an event
 * lost between them shows as a difference.
 */
@NullMarked
package io.probity.balance;

import org.jspecify.annotations.NullMarked;
