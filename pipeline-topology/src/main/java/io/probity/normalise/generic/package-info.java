/** Any JSON object: what the usual names say. In: one source record. Out: drafts and refusals. State: none. */
@NullMarked
package io.probity.normalise.generic;

import org.jspecify.annotations.NullMarked;
