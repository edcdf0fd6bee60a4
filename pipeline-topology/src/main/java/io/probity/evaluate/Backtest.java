package io.probity.evaluate;

import io.probity.evaluate.Awaited.Decided;
import io.probity.evaluate.catalog.Catalog;
import io.probity.evaluate.catalog.ControlDefinition;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.catalog.Publication;
import io.probity.evaluate.cel.Inputs;
import io.probity.model.AuditEvent;
import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import io.probity.model.Fact;
import io.probity.model.Status;
import io.probity.model.Subject;
import io.probity.types.EventTypes;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a control that is not in force would have said of one partition's history, beside what was in force. Takes the leaves of the
 * sealed log in their order. The tried control is for all of history, whatever its effectiveFrom; frameworks, assignments and
 * waivers are those of the log. It judges events, each by its own time and in the scope that it names. Of the clock it takes no more than
 * that the time of an event is over which another must follow: such an event is heard once, when that is decided.
 *
 * <p>The facts of each subject, and what controls recall of its events, are kept in memory, for as long as this is.
 */
public final class Backtest {
    private final FactRule rule;
    private final String control;
    private final Instant from;
    private final Instant to;
    private final Consumer<Tried> heard;
    private final Publication.Waiting waiting = new Publication.Waiting();
    private final PublishedScopes scopes = new PublishedScopes();
    private final Map<String, Map<String, Fact>> subjects = new HashMap<>();
    private final Memory memoryInForce = Memory.inProcess();
    private final Memory memoryTried = Memory.inProcess();
    private Rulebook inForce = Rulebook.empty();
    private Rulebook tried;
    private Awaited awaitedInForce = new Awaited(inForce);
    private Awaited awaitedTried;
    /** Events that wait on one side at least, by subject and id. */
    private final Map<String, Tried> pending = new LinkedHashMap<>();

    /**
     * One event, judged twice.
     *
     * @param subject kind/id
     * @param before by what was in force; NOT_APPLICABLE where that said nothing
     * @param after by the control that is tried
     * @param reason of the latter; empty where it said nothing
     */
    public record Tried(AuditEvent event, String subject, Status before, Status after, String reason) {}

    /**
     * @param from events that happened before it are facts and no more
     * @param to the first instant that is not judged any more
     * @param heard every event of which one of the two said something
     */
    public Backtest(EventTypes types, ControlDefinition control, Instant from, Instant to, Consumer<Tried> heard) {
        this.rule = new FactRule(types);
        this.control = control.id();
        this.from = from;
        this.to = to;
        this.heard = heard;
        var alone = new Catalog(List.of(), List.of(control.since(Instant.EPOCH)), List.of(), List.of());
        this.tried = Rulebook.empty().plus(Definitions.publish(alone, "backtest"));
        this.awaitedTried = new Awaited(tried);
    }

    /** A definition, or the commit that ends its publish. */
    public void define(Definition definition) {
        if (definition.getKind() != DefinitionKind.COMMIT) {
            waiting.add(definition);
        } else if (waiting.close(definition) instanceof Publication.Whole(var definitions)
                && scopes.take(definitions) == null) {
            var others = definitions.stream()
                    .filter(it -> it.getKind() != DefinitionKind.CONTROL)
                    .toList();
            tried = tried.plus(others);
            inForce = inForce.plus(definitions.stream()
                    .filter(it ->
                            it.getKind() != DefinitionKind.CONTROL || it.getId().equals(control))
                    .toList());
            awaitedTried = awaitedTried.under(tried);
            awaitedInForce = awaitedInForce.under(inForce);
        }
    }

