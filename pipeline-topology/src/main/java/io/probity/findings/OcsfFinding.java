package io.probity.findings;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import io.probity.model.Observation;
import io.probity.model.Seen;
import io.probity.model.Violation;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A violation as OCSF 1.8.0 Compliance Finding, class 2003. What the classes and objects require is written down, with its source,
 * in the test resource {@code ocsf/required.yaml}. Times are milliseconds since 1970, as {@code timestamp_t} has it. Pure.
 */
final class OcsfFinding {
    static final String VERSION = "1.8.0";

    private static final int CATEGORY = 2;
    private static final int CLASS = 2003;
    private static final int ANALYTIC_RULE = 1;
    private static final int OBSERVABLE_RESOURCE_UID = 10;

    private OcsfFinding() {}

    static byte[] bytes(Violation violation) {
        return CanonicalJson.text(of(violation)).getBytes(UTF_8);
    }

    static ObjectNode of(Violation violation) {
        var activity = State.activity(violation);
        var finding = JsonNodeFactory.instance.objectNode();
        finding.put("activity_id", activity.id)
                .put("activity_name", activity.caption)
                .put("category_uid", CATEGORY)
                .put("category_name", "Findings")
                .put("class_uid", CLASS)
                .put("class_name", "Compliance Finding")
                .put("type_uid", CLASS * 100 + activity.id)
                .put("type_name", "Compliance Finding: " + activity.caption)
                .put("time", violation.getDetectedAt().toEpochMilli())
                .put("start_time", violation.getOccurredAt().toEpochMilli())
                .put("message", violation.getTitle() + ": " + State.cut(violation.getReason()));
        if (violation.getCounted() != null) {
            finding.put("count", State.occurrences(violation));
        }
        severity(violation, finding);
        status(violation, finding);
        finding.set("metadata", metadata(violation));
        finding.set("finding_info", info(violation));
        finding.set("compliance", compliance(violation));
        resource(violation, finding.putArray("resources").addObject());
        if (!violation.getRemediation().isEmpty()) {
            finding.putObject("remediation").put("desc", State.cut(violation.getRemediation()));
        }
        evidences(violation, finding);
        finding.putArray("observables")
                .addObject()
                .put("name", "resources.uid")
                .put("type", "Resource UID")
                .put("type_id", OBSERVABLE_RESOURCE_UID)
                .put("value", violation.getSubject());
        finding.set("unmapped", unmapped(violation));
        return finding;
    }

    private static void severity(Violation violation, ObjectNode finding) {
        switch (violation.getSeverity()) {
            case INFO -> finding.put("severity_id", 1).put("severity", "Informational");
            case LOW -> finding.put("severity_id", 2).put("severity", "Low");
            case MEDIUM -> finding.put("severity_id", 3).put("severity", "Medium");
            case HIGH -> finding.put("severity_id", 4).put("severity", "High");
            case CRITICAL -> finding.put("severity_id", 5).put("severity", "Critical");
            case UNKNOWN -> finding.put("severity_id", 0).put("severity", "Unknown");
        }
    }

    private static void status(Violation violation, ObjectNode finding) {
        switch (violation.getStatus()) {
            case DETECTED -> finding.put("status_id", 1).put("status", "New");
            case IN_REVIEW -> finding.put("status_id", 2).put("status", "In Progress");
            case DISMISSED -> finding.put("status_id", 3).put("status", "Suppressed");
            case RESOLVED -> finding.put("status_id", 4).put("status", "Resolved");
            case UNKNOWN -> finding.put("status_id", 0).put("status", "Unknown");
        }
    }

    private static ObjectNode metadata(Violation violation) {
        var metadata = JsonNodeFactory.instance.objectNode();
        metadata.put("version", VERSION)
                .put("uid", State.id(violation))
                .put("correlation_uid", violation.getId())
                .put("tenant_uid", violation.getTenant())
                .put("log_name", "audit.findings")
                .put("logged_time", State.changedAt(violation).toEpochMilli());
        metadata.putObject("product")
                .put("name", "Probity")
                .put("uid", "probity")
                .put("vendor_name", "Probity");
        return metadata;
    }

