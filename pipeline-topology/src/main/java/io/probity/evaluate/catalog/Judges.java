package io.probity.evaluate.catalog;

/** What a verdict is about. */
public enum Judges {
    /** Each event by itself: each FAIL is a violation of its own, and nothing heals it. */
    OCCURRENCE,
    /** The subject's standing: FAIL opens one violation, PASS heals it. */
    STATE
}
