/**
 * The registry of event types: data under {@code event-types/}, read once. A lower layer than the stages. In and out:
 * nothing; state: none.
 */
@NullMarked
package io.probity.types;

import org.jspecify.annotations.NullMarked;
