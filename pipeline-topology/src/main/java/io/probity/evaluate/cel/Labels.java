package io.probity.evaluate.cel;

import java.util.Map;

/** Whether a subject's fact {@code labels} says what a control asks for. */
public final class Labels {
    private static final String FACT = "labels";

    private Labels() {}

    /** False where a label differs or is not known. */
    public static boolean match(Map<String, String> wanted, Map<String, ?> facts) {
        return JsonValues.value((Object) facts.get(FACT)) instanceof JsonMap known
                && wanted.entrySet().stream().allMatch(label -> label.getValue().equals(known.read(label.getKey())));
    }
}
