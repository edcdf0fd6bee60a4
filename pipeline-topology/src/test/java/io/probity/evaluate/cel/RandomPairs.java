package io.probity.evaluate.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.evaluate.catalog.PartialEvent;
import io.probity.model.AuditEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Expressions that compile, and inputs that hold what they ask for, something else, or nothing. */
public final class RandomPairs {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> CLEAR = List.of("", "a", "b", "ab", "prod/db-1", "prod");
    private static final List<String> TEXTS =
            List.of("", "a", "b", "ab", "prod/db-1", "prod", "token:1:" + "0".repeat(32));
    private static final List<String> NUMBERS = List.of(
            "0", "1", "2", "-1", "0.0", "-0.0", "1.0", "1.5", "9007199254740993", "9007199254740992.0", "1e300");
    private static final List<String> OF_TEXT = List.of(
            "event.action", "event.target.id", "event.target.name", "event.source", "event.outcome", "event.teamId");
    private static final List<String> OF_ANYTHING = List.of(
            "data.a",
            "data.b",
            "data.list",
            "data.object.x",
            "data[\"a b\"]",
            "facts.f",
            "params.p",
            "raw.a",
            "data.missing");
    private static final List<String> ORDERS = List.of("<", "<=", ">", ">=", "==", "!=");

    private final Random random;

    public RandomPairs(long seed) {
        this.random = new Random(seed);
    }

    // --- expressions ---

    /** A condition, of type bool. */
    public String expression() {
        return condition(3);
    }

    private String condition(int depth) {
        return switch (random.nextInt(depth == 0 ? 1 : 6)) {
            case 1, 2 -> "(" + condition(depth - 1) + " && " + condition(depth - 1) + ")";
            case 3 -> "(" + condition(depth - 1) + " || " + condition(depth - 1) + ")";
            case 4 -> "!(" + condition(depth - 1) + ")";
            default -> atom();
        };
    }

    private String atom() {
        return switch (random.nextInt(18)) {
            case 15 -> time() + " " + of(ORDERS) + " " + time();
            case 0 -> "event.actor.mfa";
            case 1 -> "event.result.approvalRequired == " + random.nextBoolean();
            case 2 -> anything() + " == " + random.nextBoolean();
            case 3 ->
                "has(" + of(List.of("data.a", "data.object.x", "facts.f", "event.target", "event.target.name")) + ")";
            case 4 -> text() + " in [" + quoted() + ", " + quoted() + ", " + quoted() + "]";
            case 5 -> anything() + " in [" + quoted() + ", " + quoted() + "]";
            case 6 -> text() + " in data.list";
            case 7 -> quoted() + " in " + anything();
            case 8 -> text() + "." + of(List.of("startsWith", "endsWith", "contains")) + "(" + quoted() + ")";
            case 9 -> anything() + ".startsWith(" + quoted() + ")";
            case 10 -> text() + of(List.of(" == ", " != ", " < ")) + of(List.of(quoted(), text()));
            case 11 -> anything() + " " + of(ORDERS) + " " + of(List.of(quoted(), anything()));
            case 12 -> anything() + " / 2 > 0";
            case 13 -> "data.?a.orValue(1) == 1";
            case 14 -> "data.list.exists(each, each == " + quoted() + ")";
            case 16 -> of(List.of("data.list", "facts.f", "data.a")) + of(List.of(" == ", " != ")) + "[]";
            default -> anything() + " " + of(ORDERS) + " " + of(NUMBERS);
        };
    }

    /** A guard as people write them: some field is one of a few texts, or begins with one, and something else. */
    public String guard() {
        var anchor = switch (random.nextInt(4)) {
            case 0 -> anything() + " == " + quoted();
            case 1 -> text() + " in [" + quoted() + ", " + quoted() + "]";
            case 2 -> "event.action == " + quoted();
            default -> text() + ".startsWith(" + quoted() + ")";
        };
        return random.nextInt(4) == 0 ? condition(2) : anchor + " && " + condition(1);
    }

    private String time() {
        return of(List.of("now", "event.timestamp", "timestamp(\"2026-01-02T00:00:00Z\")"));
    }

    private String text() {
        return of(OF_TEXT);
    }

    private String anything() {
        return of(OF_ANYTHING);
    }

    private String quoted() {
        return '"' + of(TEXTS) + '"';
    }

    // --- inputs ---

    Supplier<Inputs> inputs() {
        var event = event();
        var facts = new HashMap<String, JsonNode>();
        var params = new HashMap<String, JsonNode>();
        maybe(() -> facts.put("f", value(1)));
        maybe(() -> params.put("p", value(1)));
        return () -> Inputs.of(event, facts).with(params);
    }

    /** An event of type {@code changed}. */
    public AuditEvent event() {
        var data = JSON.objectNode();
        for (var name : List.of("a", "b", "a b")) {
            maybe(() -> data.set(name, value(1)));
        }
        maybe(() -> data.set("list", list()));
        maybe(() -> data.set("object", value(2)));
        var event = JSON.objectNode().put("action", of(CLEAR)).put("source", of(CLEAR));
        event.set("data", data);
        maybe(() -> event.put("outcome", of(List.of("success", "denied"))));
        maybe(() -> event.put("teamId", of(CLEAR)));
        maybe(() -> event.set("target", target()));
        maybe(() -> event.set("actor", JSON.objectNode().put("id", "ada").put("mfa", random.nextBoolean())));
        return PartialEvent.complete(event, "changed", "project");
    }

    private ObjectNode target() {
        var target = JSON.objectNode().put("id", of(TEXTS));
        maybe(() -> target.put("name", of(TEXTS)));
        return target;
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth == 0 ? 6 : 10)) {
            case 0, 1 -> JSON.textNode(of(TEXTS));
            case 2, 3 -> JsonValues.node(of(NUMBERS));
            case 4 -> JSON.booleanNode(random.nextBoolean());
            case 5 -> JSON.nullNode();
            case 6 -> list();
            case 7 -> JSON.objectNode().put("e", 1 + random.nextInt(2)).put("t", "0".repeat(32));
            case 8 -> JSON.objectNode().put("k", "k1").put("c", "AAAA");
            default -> JSON.objectNode().set("x", value(depth - 1));
        };
    }

    private JsonNode list() {
        var list = JSON.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(random.nextInt(4) == 0 ? value(0) : JSON.textNode(of(TEXTS)));
        }
        return list;
    }

    private void maybe(Runnable often) {
        if (random.nextInt(4) > 0) {
            often.run();
        }
    }

    private <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
