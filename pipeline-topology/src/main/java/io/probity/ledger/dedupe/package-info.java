/**
 * Tells a repeat from a first, and a conflict from both. In: steps. Out: steps, marked. State: {@code seen}, by event id:
 * the contentKey, ordinal and log time of the first, for the horizon.
 */
@NullMarked
package io.probity.ledger.dedupe;

import org.jspecify.annotations.NullMarked;
