/**
 * What every partition of the log must see: definitions and ticks. In: audit.definitions. Out: entries for every partition,
 * and refusals. State: none; the task that owns audit.definitions beats the clock.
 */
@NullMarked
package io.probity.broadcast;

import org.jspecify.annotations.NullMarked;
