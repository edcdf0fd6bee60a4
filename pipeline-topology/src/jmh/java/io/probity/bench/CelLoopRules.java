package io.probity.bench;

import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** CEL without anything around it: each rule's program over each event, one after the other. */
final class CelLoopRules implements RuleEngine {
    private final List<Program> programs = new ArrayList<>();
    private List<Map<String, ?>> events = List.of();

    @Override
    public void load(Workload workload) throws Exception {
        var compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .addVar("type", SimpleType.STRING)
                .addVar("action", SimpleType.STRING)
                .addVar("resource", SimpleType.STRING)
                .addVar("number", SimpleType.INT)
                .build();
        var runtime = CelRuntimeFactory.plannerRuntimeBuilder().build();
        for (var rule : workload.rules()) {
            var text = "type == '" + rule.type() + "' && action in "
                    + rule.actions().stream().map(it -> "'" + it + "'").collect(Collectors.joining(", ", "[", "]"))
                    + " && resource.startsWith('" + rule.prefix() + "')"
                    + (workload.withNumber() ? " && number > " + rule.above() : "");
            programs.add(runtime.createProgram(compiler.compile(text).getAst()));
        }
    }

    @Override
    public int parse(Workload workload) {
        events = workload.events().stream()
                .<Map<String, ?>>map(it -> Map.of(
                        "type", it.type(), "action", it.action(), "resource", it.resource(), "number", it.number()))
                .toList();
        return events.size();
    }

    @Override
    public int judge(int event) throws Exception {
        var input = events.get(event);
        int matches = 0;
        for (int i = 0; i < programs.size(); i++) {
            matches += programs.get(i).eval(input).equals(true) ? 1 : 0;
        }
        return matches;
    }
}
