/** HTTP over the stores. In: questions. Out: answers that say how fresh they are. State: none; reads stores, never a stage. */
@NullMarked
package io.probity.serve;

import org.jspecify.annotations.NullMarked;
