/**
 * Grows the Merkle tree over a partition's leaves, and tells how far it has grown. In: marked steps. Out: heads, every 10 s of log time when
 * there are new leaves, and every 10 min when there are none. State: {@code tree}, one row: the frontier, and what was told last.
 */
@NullMarked
package io.probity.ledger.tree;

import org.jspecify.annotations.NullMarked;
