package io.probity.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.evaluate.Judgement;
import io.probity.evaluate.Rulebook;
import io.probity.evaluate.cel.EventFacts;
import io.probity.model.AuditEvent;
import io.probity.model.Subject;
import io.probity.types.EventTypes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Events judged one after the other, with what earlier ones told of their subjects: the ledger's evaluation without its log.
 * An event is judged for its home subject and is a fact for all.
 */
final class ControlEvaluation {
    private final Rulebook rulebook;
    private final EventTypes types;
    private final Map<String, Map<String, Known>> subjects = new HashMap<>();

    private record Known(JsonNode value, Instant effective) {}

    ControlEvaluation(Rulebook rulebook, EventTypes types) {
        this.rulebook = rulebook;
        this.types = types;
    }

    List<Judgement> judge(AuditEvent event) {
        var told = EventFacts.of(
                event,
                types.find(event.getEventType()).map(type -> type.facts()).orElse(Map.of()));
        for (var subject : event.getSubjects()) {
            var known = subjects.computeIfAbsent(name(subject), unseen -> new HashMap<>());
            told.forEach((fact, value) -> known.merge(
                    fact,
                    new Known(value, event.getEffective()),
                    (before, now) -> now.effective().isBefore(before.effective()) ? before : now));
        }
        var home = name(event.getSubjects().getFirst());
        var facts = new HashMap<String, JsonNode>();
        subjects.getOrDefault(home, Map.of()).forEach((fact, known) -> facts.put(fact, known.value()));
        return rulebook.judge(event, home, facts);
    }

    private static String name(Subject subject) {
        return subject.getKind() + "/" + subject.getId();
    }
}
