package io.probity.evaluate.cel;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.model.Fact;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Facts as a subject's row keeps them, for judging by: the JSON of one is parsed when an expression names it. */
public final class FactView extends AbstractMap<String, JsonNode> {
    private final Map<String, Fact> facts;

    public FactView(Map<String, Fact> facts) {
        this.facts = facts;
    }

    @Override
    public @Nullable JsonNode get(@Nullable Object name) {
        var fact = facts.get(name);
        return fact == null ? null : JsonValues.node(fact.getValue());
    }

    /** A quick look that errs on the side of yes. */
    boolean mayHoldToken(String name) {
        var fact = facts.get(name);
        return fact != null && Tokens.mayBeIn(fact.getValue());
    }

    @Override
    public boolean isEmpty() {
        return facts.isEmpty();
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return facts.containsKey(name);
    }

    @Override
    public Set<String> keySet() {
        return facts.keySet();
    }

    @Override
    public Set<Entry<String, JsonNode>> entrySet() {
        return facts.entrySet().stream()
                .map(entry -> Map.entry(
                        entry.getKey(), JsonValues.node(entry.getValue().getValue())))
                .collect(Collectors.toSet());
    }
}
