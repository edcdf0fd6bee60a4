/**
 * Providers described by data: where each field of an event stands in their objects. In: mapping files; provider objects. Out:
 * sources, problems with file and line; drafts and refusals. State: none.
 */
@NullMarked
package io.probity.normalise.mapping;

import org.jspecify.annotations.NullMarked;
