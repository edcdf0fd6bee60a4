package io.probity.evaluate;

import io.probity.evaluate.cel.Inputs;
import io.probity.leaf.Judged.Basis;
import io.probity.model.AuditEvent;
import io.probity.model.Deadline;
import io.probity.model.LeafRef;
import io.probity.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Events of many subjects that others must follow, where there is no ledger: kept as long as this is. Who has a clock calls {@link #over}
 * before each event; who has none finds those PENDING to the end that nothing follows.
 */
public final class Awaited {
    private static final LeafRef NO_LEAF = new LeafRef(0, 0, 0L, "");

    private final Rulebook rules;
    private final Map<String, List<Deadline>> bySubject = new HashMap<>();
    private final TreeMap<Instant, TreeSet<String>> dues = new TreeMap<>();

    /**
     * What became of an event that waited.
     *
     * @param subject its key
     */
    public record Decided(String subject, Opening opening, Judgement judgement) {}

    public Awaited(Rulebook rules) {
        this.rules = rules;
    }

    /** The same events by the rules of a later publish. */
    Awaited under(Rulebook later) {
        var next = new Awaited(later);
        next.bySubject.putAll(bySubject);
        next.dues.putAll(dues);
        return next;
    }

    /**
     * What an event says by following others; before it is judged itself.
     *
     * @param subject key of the subject that it is of, at home or as a mention
     */
    public List<Decided> answered(AuditEvent event, String subject, @Nullable Instant logTime) {
        var kept = bySubject.get(subject);
        if (kept == null || !rules.follows(event.getEventType())) {
            return List.of();
        }
        var deadlines = new Deadlines(rules, name(subject), kept, logTime);
        var answers = deadlines.answered(event, Inputs.of(event), event.getEffective(), false);
        keep(subject, deadlines.all());
        return answers.stream()
                .map(answer -> new Decided(subject, Opening.of(answer.deadline()), answer.judgement()))
                .toList();
    }

    /** Keeps what a judgement of an event waits for; UNKNOWN in its place where there is no room. */
    public Judgement opened(Judgement judgement, AuditEvent event, String subject) {
        if (judgement.status() != Status.PENDING || judgement.opening() == null) {
            return judgement;
        }
        var deadlines = new Deadlines(rules, name(subject), bySubject.getOrDefault(subject, List.of()), null);
        var at = event.getEffective();
        var basis = new Basis(
                NO_LEAF,
                Basis.EVENT,
                event.getId(),
                event.getEventType(),
                event.getActor().getId(),
                at,
                at);
        var after = deadlines.opened(judgement, basis, event.getScope());
        keep(subject, deadlines.all());
        dues.computeIfAbsent(judgement.opening().due(), due -> new TreeSet<>()).add(subject);
        return after;
    }

    /** Those of which the time is over, the earliest first. */
    public List<Decided> over(Instant logTime) {
        var decided = new ArrayList<Decided>();
        var reached = dues.headMap(logTime, true);
        reached.forEach((due, subjects) -> subjects.forEach(subject -> over(subject, due, decided)));
        reached.clear();
        return decided;
    }

    /** Kind and id of a key, which begins with the tenant. */
    private static String name(String key) {
        return key.substring(key.indexOf('|') + 1);
    }

    private void over(String subject, Instant due, List<Decided> decided) {
        var left = new ArrayList<Deadline>();
        for (var deadline : bySubject.getOrDefault(subject, List.of())) {
            if (deadline.getDue().isAfter(due)) {
                left.add(deadline);
            } else {
                var opening = Opening.of(deadline);
                decided.add(new Decided(
                        subject,
                        opening,
                        rules.missed(deadline.getControl(), opening, name(subject), deadline.getScope())));
            }
        }
        keep(subject, left);
    }

    /** The subject is not in use any more, and nothing of it waits. */
    List<Decided> ended(String subject) {
        var kept = bySubject.getOrDefault(subject, List.of());
        keep(subject, List.of());
        return kept.stream()
                .map(deadline -> {
                    var control = rules.version(deadline.getControl(), deadline.getVersion())
                            .value();
                    var opening = Opening.of(deadline);
                    return new Decided(subject, opening, Following.noLonger(control, opening));
                })
                .toList();
    }

    private void keep(String subject, List<Deadline> deadlines) {
        if (deadlines.isEmpty()) {
            bySubject.remove(subject);
        } else {
            bySubject.put(subject, deadlines);
        }
    }
}
