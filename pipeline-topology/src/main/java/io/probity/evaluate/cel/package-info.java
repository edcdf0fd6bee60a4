/**
 * The Common Expression Language over our records: what a control's expression may name, how it is compiled, and what
 * evaluating it can come to. In: expression text, an event, facts. Out: an answer in words. State: compiled expressions.
 */
@NullMarked
package io.probity.evaluate.cel;

import org.jspecify.annotations.NullMarked;
