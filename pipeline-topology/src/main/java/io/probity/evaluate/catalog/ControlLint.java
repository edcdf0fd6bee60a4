package io.probity.evaluate.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.document.NearestName;
import io.probity.evaluate.catalog.ControlDefinition.Evidence;
import io.probity.evaluate.catalog.FrameworkDefinition.Requirement;
import io.probity.evaluate.cel.Expression;
import io.probity.evaluate.cel.ExpressionException;
import io.probity.evaluate.cel.Expressions;
import io.probity.model.Status;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Checks catalog files as one catalog: what would be wrong only once events flow is found here.
 *
 * @param registered whether an event type is known to the registry
 */
public record ControlLint(Expressions expressions, Predicate<String> registered) {

    /** Notes what it finds in the files; read it with {@link CatalogFile#problems}. */
    public void check(List<CatalogFile> files) {
        var names = new HashMap<String, String>();
        var frameworks = new HashSet<String>();
        for (var file : files) {
            checkControls(file, names);
            checkUnique(file, frameworks);
        }
        for (var file : files) {
            checkFrameworks(file, names.keySet());
            checkAssignments(file, frameworks);
            checkWaivers(file, names.keySet());
        }
    }

    private void checkControls(CatalogFile file, Map<String, String> names) {
        var controls = file.catalog().controls();
        for (int i = 0; i < controls.size(); i++) {
            var control = controls.get(i);
            var at = "/controls/" + i;
            unique(file, at, control, names);
            if (!control.retired()) {
                triggers(file, at, control);
                expressions(file, at, control);
                evidence(file, at, control);
                var recall = new RecallLint(this);
                recall.check(file, at, control, conditions(control));
                recall.followedBy(file, at, control);
                new ReviewLint(this).check(file, at, control);
                tests(file, at, control);
            }
        }
    }

    private static void unique(CatalogFile file, String at, ControlDefinition control, Map<String, String> names) {
        var all = new TreeSet<>(control.aliases());
        all.add(control.id());
        for (var name : all) {
            var other = names.putIfAbsent(name, control.id());
            if (other != null) {
                file.error(at + "/id", "`" + name + "` is given twice: it is also control `" + other + "`");
            }
        }
    }

    private void triggers(CatalogFile file, String at, ControlDefinition control) {
        if (control.triggers().isEmpty()) {
            file.error(at, "control `" + control.id() + "` has no trigger, so nothing would ever evaluate it");
        }
        for (int i = 0; i < control.triggers().size(); i++) {
            switch (control.triggers().get(i)) {
                case Trigger.OnEvent(String type) ->
                    type(
                            file,
                            at + "/triggers/" + i,
                            type,
                            "`*` evaluates this control for every event; name the types it needs",
                            "would never trigger");
                case Trigger.Every(var period) -> timer(file, at + "/triggers/" + i, control, period);
            }
        }
    }

    /**
     * An event type, as triggers name it, and what is recalled.
     *
     * @param ofAny what is wrong with {@code *}
     * @param ofLonger what is wrong with a pattern of more than one word
     */
    void type(CatalogFile file, String at, String type, String ofAny, String ofLonger) {
        if (type.equals(Trigger.ANY)) {
            file.warning(at, ofAny);
        } else if (type.endsWith(".*") && !type.equals(Trigger.patternOf(type))) {
            file.error(
                    at,
                    "`" + type + "` " + ofLonger + ": a pattern is one word and `.*`, such as `"
                            + Trigger.patternOf(type) + "`; name the types");
        } else if (!registered.test(type)) {
            file.error(at, "`" + type + "` is no registered event type");
        }
    }

    /** A timer judges a subject's state by what is known of it: there is no event to look at. */
    private void timer(CatalogFile file, String at, ControlDefinition control, Duration period) {
        if (control.judges() != Judges.STATE) {
            file.error(at, "`every` is for controls that judge the state: a timer has no event that could be judged");
            return;
        }
        if (control.mode() == Mode.SHADOW) {
            file.warning(
                    at, "in shadow mode a control stands for nothing that a timer could move: `every` causes nothing");
        }
        if (period.compareTo(Trigger.Every.RARE) < 0) {
            file.warning(
                    at,
                    "`every: " + period + "` judges every subject that often; " + Trigger.Every.RARE
                            + " or more is enough for most");
        }
        var conditions = conditions(control);
        if (conditions.isEmpty()) {
            return; // said where the expression stands
        }
        var roots = new TreeSet<String>();
        conditions.forEach(condition -> roots.addAll(condition.roots()));
        boolean facts = conditions.stream()
                .anyMatch(condition -> !condition.membersOf("facts").isEmpty());
        roots.retainAll(Set.of("event", "data", "raw", "recall"));
        if (!roots.isEmpty()) {
            file.error(
                    at,
                    "a timer has no event: `every` judges nothing where `" + roots.first() + "` is named; name facts");
        } else if (!facts) {
            file.error(
                    at,
                    "`every` judges the subjects of which a fact is known that the control names, and it names none");
        }
    }

