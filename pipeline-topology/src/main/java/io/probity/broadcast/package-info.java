/**
 * What comes into the log by other ways than events: definitions, commands and ticks. In: audit.definitions, audit.commands. Out:
 * entries, most of them for every partition, and refusals. State: none; the task that owns audit.definitions beats the clock.
 */
@NullMarked
package io.probity.broadcast;

import org.jspecify.annotations.NullMarked;
