package io.probity.normalise.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A report of a policy engine in Kubernetes, alone or in a list, in a watch's {@code object}, or in {@code report} with the cluster beside it. Plain, each of
 * its results is about one resource, {@code resource}, and is the only one of its source, policy and rule about that resource at its time: where a report has
 * several, as for each container of a pod, the worst stands for all, and the others lie in its {@code same}. Without that the last of them would hold, and
 * might be better than what was found. What is plain already stays as it is.
 *
 * @see <a href="https://github.com/openreports/reports-api/blob/main/docs/api-docs.md">openreports.io/v1alpha1</a>
 */
record PolicyReports() implements Reshape {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** From the best to the worst: what could not be evaluated may have failed, and what failed is certain. */
    private static final List<String> WORSE = List.of("skip", "pass", "warn", "error", "fail");

    private static final String SAME = "same";

    @Override
    public int items(JsonNode record) {
        var reports = reports(record);
        return reports.isEmpty()
                ? 1
                : reports.stream()
                        .mapToInt(report -> Math.max(1, results(report).size()))
                        .sum();
    }

    @Override
    public JsonNode plain(JsonNode record, Map<String, String> headers) {
        if (reports(record).isEmpty()) {
            return record;
        }
        var plain = record.deepCopy();
        for (var report : reports(plain)) {
            ((ObjectNode) report).set("results", results(report));
        }
        return plain;
    }

    /** Those that have results, wherever the record holds them. */
    private static List<JsonNode> reports(JsonNode record) {
        var around = record.path("report").isObject()
                ? record.path("report")
                : record.path("object").isObject() ? record.path("object") : record;
        var reports = new ArrayList<JsonNode>();
        for (var report : around.path("items").isArray() ? around.path("items") : List.of(around)) {
            if (report.path("results").isArray()) {
                reports.add(report);
            }
        }
        return reports;
    }

    private static ArrayNode results(JsonNode report) {
        var plain = NODES.arrayNode();
        var byName = new LinkedHashMap<JsonNode, ObjectNode>();
        for (var result : report.path("results")) {
            if (!(result instanceof ObjectNode object) || rank(result) < 0) {
                plain.add(result); // to be refused by itself
                continue;
            }
            for (var single : ofEachResource(object)) {
                byName.merge(name(single), single, PolicyReports::worse);
            }
        }
        byName.values().forEach(plain::add);
        return plain;
    }

    private static List<ObjectNode> ofEachResource(ObjectNode result) {
        var resources = result.path("resources");
        if (!resources.isArray() || resources.isEmpty()) {
            var whole = result.deepCopy();
            whole.remove("resources");
            return List.of(whole);
        }
        var each = new ArrayList<ObjectNode>();
        for (var resource : resources) {
            var single = result.deepCopy();
            single.remove("resources");
            each.add(single.set("resource", resource));
        }
        return each;
    }

    private static JsonNode name(ObjectNode result) {
        var name = NODES.arrayNode();
        for (var member : List.of("source", "policy", "rule", "resource", "timestamp")) {
            name.add(result.path(member).isMissingNode() ? NODES.nullNode() : result.get(member));
        }
        return name;
    }

    private static int rank(JsonNode result) {
        return WORSE.indexOf(result.path("result").asText());
    }

    /** The worse of two, the first of two that are as bad, with the other among its {@code same}. */
    private static ObjectNode worse(ObjectNode one, ObjectNode other) {
        var worse = rank(other) > rank(one) ? other : one;
        var better = rank(other) > rank(one) ? one : other;
        var same = NODES.arrayNode();
        same.addAll(others(worse));
        var further = others(better);
        better.remove(SAME);
        better.remove("resource");
        same.add(better).addAll(further);
        worse.set(SAME, same);
        return worse;
    }

    private static ArrayNode others(ObjectNode result) {
        return result.path(SAME) instanceof ArrayNode same ? same : NODES.arrayNode();
    }
}
