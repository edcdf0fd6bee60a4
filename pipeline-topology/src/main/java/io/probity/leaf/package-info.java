/**
 * The entry while the ledger works on it: what the ledger stages hand to each other. A lower layer than the stages, so
 * that they stay islands. State: none.
 */
@NullMarked
package io.probity.leaf;

import org.jspecify.annotations.NullMarked;
