/**
 * Rows of the reference tables as people publish them. In: files, and the rows that stand. Out: the rows to write, each with its
 * history. State: none.
 */
@NullMarked
package io.probity.context;

import org.jspecify.annotations.NullMarked;
