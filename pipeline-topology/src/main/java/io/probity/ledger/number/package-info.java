/**
 * Tells what the intake wrote, and where, from what it did not, and gives every leaf its number and its log time. In: the records of audit.accepted. Out: steps of the log. State: {@code
 * head}, one row: the next ordinal and the log time.
 */
@NullMarked
package io.probity.ledger.number;

import org.jspecify.annotations.NullMarked;
