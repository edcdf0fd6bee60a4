/**
 * Violations as other systems read them. In: each state of a violation. Out: audit.findings, one record each, in the format that the
 * setting names, as a CloudEvent in Kafka's binary mode. State: none.
 */
@NullMarked
package io.probity.findings;

import org.jspecify.annotations.NullMarked;
