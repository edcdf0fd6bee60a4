/**
 * Provider shapes to canonical drafts. In: one source record. Out: drafts, and refusals with a reason. State: none.
 *
 * <p>A new source is one folder here and one line in {@link io.probity.normalise.Sources}.
 */
@NullMarked
package io.probity.normalise;

import org.jspecify.annotations.NullMarked;
