/**
 * What the ledger says of random histories, beside what a plain batch program says of them. The program is written from
 * docs/controls.md, docs/statuses.md and the decisions alone and calls nothing of the engine: it sorts by time and looks at
 * everything, each time anew. In: lists of lines. Out: standings, stretches of time and violations, as texts.
 */
@NullMarked
package io.probity.batch;

import org.jspecify.annotations.NullMarked;
