package io.probity.evaluate.catalog;

import io.probity.document.NearestName;
import io.probity.evaluate.cel.Expression;
import io.probity.evaluate.cel.ExpressionException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks what a control recalls of earlier events, as part of the whole. */
record RecallLint(ControlLint lint) {
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
            events(file, place, recall, "that are kept");
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

    /** What must follow is kept like what is recalled, so it is checked like it. */
    void followedBy(CatalogFile file, String at, ControlDefinition control) {
        var followedBy = control.followedBy();
        if (followedBy == null) {
            later(file, at, control);
            return;
        }
        var place = at + "/followedBy";
        if (control.judges() != Judges.OCCURRENCE) {
            file.error(
                    place,
                    "`followedBy` is for controls that judge each event by itself: a state has no event that another could"
                            + " follow; say `judges: occurrence`");
        }
        events(file, place, followedBy.kept(), "that may follow");
        expressions(file, place, control, followedBy.kept());
    }

    private static void later(CatalogFile file, String at, ControlDefinition control) {
        for (int i = 0; i < control.tests().size(); i++) {
            var test = control.tests().get(i);
            if (!test.then().isEmpty() || test.at() != null) {
                file.error(
                        at + "/tests/" + i,
                        "without `followedBy` nothing that comes later counts: leave `then` and `at` out");
            }
        }
    }

    private void events(CatalogFile file, String at, RecallDefinition recall, String which) {
        if (recall.events().isEmpty()) {
            file.error(at, "`events` is needed: the types " + which);
        }
        for (int i = 0; i < recall.events().size(); i++) {
            lint.type(
                    file,
                    at + "/events/" + i,
                    recall.events().get(i),
                    "`*` keeps something of every event; name the types",
                    "is no type");
        }
    }

    private void expressions(CatalogFile file, String at, ControlDefinition control, RecallDefinition recall) {
        var where = recall.where().isEmpty() ? null : lint.compiled(file, at + "/where", control, recall.where());
        if (where != null) {
            names(file, at + "/where", where.roots());
        }
        term(file, at + "/groupBy", recall.groupBy());
        term(file, at + "/distinct", recall.distinct());
    }

    private void term(CatalogFile file, String at, String text) {
        try {
            if (!text.isEmpty()) {
                names(file, at, lint.expressions().term(text).roots());
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
