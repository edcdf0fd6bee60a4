package io.probity.evaluate.catalog;

/** How much weight a control's verdicts have. */
public enum Mode {
    /** Decisions are written; neither adherence nor violations move. */
    SHADOW,
    OBSERVE,
    /** As observe, and gates refuse on FAIL. */
    ENFORCE
}
