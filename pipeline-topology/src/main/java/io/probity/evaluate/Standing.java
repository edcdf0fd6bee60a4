package io.probity.evaluate;

import io.probity.model.RequirementRef;
import java.util.List;

/**
 * Whether a control is for a scope at a time.
 *
 * @param holds it is in a framework that is assigned to the scope, or in no framework at all
 * @param requirements those that it serves there
 */
record Standing(boolean holds, List<RequirementRef> requirements) {
    static final Standing FREE = new Standing(true, List.of());
    static final Standing NONE = new Standing(false, List.of());
}
