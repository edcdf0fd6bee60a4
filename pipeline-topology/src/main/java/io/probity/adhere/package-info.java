/**
 * How each subject stands against each control, and which breaches are open. In: verdicts, and what people order. Out: decisions, adherence, its
 * changes, violations. State: {@code subjects} (shared with evaluate, which reads it), {@code violations}.
 */
@NullMarked
package io.probity.adhere;

import org.jspecify.annotations.NullMarked;
