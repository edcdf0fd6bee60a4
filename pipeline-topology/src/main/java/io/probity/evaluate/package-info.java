/**
 * Events judged by controls. In: events, facts of their subjects, published definitions. Out: judgements. State: none here;
 * a {@link io.probity.evaluate.Rulebook} is an immutable snapshot that the caller keeps and replaces.
 */
@NullMarked
package io.probity.evaluate;

import org.jspecify.annotations.NullMarked;
