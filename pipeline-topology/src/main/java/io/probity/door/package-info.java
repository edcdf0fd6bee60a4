/**
 * The HTTP doors of intake. In: events over HTTP, proven to be from whom they say. Out: records on the topics of sources, and
 * receipts. State: a bounded spool on the disk while Kafka is away; a bounded memory of what was answered.
 */
@NullMarked
package io.probity.door;

import org.jspecify.annotations.NullMarked;
