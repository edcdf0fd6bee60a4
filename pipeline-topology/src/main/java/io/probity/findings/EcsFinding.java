package io.probity.findings;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import io.probity.model.Violation;
import org.jspecify.annotations.Nullable;

/**
 * A violation in the Elastic Common Schema: its own fields where it has them (event, rule, organization, user, message), all else
 * under {@code probity}, as ECS advises for custom fields. {@code event.kind}, {@code category}, {@code type} and {@code outcome}
 * are from its lists of allowed values. Pure.
 */
final class EcsFinding {
    private static final String VERSION = "8.17.0";

    private EcsFinding() {}

    static byte[] bytes(Violation violation) {
        return CanonicalJson.text(of(violation)).getBytes(UTF_8);
    }

    static ObjectNode of(Violation violation) {
        var finding = JsonNodeFactory.instance.objectNode();
        finding.put("@timestamp", State.changedAt(violation).toString())
                .put("message", violation.getTitle() + ": " + State.cut(violation.getReason()));
        finding.putObject("ecs").put("version", VERSION);
        finding.set("event", event(violation));
        finding.putObject("organization").put("id", violation.getTenant());
        var rule = finding.putObject("rule");
        rule.put("id", violation.getControl())
                .put("name", violation.getTitle())
                .put("version", violation.getControlVersion())
                .put("category", "compliance");
        violation.getRequirements().stream().findFirst().ifPresent(it -> rule.put("ruleset", it.getFramework()));
        var actor = State.actor(violation);
        if (actor != null) {
            finding.putObject("user").put("id", actor);
            finding.putObject("related").putArray("user").add(actor);
        }
        finding.set("probity", own(violation));
        return finding;
    }

    private static ObjectNode event(Violation violation) {
        var event = JsonNodeFactory.instance.objectNode();
        event.put("kind", State.isClosed(violation) ? "event" : "alert")
                .put("id", State.id(violation))
                .put("action", "finding-" + State.activity(violation).past)
                .put("dataset", "probity.findings")
                .put("module", "probity")
                .put("provider", "probity")
                .put("created", violation.getDetectedAt().toString())
                .put("start", violation.getOccurredAt().toString())
                .put("reason", State.cut(violation.getReason()))
                .put("severity", severity(violation))
                .put(
                        "outcome",
                        switch (violation.getStatus()) {
                            case DETECTED, IN_REVIEW -> "failure";
                            case RESOLVED -> "success";
                            case DISMISSED, UNKNOWN -> "unknown";
                        });
        event.putArray("category").add("configuration");
        event.putArray("type").add("info");
        if (violation.getEndedAt() != null) {
            event.put("end", violation.getEndedAt().toString());
        }
        return event;
    }

    /** Elastic Security's own scores: 21 low, 47 medium, 73 high, 99 critical. */
    private static int severity(Violation violation) {
        return switch (violation.getSeverity()) {
            case UNKNOWN, INFO -> 0;
            case LOW -> 21;
            case MEDIUM -> 47;
            case HIGH -> 73;
            case CRITICAL -> 99;
        };
    }

    private static ObjectNode own(Violation violation) {
        var own = JsonNodeFactory.instance.objectNode();
        var told = own.putObject("violation");
        told.put("id", violation.getId())
                .put("status", violation.getStatus().name())
                .put("severity", violation.getSeverity().name())
                .put("leaf", State.leaf(violation.getCause()));
        if (violation.getCounted() != null) {
            told.put("occurrences", State.occurrences(violation));
        }
        put(told, "assignee", violation.getAssignee());
        var last = violation.getLastAction();
        if (last != null) {
            var action = told.putObject("action");
            action.put("kind", last.getKind().name()).put("leaf", State.leaf(last.getLeaf()));
            put(action, "by", last.getActor());
            put(action, "reason", last.getReason());
        }
        own.putObject("subject").put("id", violation.getSubject()).put("kind", State.kind(violation));
        if (violation.getScopePath() != null) {
            own.putObject("scope").put("path", violation.getScopePath());
        }
        var requirements = own.putArray("requirements");
        State.requirements(violation).forEach(requirements::add);
        var standards = own.putArray("standards");
        State.standards(violation).forEach(standards::add);
        if (!violation.getEventId().isEmpty()) {
            own.putObject("cause").put("event_id", violation.getEventId()).put("event_type", violation.getEventType());
        }
        if (!violation.getRemediation().isEmpty()) {
            own.put("remediation", State.cut(violation.getRemediation()));
        }
        return own;
    }

    private static void put(ObjectNode into, String name, @Nullable Object value) {
        var text = State.readable(value);
        if (text != null) {
            into.put(name, State.cut(text));
        }
    }
}
