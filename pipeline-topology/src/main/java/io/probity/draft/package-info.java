/**
 * The event while it is being made: what the intake stages hand to each other. A lower layer than the stages, so that
 * they stay islands. In and out: nothing; state: none.
 */
@NullMarked
package io.probity.draft;

import org.jspecify.annotations.NullMarked;
