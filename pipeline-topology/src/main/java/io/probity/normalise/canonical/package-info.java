/** The specification's event, as JSON or Avro, wrapped in event or bare. In: one source record. Out: drafts and refusals. State: none. */
@NullMarked
package io.probity.normalise.canonical;

import org.jspecify.annotations.NullMarked;
