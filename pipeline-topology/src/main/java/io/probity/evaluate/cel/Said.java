package io.probity.evaluate.cel;

/** What an expression that gives a word came to. */
public sealed interface Said {
    /** The text, in clear. */
    record Word(String text) implements Said {}

    /**
     * There is no word, or it may not be read.
     *
     * @param what in words, for example {@code facts.evidence is missing}
     */
    record Unknown(String what) implements Said {}

    /** The expression cannot be evaluated on this input, or gave no text. */
    record Fault(String what) implements Said {}
}
