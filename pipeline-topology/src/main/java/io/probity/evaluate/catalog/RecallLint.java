package io.probity.evaluate.catalog;

import io.probity.document.NearestName;
import io.probity.evaluate.cel.Expression;
import io.probity.evaluate.cel.ExpressionException;
import io.probity.evaluate.cel.Expressions;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Checks what a control recalls of earlier events.
 *
 * @param registered whether an event type is known to the registry
 */
record RecallLint(Expressions expressions, Predicate<String> registered) {
    /** What is known of an event when it is kept: of its subject, nothing. */
    private static final Set<String> KNOWN = Set.of("event", "data", "raw", "params", "now");

    /**
     * @param conditions guard and condition of the control; empty where one of them does not compile
     */
    void check(CatalogFile file, String at, ControlDefinition control, List<Expression> conditions) {
        var named = new TreeSet<String>();
        conditions.forEach(condition -> named.addAll(condition.membersOf("recall")));
        var names = new TreeSet<String>();
        for (var recall : control.recall()) {
            names.add(recall.name());
            var place = at + "/recall/" + recall.name();
            events(file, place, recall);
            expressions(file, place, control, recall);
            if (!conditions.isEmpty() && !named.contains(recall.name())) {
                file.error(
                        place,
                        "nothing looks at `recall." + recall.name() + "`" + NearestName.hint(recall.name(), named));
            }
        }
        named.removeAll(names);
        for (var unknown : named) {
            file.error(at + "/expect", "`recall." + unknown + "` is not given" + NearestName.hint(unknown, names));
        }
        if (conditions.stream()
                .anyMatch(it ->
                        it.roots().contains("recall") && it.membersOf("recall").isEmpty())) {
            file.error(at + "/expect", "name what is recalled, such as `recall.failures.count`");
        }
    }

    private void events(CatalogFile file, String at, RecallDefinition recall) {
        if (recall.events().isEmpty()) {
            file.error(at, "`events` is needed: the types that are kept");
        }
        for (int i = 0; i < recall.events().size(); i++) {
            var type = recall.events().get(i);
            var place = at + "/events/" + i;
            if (type.equals(Trigger.ANY)) {
                file.warning(place, "`*` keeps something of every event; name the types");
            } else if (type.endsWith(".*") && !type.equals(Trigger.patternOf(type))) {
                file.error(
                        place,
                        "`" + type + "` is no type: a pattern is one word and `.*`, such as `" + Trigger.patternOf(type)
                                + "`; name the types");
            } else if (!registered.test(type)) {
                file.error(place, "`" + type + "` is no registered event type");
            }
        }
    }

    private void expressions(CatalogFile file, String at, ControlDefinition control, RecallDefinition recall) {
        try {
            if (!recall.where().isEmpty()) {
                var where = expressions.compile(recall.where());
                names(file, at + "/where", where.roots());
                for (var name : new TreeSet<>(where.membersOf("params"))) {
                    if (!control.params().containsKey(name)) {
                        file.error(
                                at + "/where",
                                "`params." + name + "` is not given"
                                        + NearestName.hint(
                                                name, control.params().keySet()));
                    }
                }
            }
        } catch (ExpressionException wrong) {
            file.error(at + "/where", String.valueOf(wrong.getMessage()));
        }
        term(file, at + "/groupBy", recall.groupBy());
        term(file, at + "/distinct", recall.distinct());
    }

    private void term(CatalogFile file, String at, String text) {
        try {
            if (!text.isEmpty()) {
                names(file, at, expressions.term(text).roots());
            }
        } catch (ExpressionException wrong) {
            file.error(at, String.valueOf(wrong.getMessage()));
        }
    }

    private static void names(CatalogFile file, String at, Collection<String> roots) {
        var unknown = new TreeSet<>(roots);
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            file.error(
                    at,
                    "`" + unknown.first()
                            + "` is not known when an event is kept: name `event`, `data`, `raw` or `params`");
        }
    }
}
