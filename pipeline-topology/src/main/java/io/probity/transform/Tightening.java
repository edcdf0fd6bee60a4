package io.probity.transform;

import io.probity.draft.FieldRule;
import io.probity.draft.FieldTable;
import java.util.Map;

/**
 * What an operator asks for beyond what ships. It never loosens: of two rules the stricter holds.
 *
 * @param event by path of the canonical event, such as {@code actor/name}
 * @param sources by name of a source
 */
public record Tightening(Map<String, FieldRule> event, Map<String, FieldTable> sources) {
    /** Nothing. */
    public static final Tightening NONE = new Tightening(Map.of(), Map.of());
}
