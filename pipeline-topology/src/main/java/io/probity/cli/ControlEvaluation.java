package io.probity.cli;

import io.probity.evaluate.FactRule;
import io.probity.evaluate.Judgement;
import io.probity.evaluate.Rulebook;
import io.probity.model.AuditEvent;
import io.probity.model.Fact;
import io.probity.model.Subject;
import io.probity.types.EventTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Events judged one after the other, with what earlier ones told of their subjects: the ledger's evaluation without its log.
 * An event is judged for its home subject and is a fact for all.
 */
final class ControlEvaluation {
    private final Rulebook rulebook;
    private final FactRule rule;
    private final Map<String, Map<String, Fact>> subjects = new HashMap<>();

    ControlEvaluation(Rulebook rulebook, EventTypes types) {
        this.rulebook = rulebook;
        this.rule = new FactRule(types);
    }

    List<Judgement> judge(AuditEvent event) {
        for (var subject : event.getSubjects()) {
            // nothing is sealed here, so a fact cites no digest
            subjects.compute(name(subject), (name, known) -> rule.after(known == null ? Map.of() : known, event, ""));
        }
        var home = name(event.getSubjects().getFirst());
        return rulebook.judge(event, home, FactRule.values(subjects.getOrDefault(home, Map.of())));
    }

    private static String name(Subject subject) {
        return subject.getKind() + "/" + subject.getId();
    }
}