    private void evidence(CatalogFile file, String at, ControlDefinition control) {
        var conditions = conditions(control);
        if (conditions.isEmpty()) {
            return; // said where the expression stands
        }
        var facts = new TreeSet<String>();
        conditions.forEach(condition -> facts.addAll(condition.membersOf("facts")));
        for (int i = 0; i < control.evidence().size(); i++) {
            var evidence = control.evidence().get(i);
            var place = at + "/evidence/" + i;
            if (!evidence.isFact()) {
                typed(file, place, evidence.name(), conditions);
            } else if (!facts.contains(evidence.name())) {
                file.error(
                        place,
                        "the control does not look at `facts." + evidence.name() + "`, so it does not rest on it"
                                + NearestName.hint(evidence.name(), facts));
            }
        }
    }

    /** One that looks at the whole fact, as by a name that a parameter gives, may rest on any type. */
    private static void typed(CatalogFile file, String place, String type, List<Expression> conditions) {
        var types = new TreeSet<String>();
        boolean whole = false;
        for (var condition : conditions) {
            types.addAll(condition.membersOf("facts", Evidence.FACT));
            whole |= condition.names("facts", Evidence.FACT);
        }
        if (!whole && !types.contains(type)) {
            file.error(
                    place,
                    "the control does not look at `facts." + Evidence.FACT + "[\"" + type
                            + "\"]`, so it does not rest on it" + NearestName.hint(type, types));
        }
    }

    private void expressions(CatalogFile file, String at, ControlDefinition control) {
        if (!control.when().isEmpty()) {
            compiled(file, at + "/when", control, control.when());
        }
        if (!control.verdict().isEmpty()) {
            verdict(file, at, control);
            return;
        }
        if (control.expect().isEmpty()) {
            return; // the reader has said so already
        }
        var expect = compiled(file, at + "/expect", control, control.expect());
        if (expect != null && expect.calls("orValue")) {
            file.warning(
                    at + "/expect",
                    "`orValue` in `expect` turns a missing field into a verdict; without it the verdict is UNKNOWN");
        }
    }

    private void verdict(CatalogFile file, String at, ControlDefinition control) {
        var place = at + "/verdict";
        try {
            var verdict = control.condition(expressions);
            params(file, place, control, verdict);
            if (verdict.calls("orValue")) {
                file.warning(
                        place,
                        "`orValue` in `verdict` turns an answer that is missing into a verdict; without it the verdict is"
                                + " UNKNOWN");
            }
        } catch (ExpressionException wrong) {
            file.error(place, String.valueOf(wrong.getMessage()));
        }
    }

    /** Guard and condition; none where one of them does not compile. */
    private List<Expression> conditions(ControlDefinition control) {
        try {
            var guard = expressions.compile(control.when().isEmpty() ? "true" : control.when());
            boolean nothing = control.verdict().isEmpty() && control.expect().isEmpty(); // said by the reader
            return List.of(guard, nothing ? expressions.compile("true") : control.condition(expressions));
        } catch (ExpressionException wrong) {
            return List.of();
        }
    }

    /** Null where it does not compile, which is said. */
    @Nullable Expression compiled(CatalogFile file, String at, ControlDefinition control, String text) {
        try {
            var expression = expressions.compile(text);
            params(file, at, control, expression);
            return expression;
        } catch (ExpressionException wrong) {
            file.error(at, String.valueOf(wrong.getMessage()));
            return null;
        }
    }

    private static void params(CatalogFile file, String at, ControlDefinition control, Expression expression) {
        for (var name : new TreeSet<>(expression.membersOf("params"))) {
            if (!control.params().containsKey(name)) {
                file.error(
                        at,
                        "`params." + name + "` is not given"
                                + NearestName.hint(name, control.params().keySet()));
            }
        }
    }

