/**
 * Draft to immutable event: identity, defaults, projection. In: a draft that was accepted and enriched. Out: the canonical
 * event. State: none.
 */
@NullMarked
package io.probity.transform;

import org.jspecify.annotations.NullMarked;
