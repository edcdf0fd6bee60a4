package io.probity.evaluate.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Definitions as JSON in the form that {@link DefinitionReader} reads; what is empty is left out. */
final class DefinitionWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private DefinitionWriter() {}

    static ObjectNode json(ControlDefinition control) {
        var json = head(control.id(), control.version(), control.effectiveFrom(), control.retired());
        text(json, "title", control.title());
        text(json, "description", control.description());
        json.put("severity", lower(control.severity()));
        list(json, "triggers", control.triggers(), DefinitionWriter::json);
        json.put("judges", lower(control.judges()));
        var applies = NODES.objectNode();
        list(applies, "kinds", control.applies().kinds(), NODES::textNode);
        map(applies, "labels", control.applies().labels(), NODES::textNode);
        node(json, "applies", applies);
        text(json, "when", control.when());
        text(json, "expect", control.expect());
        text(json, "verdict", control.verdict());
        var recall = NODES.objectNode();
        control.recall().forEach(it -> recall.set(it.name(), json(it)));
        node(json, "recall", recall);
        if (control.followedBy() != null) {
            json.set("followedBy", json(control.followedBy()));
        }
        text(json, "confidence", control.confidence());
        if (control.review() != null) {
            json.set("review", json(control.review()));
        }
        list(json, "evidence", control.evidence(), DefinitionWriter::json);
        json.put("mode", lower(control.mode()));
        map(json, "params", control.params(), value -> value);
        list(json, "overrides", control.overrides(), DefinitionWriter::json);
        text(json, "remediation", control.remediation());
        list(json, "tests", control.tests(), DefinitionWriter::json);
        list(json, "aliases", control.aliases(), NODES::textNode);
        return json;
    }

    static ObjectNode json(FrameworkDefinition framework) {
        var json = head(framework.id(), framework.version(), framework.effectiveFrom(), framework.retired());
        text(json, "name", framework.name());
        text(json, "description", framework.description());
        if (framework.owner() != null) {
            json.set("owner", json(framework.owner()));
        }
        list(json, "requirements", framework.requirements(), requirement -> {
            var inner = NODES.objectNode().put("id", requirement.id());
            text(inner, "title", requirement.title());
            text(inner, "description", requirement.description());
            list(inner, "controls", requirement.controls(), NODES::textNode);
            list(inner, "external", requirement.external(), DefinitionWriter::json);
            list(inner, "mappings", requirement.mappings(), DefinitionWriter::json);
            text(
                    inner,
                    "policy",
                    requirement.policy() == null
                            ? ""
                            : requirement.policy().substring(FrameworkDefinition.POLICY.length()));
            return inner;
        });
        return json;
    }

    static ObjectNode json(AssignmentDefinition assignment) {
        var json = head(assignment.id(), assignment.version(), assignment.effectiveFrom(), assignment.retired());
        json.put("framework", assignment.framework());
        json.set("scope", json(assignment.scope()));
        json.put("from", assignment.from().toString());
        time(json, "to", assignment.to());
        return json;
    }

    static ObjectNode json(WaiverDefinition waiver) {
        var json = head(waiver.id(), waiver.version(), waiver.effectiveFrom(), waiver.retired());
        json.put("control", waiver.control());
        text(json, "subject", waiver.subject() == null ? "" : waiver.subject());
        if (waiver.scope() != null) {
            json.set("scope", json(waiver.scope()));
        }
        json.put("reason", waiver.reason());
        json.put("approver", waiver.approver());
        json.put("from", waiver.from().toString());
        json.put("expires", waiver.expires().toString());
        return json;
    }

    static ObjectNode json(ScopeDefinition scope) {
        var json = head(scope.id(), scope.version(), scope.effectiveFrom(), scope.retired());
        text(json, "title", scope.title());
        text(json, "description", scope.description());
        text(json, "parent", scope.parent() == null ? "" : scope.parent());
        list(json, "members", scope.members(), DefinitionWriter::json);
        return json;
    }

    static ObjectNode json(PassThroughDefinition pass) {
        var json = head(pass.id(), pass.version(), pass.effectiveFrom(), pass.retired());
        json.set("scope", json(pass.scope()));
        list(json, "controls", pass.controls(), NODES::textNode);
        json.put("reason", pass.reason());
        json.put("approver", pass.approver());
        json.put("from", pass.from().toString());
        json.put("expires", pass.expires().toString());
        return json;
    }

    private static ObjectNode head(String id, String version, Instant effectiveFrom, boolean retired) {
        var json = NODES.objectNode();
        json.put("id", id).put("version", version).put("effectiveFrom", effectiveFrom.toString());
        if (retired) {
            json.put("retired", true);
        }
        return json;
    }

    private static JsonNode json(FrameworkDefinition.Mapping mapping) {
        return mapping.relation() == FrameworkDefinition.Mapping.DEFAULT
                ? NODES.textNode(mapping.id())
                : NODES.objectNode()
                        .put("id", mapping.id())
                        .put("relation", FrameworkDefinition.Mapping.word(mapping.relation()));
    }

    private static JsonNode json(FrameworkDefinition.External external) {
        if (external.form().isEmpty() && !external.tool().isEmpty()) {
            return NODES.textNode(external.toString());
        }
        var json = NODES.objectNode();
        text(json, "tool", external.tool());
        json.put("name", external.name());
        node(json, "form", external.form());
        return json;
    }

    private static JsonNode json(Trigger trigger) {
        return switch (trigger) {
            case Trigger.OnEvent(String type) -> NODES.objectNode().put("event", type);
            case Trigger.Every(var period) -> NODES.objectNode().put("every", period.toString());
        };
    }

    static ObjectNode json(RecallDefinition recall) {
        var json = NODES.objectNode();
        list(json, "events", recall.events(), NODES::textNode);
        text(json, "where", recall.where());
        text(json, "groupBy", recall.groupBy());
        json.put("within", recall.within().toString());
        text(json, "distinct", recall.distinct());
        json.put("most", recall.most());
        return json;
    }

    private static JsonNode json(FollowedByDefinition followedBy) {
        var json = NODES.objectNode();
        list(json, "events", followedBy.events(), NODES::textNode);
        text(json, "where", followedBy.where());
        text(json, "groupBy", followedBy.groupBy());
        json.put("within", followedBy.within().toString());
        text(json, "distinct", followedBy.distinct());
        return json;
    }

    private static JsonNode json(ReviewDefinition review) {
        var json = NODES.objectNode();
        text(json, "below", review.below());
        json.put("within", review.within().toString());
        list(json, "when", review.when(), status -> NODES.textNode(status.name()));
        return json;
    }

    private static JsonNode json(ControlDefinition.Evidence evidence) {
        var json = NODES.objectNode().put(evidence.isFact() ? "field" : "type", evidence.name());
        text(json, "ttl", evidence.ttl() == null ? "" : evidence.ttl().toString());
        text(
                json,
                "tolerance",
                evidence.tolerance() == null ? "" : evidence.tolerance().toString());
        if (evidence.mayBeEmpty()) {
            json.put("mayBeEmpty", true);
        }
        return json;
    }

    private static JsonNode json(ControlDefinition.ScopedParams override) {
        var json = NODES.objectNode();
        json.set("scope", json(override.scope()));
        map(json, "params", override.params(), value -> value);
        return json;
    }

    private static JsonNode json(ControlDefinition.Test test) {
        var json = NODES.objectNode().put("name", test.name());
        list(json, "before", test.before(), event -> event);
        node(json, "event", test.event());
        list(json, "then", test.then(), event -> event);
        text(json, "at", test.at() == null ? "" : test.at().toString());
        map(json, "facts", test.facts(), value -> value);
        map(json, "params", test.params(), value -> value);
        json.put("expect", test.expect().name());
        if (test.review() != null) {
            json.put("review", test.review());
        }
        return json;
    }

    private static JsonNode json(ScopeRef scope) {
        var json = NODES.objectNode();
        text(json, "kind", scope.kind() == null ? "" : scope.kind());
        text(json, "id", scope.id() == null ? "" : scope.id());
        text(json, "path", scope.path() == null ? "" : scope.path());
        text(json, "unit", scope.unit() == null ? "" : scope.unit());
        return json;
    }

    private static void text(ObjectNode into, String name, String value) {
        if (!value.isEmpty()) {
            into.put(name, value);
        }
    }

    private static void time(ObjectNode into, String name, @Nullable Instant value) {
        if (value != null) {
            into.put(name, value.toString());
        }
    }

    private static void node(ObjectNode into, String name, JsonNode value) {
        if (!value.isEmpty()) {
            into.set(name, value);
        }
    }

    private static <T> void list(
            ObjectNode into, String name, Collection<T> items, Function<T, ? extends JsonNode> json) {
        List<? extends JsonNode> nodes = items.stream().map(json).toList();
        node(into, name, new ArrayNode(NODES).addAll(nodes));
    }

    private static <T> void map(
            ObjectNode into, String name, Map<String, T> items, Function<T, ? extends JsonNode> json) {
        var object = NODES.objectNode();
        items.forEach((key, value) -> object.set(key, json.apply(value)));
        node(into, name, object);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
