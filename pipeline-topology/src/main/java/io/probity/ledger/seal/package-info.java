/** Turns a leaf into the record that audit.sealed keeps. In: steps. Out: sealed entries. State: none. */
@NullMarked
package io.probity.ledger.seal;

import org.jspecify.annotations.NullMarked;
