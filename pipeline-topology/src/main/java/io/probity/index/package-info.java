/**
 * The second application: small references to leaves, re-keyed by the question. In: audit.sealed. Out: nothing. State: {@code
 * event-ids}. At-least-once and idempotent: a leaf told twice is one reference.
 */
@NullMarked
package io.probity.index;

import org.jspecify.annotations.NullMarked;
