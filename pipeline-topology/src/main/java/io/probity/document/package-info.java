/**
 * Documents that people write, in YAML or JSON: read so that every complaint names file, line and column, and the name that was
 * probably meant. In: text. Out: values and problems. State: none.
 */
@NullMarked
package io.probity.document;

import org.jspecify.annotations.NullMarked;
