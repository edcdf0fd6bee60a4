package io.probity.evaluate.cel;

/** What evaluating an expression came to. */
public sealed interface Answer {
    record True() implements Answer {}

    record False() implements Answer {}

    /**
     * The answer hangs on something that is not there or may not be read.
     *
     * @param what in words, for example {@code data.approval_count is missing}
     */
    record Unknown(String what) implements Answer {}

    /** The expression cannot be evaluated on this input: wrong types, division by zero, too many iterations. */
    record Fault(String what) implements Answer {}
}
