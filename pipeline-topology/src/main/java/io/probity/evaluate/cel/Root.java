package io.probity.evaluate.cel;

import org.jspecify.annotations.Nullable;

/** What an expression may name: the variables at which paths begin. */
enum Root {
    EVENT,
    DATA,
    RAW,
    FACTS,
    PARAMS,
    RECALL,
    NOW;

    /** Null where there is no such variable. */
    static @Nullable Root named(String name) {
        return switch (name) {
            case "event" -> EVENT;
            case "data" -> DATA;
            case "raw" -> RAW;
            case "facts" -> FACTS;
            case "params" -> PARAMS;
            case "recall" -> RECALL;
            case "now" -> NOW;
            default -> null;
        };
    }
}
