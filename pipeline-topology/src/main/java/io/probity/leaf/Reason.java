package io.probity.leaf;

/** The words in which a verdict is told: what was expected, and behind it the values that were seen. */
public final class Reason {
    private static final String SAW = "; saw ";
    private static final String INSIDE = "a field is missing";

    private Reason() {}

    /**
     * Both parts.
     *
     * @param seen fields and their values, in words; empty where the expression names none
     */
    public static String of(String expected, String seen) {
        return seen.isEmpty() ? expected : expected + SAW + seen;
    }

    /**
     * Something is missing inside a list or a map, where no name leads.
     *
     * @param evaluator its own words, which name the member; a value may have been its name
     */
    public static String missingInside(String evaluator) {
        return INSIDE + ": " + evaluator;
    }

    /** Without the values. An expression that has the same words in a constant is cut there. */
    public static String withoutSeen(String reason) {
        int values = reason.indexOf(SAW);
        var told = values < 0 ? reason : reason.substring(0, values);
        return told.startsWith(INSIDE + ": ") ? INSIDE : told;
    }
}
