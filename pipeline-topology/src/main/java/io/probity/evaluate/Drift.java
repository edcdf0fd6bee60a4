package io.probity.evaluate;

import io.probity.model.Fact;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a snapshot found otherwise than it was known. Pure. */
final class Drift {
    /** How a token stands in a fact, and its epoch. */
    private static final Pattern TOKEN = Pattern.compile("\\{\"e\":(\\d+),\"t\":\"");

    private static final String CIPHERTEXT = "{\"c\":\"";

    private Drift() {}

    /**
     * Names of the facts of which something was known and something else was seen.
     *
     * @param toldByEvents names of facts, without their keys, that events tell when they change: that one of which only snapshots
     *     tell is another than the last time is no news
     * @return sorted
     */
    static List<String> between(Map<String, Fact> known, Map<String, Fact> seen, Set<String> toldByEvents) {
        return seen.entrySet().stream()
                .filter(fact -> toldByEvents.contains(FactRule.whole(fact.getKey())))
                .filter(fact -> {
                    var before = known.get(fact.getKey());
                    return before != null
                            && FactRule.says(before)
                            && differ(before.getValue(), fact.getValue().getValue());
                })
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Tokens of two epochs, and ciphertexts, say nothing of whether the values behind them differ. */
    private static boolean differ(String known, String seen) {
        if (known.equals(seen) || known.contains(CIPHERTEXT) || seen.contains(CIPHERTEXT)) {
            return false;
        }
        var epochs = new HashSet<String>();
        TOKEN.matcher(known).results().forEach(token -> epochs.add(token.group(1)));
        TOKEN.matcher(seen).results().forEach(token -> epochs.add(token.group(1)));
        return epochs.size() <= 1;
    }
}
