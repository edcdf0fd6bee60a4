package io.probity.cli;

import io.probity.evaluate.FactRule;
import io.probity.evaluate.Freshness;
import io.probity.evaluate.Judgement;
import io.probity.evaluate.Memory;
import io.probity.evaluate.Recollection;
import io.probity.evaluate.Rulebook;
import io.probity.model.AuditEvent;
import io.probity.model.Fact;
import io.probity.model.Subject;
import io.probity.types.EventTypes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events judged one after the other, with what earlier ones told of their subjects: the ledger's evaluation without its log.
 * An event is judged for its home subject, and is a fact for all and recalled of all. What comes about after a subject was archived is judged by nobody.
 */
final class ControlEvaluation {
    private final Rulebook rulebook;
    private final FactRule rule;
    private final Map<String, Map<String, Fact>> subjects = new HashMap<>();
    private final Memory memory = Memory.inProcess();

    ControlEvaluation(Rulebook rulebook, EventTypes types) {
        this.rulebook = rulebook;
        this.rule = new FactRule(types);
    }

    List<Judgement> judge(AuditEvent event) {
        for (var subject : event.getSubjects()) {
            if (rulebook.recalls(event.getEventType())) {
                rulebook.keep(event, recollection(event, name(subject)));
            }
            // nothing is sealed here, so a fact cites no digest
            subjects.compute(
                    name(subject), (name, known) -> rule.after(known == null ? Map.of() : known, event, name, ""));
        }
        var home = name(event.getSubjects().getFirst());
        var facts = subjects.getOrDefault(home, Map.of());
        @Nullable Instant ended = FactRule.endedAt(facts);
        return ended != null && event.getEffective().isAfter(ended)
                ? List.of()
                : rulebook.judge(event, home, FactRule.values(facts), new Freshness(facts), recollection(event, home));
    }

    /** Without a clock: lines are read in whatever order, and nothing is forgotten for its age. */
    private Recollection recollection(AuditEvent event, String subject) {
        return new Recollection(memory, event.getTenant() + '|' + subject, null);
    }

    private static String name(Subject subject) {
        return subject.getKind() + "/" + subject.getId();
    }
}
