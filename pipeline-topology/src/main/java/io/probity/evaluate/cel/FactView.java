package io.probity.evaluate.cel;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.model.Fact;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Facts as a subject's row keeps them, for judging by: the JSON of one is parsed when an expression names it, once. For one thread. Of facts
 * that stand for themselves: neither one of many things, kept by key, nor one that was taken back.
 */
public final class FactView extends AbstractMap<String, JsonNode> {
    private final Map<String, Fact> facts;
    private final Map<String, JsonNode> parsed = new HashMap<>();

    public FactView(Map<String, Fact> facts) {
        this.facts = facts;
    }

    /**
     * The value of a fact.
     *
     * @throws IllegalStateException if it is no JSON, as no row holds any
     */
    public static JsonNode value(Fact fact) {
        try {
            return JsonValues.node(fact.getValue());
        } catch (IllegalArgumentException broken) {
            throw new IllegalStateException(
                    "the row of a subject holds a fact that is no JSON: " + fact.getValue(), broken);
        }
    }

    @Override
    public @Nullable JsonNode get(@Nullable Object name) {
        return name instanceof String text ? get(text) : null;
    }

    private @Nullable JsonNode get(String name) {
        var known = parsed.get(name);
        if (known != null) {
            return known;
        }
        var fact = facts.get(name);
        if (fact == null) {
            return null;
        }
        var value = value(fact);
        parsed.put(name, value);
        return value;
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
    public int size() {
        return facts.size();
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return facts.containsKey(name);
    }

    @Override
    public Set<String> keySet() {
        return Collections.unmodifiableSet(facts.keySet());
    }

    @Override
    public Set<Entry<String, JsonNode>> entrySet() {
        var entries = new LinkedHashSet<Entry<String, JsonNode>>();
        facts.forEach((name, fact) -> entries.add(Map.entry(name, value(fact))));
        return entries;
    }
}
