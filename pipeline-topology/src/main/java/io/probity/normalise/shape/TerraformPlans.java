package io.probity.normalise.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import io.probity.canonical.EventDigest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * A plan as {@code terraform show -json} writes it (OpenTofu too), alone or as {@code {"plan": …}} with what its author knows of
 * the run beside it. Plain, it is one item for the plan and one for each change, drift, output and check in it; what Terraform marks
 * sensitive is hidden as Terraform hides it. The plan's own copies of what was and what will be, its configuration, and what it
 * defers or invokes are left to the digest: they hold secrets without marks, or with marks that are not read here. https://developer.hashicorp.com/terraform/internals/json-format, format 1.2.
 */
record TerraformPlans() implements Reshape {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** What Terraform prints in the place of a sensitive value. */
    private static final String HIDDEN = "(sensitive value)";
    /** Marks of one change, spent once the values are hidden. */
    private static final Set<String> MARKS = Set.of("before_sensitive", "after_sensitive");

    private static final Set<String> LEFT_OUT = Set.of(
            "resource_changes",
            "resource_drift",
            "output_changes",
            "checks",
            "variables",
            "planned_values",
            "prior_state",
            "proposed_unknown",
            "configuration",
            "deferred_changes",
            "action_invocations",
            "deferred_action_invocations");

    @Override
    public int items(JsonNode record) {
        var plan = plan(record);
        return isPlan(plan)
                ? 1
                        + plan.path("resource_changes").size()
                        + plan.path("resource_drift").size()
                        + plan.path("output_changes").size()
                        + plan.path("checks").size()
                : 1;
    }

    @Override
    public JsonNode plain(JsonNode record, Map<String, String> headers) {
        var plan = plan(record);
        if (!isPlan(plan)) {
            return record; // a line of the log of a run
        }
        var common = NODES.objectNode();
        common.put("plan_digest", digest(plan));
        if (plan.has("timestamp")) {
            common.set("plan_time", plan.get("timestamp"));
        }
        if (record.path("plan").isObject()) {
            common.set("run", run(record));
        }
        var items = NODES.arrayNode();
        items.add(whole(plan).setAll(common));
        plan.path("resource_changes")
                .forEach(change -> items.add(item("change", change).setAll(common)));
        plan.path("resource_drift")
                .forEach(change -> items.add(item("drift", change).setAll(common)));
        plan.path("output_changes").properties().forEach(output -> {
            var item = item("output", NODES.objectNode().set("change", output.getValue()));
            items.add(item.put("name", output.getKey()).setAll(common));
        });
        plan.path("checks").forEach(check -> items.add(item("check", check).setAll(common)));
        return NODES.objectNode().set("items", items);
    }

    private static JsonNode plan(JsonNode record) {
        return record.path("plan").isObject() ? record.path("plan") : record;
    }

    private static boolean isPlan(JsonNode plan) {
        return plan.path("format_version").isTextual()
                && (plan.has("resource_changes") || plan.has("planned_values") || plan.has("output_changes"));
    }

    /** SHA-256 of the plan's RFC 8785 form: the same for the plan that was approved and the one that is applied. */
    private static String digest(JsonNode plan) {
        return "sha256:"
                + EventDigest.hex(EventDigest.sha256(CanonicalJson.text(plan).getBytes(StandardCharsets.UTF_8)));
    }

    private static ObjectNode run(JsonNode record) {
        var run = NODES.objectNode();
        record.properties().forEach(member -> {
            if (!member.getKey().equals("plan")) {
                run.set(member.getKey(), member.getValue());
            }
        });
        return run;
    }

    private static ObjectNode whole(JsonNode plan) {
        var item = NODES.objectNode().put("item", "plan");
        plan.properties().forEach(member -> {
            if (!LEFT_OUT.contains(member.getKey())) {
                item.set(member.getKey(), member.getValue());
            }
        });
        var counts = item.putObject("counts");
        plan.path("resource_changes").forEach(change -> {
            String actions = actions(change);
            counts.put(actions, counts.path(actions).asInt() + 1);
        });
        item.set("variables", variables(plan));
        return item;
    }

    /** What the configuration calls sensitive, by its declaration at the root. */
    private static ObjectNode variables(JsonNode plan) {
        var declared = plan.path("configuration").path("root_module").path("variables");
        var variables = NODES.objectNode();
        plan.path("variables").properties().forEach(variable -> {
            var declaration = declared.path(variable.getKey());
            boolean shown =
                    declaration.isObject() && !declaration.path("sensitive").asBoolean();
            var value = shown ? variable.getValue().get("value") : NODES.textNode(HIDDEN);
            variables.set(variable.getKey(), value == null ? NODES.nullNode() : value);
        });
        return variables;
    }

    private static ObjectNode item(String kind, JsonNode what) {
        var item = NODES.objectNode().put("item", kind);
        if (!(what instanceof ObjectNode object)) {
            return item.set("value", what);
        }
        object.properties().forEach(member -> item.set(member.getKey(), member.getValue()));
        if (item.path("change") instanceof ObjectNode change) {
            item.put("actions", actions(item));
            item.set("change", shown(change));
        }
        return item;
    }

    /** One word for the actions of a change: {@code replace} for both ways to delete and create. */
    private static String actions(JsonNode change) {
        var actions = change.path("change").path("actions");
        return switch (actions.size()) {
            case 0 -> "unknown";
            case 1 -> actions.path(0).asText("unknown");
            default -> "replace";
        };
    }

    private static ObjectNode shown(ObjectNode change) {
        var shown = NODES.objectNode();
        change.properties().forEach(member -> {
            var name = member.getKey();
            if (!MARKS.contains(name)) {
                shown.set(name, hidden(member.getValue(), change.path(name + "_sensitive")));
            }
        });
        return shown;
    }

    /** Marks have the shape of the values, with true wherever everything below is sensitive. */
    private static JsonNode hidden(JsonNode value, JsonNode marks) {
        if (marks.isBoolean() && marks.booleanValue()) {
            return value.isNull() ? value : NODES.textNode(HIDDEN);
        }
        if (value instanceof ObjectNode object && marks.isObject()) {
            var kept = NODES.objectNode();
            object.properties()
                    .forEach(member ->
                            kept.set(member.getKey(), hidden(member.getValue(), marks.path(member.getKey()))));
            return kept;
        }
        if (value instanceof ArrayNode array && marks.isArray()) {
            var kept = NODES.arrayNode(array.size());
            for (int i = 0; i < array.size(); i++) {
                kept.add(hidden(array.get(i), marks.path(i)));
            }
            return kept;
        }
        return value;
    }
}
