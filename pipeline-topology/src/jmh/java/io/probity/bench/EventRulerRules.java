package io.probity.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import software.amazon.event.ruler.Machine;

/** Event Ruler: one machine of all rules, over parsed JSON. */
final class EventRulerRules implements RuleEngine {
    private final Machine machine = Machine.builder().build();
    private List<JsonNode> events = List.of();

    @Override
    public void load(Workload workload) throws Exception {
        for (var rule : workload.rules()) {
            machine.addRule(rule.id(), pattern(rule, workload.withNumber()));
        }
    }

    private static String pattern(Rule rule, boolean withNumber) {
        var pattern = JsonNodeFactory.instance.objectNode();
        pattern.putArray("eventType").add(rule.type());
        rule.actions().forEach(pattern.putArray("action")::add);
        pattern.putObject("target").putArray("id").addObject().put("prefix", rule.prefix());
        if (withNumber) {
            pattern.putObject("metadata")
                    .putArray("processingTime")
                    .addObject()
                    .putArray("numeric")
                    .add(">")
                    .add(rule.above());
        }
        return pattern.toString();
    }

    @Override
    public int parse(Workload workload) {
        events = workload.events().stream().<JsonNode>map(Occurrence::json).toList();
        return events.size();
    }

    @Override
    public int judge(int event) {
        return machine.rulesForJSONEvent(events.get(event)).size();
    }
}
