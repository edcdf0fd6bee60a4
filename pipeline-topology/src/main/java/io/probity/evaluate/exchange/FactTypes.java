package io.probity.evaluate.exchange;

import io.probity.types.EventType;
import io.probity.types.EventTypes;
import java.util.List;

/** Which event types tell a fact: without one, a control over it would never be judged. */
record FactTypes(EventTypes types) {

    /** Names of the types, in the order of the registry; none for a fact that nothing tells. */
    List<String> telling(String fact) {
        return types.all().stream()
                .filter(type -> type.facts().containsKey(fact))
                .map(EventType::name)
                .toList();
    }
}
