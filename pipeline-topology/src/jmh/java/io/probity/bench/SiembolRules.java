package io.probity.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uk.co.gresearch.siembol.alerts.common.AlertingEngine;
import uk.co.gresearch.siembol.alerts.compiler.AlertingRulesCompiler;
import uk.co.gresearch.siembol.common.testing.InactiveTestingLogger;

/** Siembol, its rules by source type, over parsed events; it has no matcher of numbers. */
final class SiembolRules implements RuleEngine {
    private List<AlertingEngine> engine = List.of();
    private List<Map<String, Object>> events = List.of();

    @Override
    public void load(Workload workload) throws Exception {
        if (workload.withNumber()) {
            throw new IllegalArgumentException("Siembol cannot compare numbers");
        }
        var json = JsonNodeFactory.instance.objectNode().put("rules_version", 1);
        json.putArray("tags").addObject().put("tag_name", "detection:source").put("tag_value", "bench");
        var rules = json.putArray("rules");
        for (var rule : workload.rules()) {
            var matchers = rules.addObject()
                    .put("rule_name", rule.id())
                    .put("rule_author", "bench")
                    .put("rule_version", 1)
                    .put("rule_description", "a rule")
                    .put("source_type", rule.type())
                    .putArray("matchers");
            matchers.addObject()
                    .put("matcher_type", "IS_IN_SET")
                    .put("is_negated", false)
                    .put("field", "action")
                    .put("data", String.join("\n", rule.actions()));
            matchers.addObject()
                    .put("matcher_type", "CONTAINS")
                    .put("is_negated", false)
                    .put("starts_with", true)
                    .put("field", "resource")
                    .put("data", rule.prefix());
        }
        var result = AlertingRulesCompiler.createAlertingRulesCompiler()
                .compile(json.toString(), new InactiveTestingLogger());
        if (result.getAttributes().getEngine() == null) {
            throw new IllegalStateException(
                    "Siembol refuses the rules: " + result.getAttributes().getException());
        }
        engine = List.of(result.getAttributes().getEngine());
    }

    @Override
    public int parse(Workload workload) {
        events = workload.events().stream().map(SiembolRules::flat).toList();
        return events.size();
    }

    /** As its parsers hand events over: flat, and as many fields as the others have. */
    private static Map<String, Object> flat(Occurrence it) {
        var flat = new HashMap<String, Object>();
        it.json().properties().forEach(member -> {
            if (member.getValue().isObject()) {
                member.getValue()
                        .properties()
                        .forEach(inner -> flat.put(
                                member.getKey() + ":" + inner.getKey(),
                                inner.getValue().asText()));
            } else {
                flat.put(member.getKey(), member.getValue().asText());
            }
        });
        flat.put("source_type", it.type());
        flat.put("resource", it.resource());
        return flat;
    }

    @Override
    public int judge(int event) {
        var found =
                engine.getFirst().evaluate(events.get(event)).getAttributes().getOutputEvents();
        return found == null ? 0 : found.size();
    }
}
