package io.probity.evaluate.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import org.jspecify.annotations.Nullable;

/** What an expression may name: the variables at which paths begin. In the order in which docs/controls.md explains them. */
enum Root {
    EVENT("event", StructTypeReference.create("probity.Event")),
    DATA("data", Root.anything()),
    RAW("raw", Root.anything()),
    FACTS("facts", Root.anything()),
    PARAMS("params", Root.anything()),
    RECALL("recall", MapType.create(SimpleType.STRING, StructTypeReference.create("probity.Recalled"))),
    NOW("now", SimpleType.TIMESTAMP);

    private final String word;

    @SuppressWarnings("ImmutableEnumChecker") // the library's types are, and do not say so
    private final CelType type;

    Root(String word, CelType type) {
        this.word = word;
        this.type = type;
    }

    private static CelType anything() {
        return MapType.create(SimpleType.STRING, SimpleType.DYN);
    }

    /** Null where there is no such variable. */
    static @Nullable Root named(String name) {
        return switch (name) { // not by going through all: this runs for each variable that the evaluator reads
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

    /** As expressions write it. */
    String word() {
        return word;
    }

    /** Free-form JSON of the event. */
    boolean isOfJson() {
        return this == DATA || this == RAW;
    }

    CelType type() {
        return type;
    }
}
