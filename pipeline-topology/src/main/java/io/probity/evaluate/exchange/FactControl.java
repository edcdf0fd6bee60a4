package io.probity.evaluate.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.probity.canonical.CanonicalJson;
import io.probity.document.LocatedTree;
import io.probity.evaluate.catalog.ControlDefinition;
import io.probity.evaluate.catalog.ControlDefinition.Applies;
import io.probity.evaluate.catalog.Judges;
import io.probity.evaluate.catalog.Mode;
import io.probity.evaluate.catalog.Trigger;
import io.probity.model.Severity;
import io.probity.model.Status;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A control of our own for a comparison of GitLab's, and back: {@code facts.field operator value}, as docs/controls.md has it. */
final class FactControl {
    /** What the id of such a control begins with. */
    static final String PREFIX = "gitlab-";

    private static final Map<String, String> OPERATORS =
            Map.of("=", "==", "!=", "!=", "<", "<", "<=", "<=", ">", ">", ">=", ">=");
    private static final Pattern COMPARISON = Pattern.compile("facts\\.(\\w+) (==|!=|<=|>=|<|>) (.+)");

    private FactControl() {}

    /**
     * The control, in shadow: that the fact means what GitLab's field of this name does is for a person to say. Null where the comparison is not one that can be made here.
     *
     * @param name GitLab's, which becomes its alias
     * @param types event types that tell the fact, at least one
     */
    static @Nullable ControlDefinition of(String name, JsonNode expression, List<String> types) {
        var operator = OPERATORS.get(expression.path("operator").asText());
        var value = expression.path("value");
        var sizes = operator != null && !operator.equals("==") && !operator.equals("!=");
        if (operator == null || !value.isValueNode() || value.isNull() || (sizes && !value.isNumber())) {
            return null;
        }
        var field = expression.path("field").asText();
        List<Trigger> triggers = new ArrayList<>();
        types.forEach(type -> triggers.add(new Trigger.OnEvent(type)));
        return new ControlDefinition(
                PREFIX + Names.slug(name),
                "1",
                Instant.EPOCH,
                name,
                "Asks what GitLab's control of this name asks.",
                Severity.MEDIUM,
                List.copyOf(triggers),
                Judges.STATE,
                new Applies(List.of("project"), Map.of()),
                "",
                "facts." + field + " " + operator + " " + CanonicalJson.text(value),
                "",
                List.of(),
                null,
                "",
                null,
                List.of(),
                Mode.SHADOW,
                Map.of(),
                List.of(),
                "",
                tests(field, operator, value),
                List.of(name),
                false);
    }

    /** One test of each kind that the lint asks for. */
    private static List<ControlDefinition.Test> tests(String field, String operator, JsonNode value) {
        var tests = new ArrayList<ControlDefinition.Test>();
        for (var status : List.of(Status.PASS, Status.FAIL)) {
            candidates(value).stream()
                    .filter(seen -> holds(seen, operator, value) == (status == Status.PASS))
                    .findFirst()
                    .ifPresent(
                            seen -> tests.add(test("seen " + CanonicalJson.text(seen), Map.of(field, seen), status)));
        }
        tests.add(test("nothing is known", Map.of(), Status.UNKNOWN));
        return List.copyOf(tests);
    }

    private static ControlDefinition.Test test(String name, Map<String, JsonNode> facts, Status expected) {
        return new ControlDefinition.Test(
                name,
                List.of(),
                JsonNodeFactory.instance.objectNode(),
                List.of(),
                null,
                facts,
                Map.of(),
                expected,
                null);
    }

    private static List<JsonNode> candidates(JsonNode value) {
        if (value.isBoolean()) {
            return List.of(value, BooleanNode.valueOf(!value.asBoolean()));
        }
        if (value.isNumber()) {
            var number = value.decimalValue();
            return List.of(
                    value,
                    DecimalNode.valueOf(number.add(BigDecimal.ONE)),
                    DecimalNode.valueOf(number.subtract(BigDecimal.ONE)));
        }
        return List.of(value, TextNode.valueOf(value.asText() + "-other"));
    }

    private static boolean holds(JsonNode seen, String operator, JsonNode value) {
        int order =
                value.isNumber() ? seen.decimalValue().compareTo(value.decimalValue()) : (seen.equals(value) ? 0 : 1);
        return switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0; // >=
        };
    }

    /** GitLab's form of a control that was made of it; null where the control is another. */
    static @Nullable ObjectNode expression(ControlDefinition control) {
        var comparison = COMPARISON.matcher(control.expect());
        if (!control.id().startsWith(PREFIX) || !comparison.matches()) {
            return null;
        }
        var value = LocatedTree.json(control.id(), comparison.group(3));
        var operator = comparison.group(2);
        return value.problems().isEmpty() && value.root().isValueNode()
                ? GitLabControls.expression(comparison.group(1), operator.equals("==") ? "=" : operator, value.root())
                : null;
    }
}
