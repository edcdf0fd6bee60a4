package io.probity.leaf;

/** The words in which a verdict is told: what was expected, and behind it the values that were seen. */
public final class Reason {
    private static final String SAW = "; saw ";

    private Reason() {}

    /**
     * Both parts.
     *
     * @param seen fields and their values, in words; empty where the expression names none
     */
    public static String of(String expected, String seen) {
        return seen.isEmpty() ? expected : expected + SAW + seen;
    }

    /** Without the values. An expression that has the same words in a constant is cut there. */
    public static String withoutSeen(String reason) {
        int values = reason.indexOf(SAW);
        return values < 0 ? reason : reason.substring(0, values);
    }
}
