package io.probity.reroute;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says where a record goes. Pure. */
final class Router {
    private final Map<String, List<RerouteRule>> rules;

    /** @param rules of one topic the first that matches holds */
    Router(List<RerouteRule> rules) {
        this.rules = rules.stream().collect(Collectors.groupingBy(RerouteRule::from));
    }

    /**
     * The topic that a record of a topic goes to; null where it stays.
     *
     * @param header the text of a header by its name; null where it has none
     */
    @Nullable String target(String topic, byte @Nullable [] record, Function<String, @Nullable String> header) {
        for (var rule : rules.getOrDefault(topic, List.of())) {
            var text = rule.member().isEmpty() ? header.apply(rule.header()) : Peek.at(record, rule.member());
            if (text != null && rule.matches().matcher(text).matches()) {
                return rule.to();
            }
        }
        return null;
    }
}
