package io.probity.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Rules, and events of their types. One event in four names a resource that a rule of its type watches; half of these do what that rule
 * asks for, and half of the numbers are above its bound, so about one in sixteen matches a rule, and one in eight where no number is asked
 * for. The same for the same sizes.
 *
 * @param withNumber whether the fourth predicate is asked
 */
record Workload(List<Rule> rules, List<Occurrence> events, boolean withNumber) {
    /** A power of two. */
    static final int EVENTS = 2_048;

    private static final List<String> ACTIONS = List.of("create", "update", "delete", "read", "list", "move");

    static Workload of(int rules, int types, boolean withNumber) {
        var random = new Random(20_260_101);
        var made = new ArrayList<Rule>();
        for (int i = 0; i < rules; i++) {
            int first = random.nextInt(ACTIONS.size());
            var actions = List.of(
                    ACTIONS.get(first),
                    ACTIONS.get((first + 1) % ACTIONS.size()),
                    ACTIONS.get((first + 2) % ACTIONS.size()));
            made.add(new Rule("rule-" + i, type(i % types), actions, prefix(i), 400 + random.nextInt(200)));
        }
        var events = new ArrayList<Occurrence>();
        for (int i = 0; i < EVENTS; i++) {
            var rule = made.get(random.nextInt(rules));
            var watched = random.nextInt(4) == 0 ? rule.prefix() : prefix(rules + random.nextInt(rules));
            events.add(new Occurrence(
                    i,
                    rule.type(),
                    ACTIONS.get(random.nextInt(ACTIONS.size())),
                    watched + "report-" + random.nextInt(1_000) + ".parquet",
                    random.nextInt(1_000)));
        }
        return new Workload(List.copyOf(made), List.copyOf(events), withNumber);
    }

    private static String type(int i) {
        return "storage.type_" + i;
    }

    private static String prefix(int i) {
        return "arn:aws:s3:::bucket-" + (10_000 + i) + "/";
    }

    /** Pairs of a rule and an event that it matches, found by plain Java: what every engine must find. */
    int matches() {
        int matches = 0;
        for (var event : events) {
            for (var rule : rules) {
                matches += rule.matches(event, withNumber) ? 1 : 0;
            }
        }
        return matches;
    }
}
