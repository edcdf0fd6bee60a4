/**
 * Tells a repeat from a first, and a conflict from both. In: steps. Out: steps, marked. State: {@code seen}, by identity:
 * the content, ordinal and log time of the first; of events for twice the horizon, of definitions for ever.
 */
@NullMarked
package io.probity.ledger.dedupe;

import org.jspecify.annotations.NullMarked;
