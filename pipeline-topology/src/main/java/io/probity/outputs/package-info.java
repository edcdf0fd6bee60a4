/**
 * What each output of the ledger leaves out of what the ledger knows. In: decisions, standings and violations. Out: the same, less what
 * the operator withholds from the output. State: none.
 */
@NullMarked
package io.probity.outputs;

import org.jspecify.annotations.NullMarked;
