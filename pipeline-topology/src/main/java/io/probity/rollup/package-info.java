/**
 * How scopes stand as a whole. In: what each step of the ledger changed, by scope and framework. Out: audit.rollups. State:
 * {@code rollups}, the sums.
 */
@NullMarked
package io.probity.rollup;

import org.jspecify.annotations.NullMarked;
