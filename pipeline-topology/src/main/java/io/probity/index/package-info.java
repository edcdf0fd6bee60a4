/**
 * The second application: small references to leaves, re-keyed by the question. In: audit.sealed. Out: nothing. State: {@code
 * event-ids}. At-least-once and idempotent: a leaf told twice is one reference.
 * Of an id that comes again and again a hundred references and the latest are kept, and how many there were.
 */
@NullMarked
package io.probity.index;

import org.jspecify.annotations.NullMarked;
