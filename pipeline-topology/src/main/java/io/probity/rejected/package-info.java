/**
 * What may be done with a refused record: chosen, read, repaired, sent again. In: records of audit.rejected. Out: what is to be
 * sent, and what is noted of it. State: none. No Kafka here; {@code app} reads and sends.
 */
@NullMarked
package io.probity.rejected;

import org.jspecify.annotations.NullMarked;
