/** The rules as benchmarks see them: what the ledger calls, without its log. */
@NullMarked
package io.probity.evaluate;

import org.jspecify.annotations.NullMarked;