    /**
     * An event or a mention that is no repeat.
     *
     * @param concerned the subject of the partition
     * @param logTime of its leaf
     */
    public void take(AuditEvent event, Subject concerned, Instant logTime) {
        var subject = concerned.getKind() + "/" + concerned.getId();
        var key = event.getTenant() + '|' + subject;
        var inputs = Inputs.of(event);
        pass(logTime);
        // nothing is sealed here, so a fact cites no digest
        var facts = rule.after(subjects.getOrDefault(key, Map.of()), event, inputs, subject, "");
        if (!facts.isEmpty()) {
            subjects.put(key, facts);
        }
        var recalledInForce = new Recollection(memoryInForce, key, logTime);
        var recalledTried = new Recollection(memoryTried, key, logTime);
        inForce.keep(event, inputs, recalledInForce);
        tried.keep(event, inputs, recalledTried);
        @Nullable Instant ended = FactRule.endedAt(facts);
        if (ended == null) {
            awaitedInForce.answered(event, key, logTime).forEach(this::decidedBefore);
            awaitedTried.answered(event, key, logTime).forEach(this::decidedAfter);
        } else {
            awaitedInForce.ended(key).forEach(this::decidedBefore);
            awaitedTried.ended(key).forEach(this::decidedAfter);
        }
        judge(event, subject, key, facts, recalledInForce, recalledTried);
        inForce.keepFollower(event, inputs, recalledInForce);
        tried.keepFollower(event, inputs, recalledTried);
    }

    private void judge(
            AuditEvent event,
            String subject,
            String key,
            Map<String, Fact> facts,
            Recollection recalledInForce,
            Recollection recalledTried) {
        var at = event.getEffective();
        @Nullable Instant ended = FactRule.endedAt(facts);
        if (at.isBefore(from) || !at.isBefore(to) || (ended != null && at.isAfter(ended))) {
            return;
        }
        var type = event.getEventType();
        if (!inForce.triggeredBy(type) && !tried.triggeredBy(type)) {
            return;
        }
        var values = FactRule.values(facts);
        var freshness = new Freshness(facts);
        @Nullable Judgement before =
                opened(awaitedInForce, event, key, inForce.judge(event, subject, values, freshness, recalledInForce));
        @Nullable Judgement after =
                opened(awaitedTried, event, key, tried.judge(event, subject, values, freshness, recalledTried));
        if (status(before) != Status.NOT_APPLICABLE || status(after) != Status.NOT_APPLICABLE) {
            hear(key, new Tried(event, subject, status(before), status(after), after == null ? "" : after.reason()));
        }
    }

    private static @Nullable Judgement opened(
            Awaited awaited, AuditEvent event, String key, List<Judgement> judgements) {
        return judgements.isEmpty() ? null : awaited.opened(judgements.getFirst(), event, key);
    }

    // --- events that others must follow are heard when both sides have decided ---

    /** The time of what waited is over, up to the clock of a leaf. */
    private void pass(Instant logTime) {
        awaitedInForce.over(logTime).forEach(this::decidedBefore);
        awaitedTried.over(logTime).forEach(this::decidedAfter);
    }

    private void hear(String key, Tried it) {
        if (it.before() == Status.PENDING || it.after() == Status.PENDING) {
            pending.put(name(key, it.event().getId()), it);
        } else {
            heard.accept(it);
        }
    }

    private void decidedBefore(Decided decided) {
        var it = pending.remove(name(decided.subject(), decided.opening().eventId()));
        if (it != null) {
            var status = decided.judgement().status();
            hear(decided.subject(), new Tried(it.event(), it.subject(), status, it.after(), it.reason()));
        }
    }

    private void decidedAfter(Decided decided) {
        var it = pending.remove(name(decided.subject(), decided.opening().eventId()));
        if (it != null) {
            var judgement = decided.judgement();
            hear(
                    decided.subject(),
                    new Tried(it.event(), it.subject(), it.before(), judgement.status(), judgement.reason()));
        }
    }

    private static String name(String key, String eventId) {
        return key + '|' + eventId;
    }

    /** The log is at its end: what waits still is heard as PENDING. */
    public void end() {
        pending.values().forEach(heard);
        pending.clear();
    }

    /** How many subjects are known of. */
    public int subjects() {
        return subjects.size();
    }

    private static Status status(@Nullable Judgement judgement) {
        return judgement == null ? Status.NOT_APPLICABLE : judgement.status();
    }
}
