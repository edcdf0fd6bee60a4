/**
 * Finds secrets and personal values in text that nobody classified. In: a text. Out: what was found, where and of which kind. State:
 * none. A lower layer than the stages.
 */
@NullMarked
package io.probity.detect;

import org.jspecify.annotations.NullMarked;