    private static void tests(CatalogFile file, String at, ControlDefinition control) {
        var seen = new HashSet<Status>();
        for (int i = 0; i < control.tests().size(); i++) {
            var test = control.tests().get(i);
            seen.add(test.expect());
            for (int j = 0; j < test.before().size(); j++) {
                other(
                        file,
                        at + "/tests/" + i + "/before/" + j,
                        "an earlier",
                        test.before().get(j));
            }
            for (int j = 0; j < test.then().size(); j++) {
                other(
                        file,
                        at + "/tests/" + i + "/then/" + j,
                        "a later",
                        test.then().get(j));
            }
            for (var wrong : PartialEvent.misspelt(test.event())) {
                file.error(at + "/tests/" + i, wrong);
            }
        }
        var missing = new TreeSet<>(Set.of(Status.PASS, Status.FAIL, Status.UNKNOWN));
        missing.removeAll(seen);
        if (!missing.isEmpty()) {
            file.warning(at, "control `" + control.id() + "` has no test that expects " + missing);
        }
    }

    /** Without a time of its own another event would be one of the same moment, which is seldom meant. */
    private static void other(CatalogFile file, String at, String which, JsonNode event) {
        PartialEvent.misspelt(event).forEach(wrong -> file.error(at, wrong));
        if (!event.has("timestamp")) {
            file.warning(at, which + " event without `timestamp` is one of 2026-01-01T00:00:00Z");
        }
    }

    private static void checkUnique(CatalogFile file, Set<String> frameworks) {
        var all = file.catalog().frameworks();
        for (int i = 0; i < all.size(); i++) {
            if (!frameworks.add(all.get(i).id())) {
                file.error(
                        "/frameworks/" + i + "/id", "framework `" + all.get(i).id() + "` is given twice");
            }
        }
    }

    private static void checkFrameworks(CatalogFile file, Set<String> controls) {
        var all = file.catalog().frameworks();
        for (int i = 0; i < all.size(); i++) {
            var requirements = all.get(i).requirements();
            var ids = new HashSet<String>();
            for (int j = 0; j < requirements.size(); j++) {
                var at = "/frameworks/" + i + "/requirements/" + j;
                if (!ids.add(requirements.get(j).id())) {
                    file.error(at, "requirement `" + requirements.get(j).id() + "` is given twice");
                }
                requirement(file, at, requirements.get(j), controls);
            }
        }
    }

    private static void requirement(CatalogFile file, String at, Requirement requirement, Set<String> controls) {
        var listed = new HashSet<String>();
        for (int i = 0; i < requirement.controls().size(); i++) {
            var name = requirement.controls().get(i);
            if (!controls.contains(name)) {
                file.error(
                        at + "/controls/" + i, "there is no control `" + name + "`" + NearestName.hint(name, controls));
            }
            if (!listed.add(name)) {
                file.warning(at + "/controls/" + i, "`" + name + "` is listed twice; it counts once");
            }
        }
        if (requirement.controls().isEmpty()) {
            file.warning(at, "requirement `" + requirement.id() + "` has no control, so nothing shows that it is met");
        }
    }

    private static void checkAssignments(CatalogFile file, Set<String> frameworks) {
        var all = file.catalog().assignments();
        for (int i = 0; i < all.size(); i++) {
            var assignment = all.get(i);
            if (!frameworks.contains(assignment.framework())) {
                file.error(
                        "/assignments/" + i + "/framework",
                        "there is no framework `" + assignment.framework() + "`"
                                + NearestName.hint(assignment.framework(), frameworks));
            }
            if (assignment.to() != null && !assignment.from().isBefore(assignment.to())) {
                file.error("/assignments/" + i, "the assignment ends before it begins");
            }
        }
    }

    private static void checkWaivers(CatalogFile file, Set<String> controls) {
        var all = file.catalog().waivers();
        for (int i = 0; i < all.size(); i++) {
            var waiver = all.get(i);
            if (!controls.contains(waiver.control())) {
                file.error(
                        "/waivers/" + i + "/control",
                        "there is no control `" + waiver.control() + "`"
                                + NearestName.hint(waiver.control(), controls));
            }
            if (!waiver.from().isBefore(waiver.expires())) {
                file.error("/waivers/" + i, "the waiver expires before it begins");
            }
        }
    }
}
