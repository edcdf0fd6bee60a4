package io.probity.cli;

import io.probity.evaluate.Awaited;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events judged one after the other, with what earlier ones told of their subjects: the ledger's evaluation without its log.
 * An event is judged for its home subject, and is a fact for all and recalled of all. No time is ever over: what must be followed is PENDING until
 * it is. What comes about after a subject was archived is judged by nobody.
 */
final class ControlEvaluation {
    private final Rulebook rulebook;
    private final FactRule rule;
    private final Map<String, Map<String, Fact>> subjects = new HashMap<>();
    private final Memory memory = Memory.inProcess();
    private final Awaited awaited;

    ControlEvaluation(Rulebook rulebook, EventTypes types) {
        this.rulebook = rulebook;
        this.rule = new FactRule(types);
        this.awaited = new Awaited(rulebook);
    }

    /** What it says of those that it follows, and of itself. */
    List<Judgement> judge(AuditEvent event) {
        var judgements = new ArrayList<Judgement>();
        for (var subject : event.getSubjects()) {
            awaited.answered(event, key(event, name(subject)), null)
                    .forEach(decided -> judgements.add(decided.judgement()));
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
        if (ended == null || !event.getEffective().isAfter(ended)) {
            rulebook.judge(event, home, FactRule.values(facts), new Freshness(facts), recollection(event, home))
                    .forEach(judgement -> judgements.add(awaited.opened(judgement, event, key(event, home))));
        }
        if (rulebook.follows(event.getEventType())) {
            event.getSubjects().forEach(subject -> rulebook.keepFollower(event, recollection(event, name(subject))));
        }
        return judgements;
    }

    /** Without a clock: lines are read in whatever order, and nothing is forgotten for its age. */
    private Recollection recollection(AuditEvent event, String subject) {
        return new Recollection(memory, key(event, subject), null);
    }

    private static String key(AuditEvent event, String subject) {
        return event.getTenant() + '|' + subject;
    }

    private static String name(Subject subject) {
        return subject.getKind() + "/" + subject.getId();
    }
}