    private static ObjectNode info(Violation violation) {
        var info = JsonNodeFactory.instance.objectNode();
        long changed = State.changedAt(violation).toEpochMilli();
        info.put("uid", violation.getId())
                .put("title", violation.getTitle())
                .put("desc", State.cut(violation.getReason()))
                .put("created_time", violation.getDetectedAt().toEpochMilli())
                .put("modified_time", changed)
                .put("first_seen_time", violation.getOccurredAt().toEpochMilli())
                .put("last_seen_time", changed);
        info.putArray("types").add("Compliance");
        info.putObject("analytic")
                .put("uid", violation.getControl())
                .put("name", violation.getTitle())
                .put("version", violation.getControlVersion())
                .put("type", "Rule")
                .put("type_id", ANALYTIC_RULE);
        if (!violation.getEventId().isEmpty()) {
            info.putArray("related_events")
                    .addObject()
                    .put("uid", violation.getEventId())
                    .put("type", violation.getEventType());
        }
        return info;
    }

    private static ObjectNode compliance(Violation violation) {
        var compliance = JsonNodeFactory.instance.objectNode();
        compliance.put("control", violation.getControl()).put("desc", violation.getTitle());
        texts(compliance.putArray("requirements"), State.requirements(violation));
        texts(compliance.putArray("standards"), State.standards(violation));
        switch (violation.getStatus()) {
            case DETECTED, IN_REVIEW -> compliance.put("status_id", 3).put("status", "Fail");
            case RESOLVED -> compliance.put("status_id", 1).put("status", "Pass");
            case DISMISSED -> compliance.put("status_id", 99).put("status", "Dismissed");
            case UNKNOWN -> compliance.put("status_id", 0).put("status", "Unknown");
        }
        texts(compliance.putArray("status_details"), List.of(State.cut(violation.getReason())));
        var parameters = compliance.putArray("control_parameters");
        violation.getExpected().stream()
                .limit(State.MOST_SEEN)
                .forEach(it -> parameters.addObject().put("name", it.getField()).put("value", text(it)));
        return compliance;
    }

    private static void resource(Violation violation, ObjectNode resource) {
        resource.put("uid", violation.getSubject()).put("type", State.kind(violation));
        if (violation.getScopePath() != null) {
            resource.put("name", violation.getScopePath());
        }
    }

    private static void evidences(Violation violation, ObjectNode finding) {
        var evidences = JsonNodeFactory.instance.arrayNode();
        var actor = State.actor(violation);
        if (actor != null) {
            evidences.addObject().putObject("actor").putObject("user").put("uid", actor);
        }
        violation.getObserved().stream().limit(State.MOST_SEEN).forEach(seen -> {
            var evidence = evidences.addObject().put("name", seen.getField());
            evidence.set("data", data(seen));
        });
        if (!evidences.isEmpty()) {
            finding.set("evidences", evidences);
        }
    }

    private static ObjectNode data(Observation seen) {
        var data =
                JsonNodeFactory.instance.objectNode().put("seen", seen.getSeen().name());
        if (seen.getValue() != null && seen.getSeen() != Seen.SHORTENED) {
            try {
                data.set("value", CanonicalJson.read(seen.getValue()));
                return data;
            } catch (JsonProcessingException e) {
                // told as the text that it is
            }
        }
        return seen.getValue() == null ? data : data.put("value", seen.getValue());
    }

    private static String text(Observation seen) {
        return seen.getValue() == null ? seen.getSeen().name() : seen.getValue();
    }

    private static ObjectNode unmapped(Violation violation) {
        var rest = JsonNodeFactory.instance.objectNode();
        rest.put("expression", State.cut(violation.getExpression()))
                .put("leaf", State.leaf(violation.getCause()))
                .put("digest", violation.getCause().getDigest());
        if (violation.getEndedBy() != null) {
            rest.put("ended_by", violation.getEndedBy());
        }
        if (violation.getEndCause() != null) {
            rest.put("end_leaf", State.leaf(violation.getEndCause()));
        }
        put(rest, "assignee", State.readable(violation.getAssignee()));
        var last = violation.getLastAction();
        if (last != null) {
            rest.put("action", last.getKind().name()).put("action_leaf", State.leaf(last.getLeaf()));
            put(rest, "action_by", State.readable(last.getActor()));
            put(rest, "action_reason", State.readable(last.getReason()));
        }
        return rest;
    }

    private static void put(ObjectNode into, String name, @Nullable String text) {
        if (text != null) {
            into.put(name, State.cut(text));
        }
    }

    private static void texts(ArrayNode into, Collection<String> texts) {
        texts.forEach(into::add);
    }
}
