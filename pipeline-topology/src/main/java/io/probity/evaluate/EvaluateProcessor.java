package io.probity.evaluate;

import io.probity.canonical.EventDigest;
import io.probity.evaluate.catalog.Publication;
import io.probity.evaluate.cel.Expressions;
import io.probity.leaf.Handed;
import io.probity.leaf.Handed.Answered;
import io.probity.leaf.Handed.Ordered;
import io.probity.leaf.Judged;
import io.probity.leaf.Judged.Basis;
import io.probity.leaf.Judged.Verdict;
import io.probity.leaf.Refusal;
import io.probity.leaf.Step;
import io.probity.leaf.Step.Leaf;
import io.probity.leaf.Step.Ticked;
import io.probity.model.AuditEvent;
import io.probity.model.Command;
import io.probity.model.CommandKind;
import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import io.probity.model.DefinitionRow;
import io.probity.model.Entry;
import io.probity.model.Fact;
import io.probity.model.LeafFlag;
import io.probity.model.LeafKind;
import io.probity.model.LeafRef;
import io.probity.model.Mention;
import io.probity.model.RecallRow;
import io.probity.model.RefreshRow;
import io.probity.model.Subject;
import io.probity.model.SubjectState;
import io.probity.model.SweepRow;
import io.probity.model.TimerRow;
import io.probity.wire.EntryKey;
import io.probity.wire.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Brings events, definitions and ticks to the rulebook. An event's subject is first settled with every turn of the rules that
 * it has not seen, then judged; after a turn the other subjects are settled a slice a tick. One that is archived or deleted is
 * settled with nothing and keeps how it stood: what was open stays open, and nothing opens any more.
 */
final class EvaluateProcessor extends ContextualFixedKeyProcessor<byte[], Step, Handed> {
    /** Subjects settled per tick: with ticks of 125 ms the events behind them do not feel it (architecture.md, "Sweeps"). */
    private static final int SLICE = 250;

    /** Judgements that timers cause per tick, but for those of the last subject: events wait behind them. */
    private static final int MOST_FIRED = 5_000;

    /** Verdicts that are told per tick, but for those of the last subject: each is a decision, a standing, perhaps a violation. */
    private static final int MOST_TOLD = 24;

    private static final String SWEEP = "subjects";
    private static final String TIMERS = "timers";
    private static final String RECALL = "recall";

    private final FactRule factRule;
    private final Expressions expressions;
    private final Store<String, DefinitionRow> definitionStore;
    private final Store<String, RefreshRow> refreshStore;
    private final Store<String, SubjectState> subjectStore;
    private final Store<String, SweepRow> settlingStore;
    private final Store<String, TimerRow> timerStore;
    private final Store<String, RecallRow> recallStore;
    private Publishes publishes;
    private KeyValueStore<String, SubjectState> subjects;
    private KeyValueStore<String, SweepRow> settling;
    private Timers timers;
    private MemoryStore memory;
    private Settler settler;

    EvaluateProcessor(
            FactRule facts,
            Expressions expressions,
            Store<String, DefinitionRow> definitions,
            Store<String, RefreshRow> refreshes,
            Store<String, SubjectState> subjects,
            Store<String, SweepRow> settling,
            Store<String, TimerRow> timers,
            Store<String, RecallRow> recall) {
        this.factRule = facts;
        this.expressions = expressions;
        this.definitionStore = definitions;
        this.refreshStore = refreshes;
        this.subjectStore = subjects;
        this.settlingStore = settling;
        this.timerStore = timers;
        this.recallStore = recall;
    }

    @Override
    public void init(FixedKeyProcessorContext<byte[], Handed> context) {
        super.init(context);
        publishes = new Publishes(definitionStore.in(context), refreshStore.in(context), expressions);
        subjects = subjectStore.in(context);
        settling = settlingStore.in(context);
        timers = new Timers(timerStore.in(context));
        memory = new MemoryStore(recallStore.in(context));
        settler = new Settler(publishes.turns(), subjects, timers);
    }

    @Override
    public void process(FixedKeyRecord<byte[], Step> record) {
        publishes.turns().advance(record.value().logTime());
        switch (record.value()) {
            case Leaf leaf when isHeard(leaf) -> judge(record, leaf);
            case Leaf leaf when leaf.kind() == LeafKind.DEFINITION -> define(record, leaf);
            case Leaf leaf when leaf.kind() == LeafKind.COMMAND -> order(record, leaf);
            case Leaf leaf -> {} // a repeat was judged the first time; the rest is not judged
            case Ticked ticked -> {
                fire(record);
                sweep(record);
                forget(ticked.logTime());
            }
        }
    }

    private static boolean isHeard(Leaf leaf) {
        return (leaf.kind() == LeafKind.EVENT || leaf.kind() == LeafKind.MENTION)
                && !leaf.flags().contains(LeafFlag.REPEAT_AFTER_HORIZON);
    }

    private void judge(FixedKeyRecord<byte[], Step> record, Leaf leaf) {
        Entry entry = leaf.entry();
        if (entry == null) {
            return;
        }
        switch (entry.getBody()) {
            case AuditEvent event ->
                judge(record, leaf, event, event.getSubjects().get(0));
            case Mention mention -> judge(record, leaf, mention.getEvent(), mention.getSubject());
            default -> throw new IllegalStateException("leaf kind " + leaf.kind() + " holds no event");
        }
    }

    private void judge(FixedKeyRecord<byte[], Step> record, Leaf leaf, AuditEvent event, Subject subject) {
        var type = event.getEventType();
        var rulebook = publishes.turns().rulebook();
        boolean recalled = rulebook.recalls(type);
        boolean told = factRule.tells(type);
        boolean follows = rulebook.follows(type);
        var listeners = rulebook.listeners(type);
        if (!recalled && !told && !follows && listeners.all().isEmpty()) {
            return; // most events concern no control
        }
        var sighting = Rulebook.sighted(event, listeners);
        var recollection = new Recollection(memory, EntryKey.subjectKey(event.getTenant(), subject), leaf.logTime());
        var full = recalled ? rulebook.keep(event, sighting.inputs(), recollection) : List.<Judgement>of();
        boolean concerns = told || !sighting.concerned().isEmpty();
        if (!concerns && !follows && full.isEmpty()) {
            return; // no row is read where nothing can come of it
        }
        @Nullable SubjectState known = subjects.get(recollection.subject());
        if (concerns || (known != null && !known.getDeadlines().isEmpty())) {
            boolean home = leaf.kind() == LeafKind.EVENT;
            var row = known == null
                    ? Rows.first(event, subject, home, publishes.turns().count())
                    : known;
            judge(record, leaf, sighting, recollection, home, row);
        }
        tellFull(record, leaf, event, subject, full);
        if (follows) {
            tellFull(record, leaf, event, subject, rulebook.keepFollower(event, sighting.inputs(), recollection));
        }
    }

    /** Decisions that move nothing, seldom enough: that what is judged from now on may be UNKNOWN for a reason. */
    private void tellFull(
            FixedKeyRecord<byte[], Step> record, Leaf leaf, AuditEvent event, Subject subject, List<Judgement> full) {
        if (!full.isEmpty()) {
            var known = subjects.get(EntryKey.subjectKey(event.getTenant(), subject));
            boolean home = leaf.kind() == LeafKind.EVENT;
            var row = known == null
                    ? Rows.first(event, subject, home, publishes.turns().count())
                    : known;
            var verdicts = Verdicts.ofEvent(Hearing.past(full), event.getEffective(), new Freshness(row.getFacts()));
            forward(record, new Judged(row, event.getScope(), basis(leaf, event), verdicts));
        }
    }

    private void judge(
            FixedKeyRecord<byte[], Step> record,
            Leaf leaf,
            Sighting sighting,
            Recollection recollection,
            boolean home,
            SubjectState known) {
        var event = sighting.event();
        var rulebook = publishes.turns().rulebook();
        var basis = basis(leaf, event);
        Map<String, Fact> facts = factRule.after(
                known.getFacts(),
                event,
                sighting.inputs(),
                known.getSubject(),
                basis.leaf().getDigest());
        @Nullable Instant ended = FactRule.endedAt(facts);
        // what the rules have become is for subjects in use: one that goes is settled up to its going, one that
        // comes back with all of it
        boolean wasInUse = FactRule.endedAt(known.getFacts()) == null;
        var past = ended == null || wasInUse ? settled(record, known) : known;
        var row = home && !past.getHome() ? Rows.atHome(past) : past; // after: no turn is judged by what came after it
        var after = Rows.told(row, event, facts);
        var deadlines = new Deadlines(rulebook, row.getSubject(), row.getDeadlines(), leaf.logTime());
        var verdicts = new ArrayList<Verdict>();
        if (!row.getDeadlines().isEmpty()
                && (ended == null || !event.getEffective().isAfter(ended))) {
            var present =
                    RecallFold.later(event.getEffective(), publishes.turns().lastAt());
            deadlines
                    .answered(event, sighting.inputs(), present, ended != null)
                    .forEach(answer -> verdicts.add(answer.verdict()));
        }
        var values = FactRule.values(facts);
        var freshness = new Freshness(facts);
        var hearing = ended == null
                ? rulebook.hear(
                        sighting,
                        row.getSubject(),
                        values,
                        freshness,
                        recollection,
                        after.getScope(),
                        publishes.turns().lastAt())
                : rulebook.hearEnded(sighting, row.getSubject(), values, freshness, recollection, ended);
        var kept = hearing.opens() ? hearing.with(it -> deadlines.opened(it, basis, event.getScope())) : hearing;
        verdicts.addAll(Verdicts.ofEvent(kept, event.getEffective(), freshness));
        if (ended != null) {
            verdicts.addAll(deadlines.ended(row));
        }
        boolean said = !verdicts.isEmpty() || !facts.equals(row.getFacts());
        if (said || deadlines.doubted()) {
            var changed = Rows.awaiting(said ? after : past, deadlines.all());
            var drifted = factRule.drifted(event.getEventType(), known.getFacts(), facts);
            forward(record, new Judged(changed, event.getScope(), basis, verdicts, drifted, ended != null));
            if (ended == null) {
                boolean asks = verdicts.stream().anyMatch(EvaluateProcessor::asks);
                settler.told(row, changed, asks, leaf.logTime(), judged -> forward(record, judged));
            } else {
                settler.stop(row, changed);
            }
        }
    }

    private static boolean asks(Verdict verdict) {
        return verdict.confidence() != null && verdict.confidence().ask() != null;
    }

    private void define(FixedKeyRecord<byte[], Step> record, Leaf leaf) {
        Entry entry = leaf.entry();
        if (entry == null || !(entry.getBody() instanceof Definition definition)) {
            return;
        }
        var publication = publishes.take(definition, reference(leaf), leaf.logTime());
        if (publication != null && leaf.place().partition() == PublishCheck.PARTITION) {
            check(record, leaf, entry.getTenant(), PublishCheck.of(definition, publication));
            if (publication instanceof Publication.Whole(var definitions)) {
                definitions.forEach(it -> letThrough(record, leaf, entry.getTenant(), it));
            }
        }
    }

    /** A publish that is not in force is told of like any breach; one that is, only where an earlier one of its name was not. */
    private void check(FixedKeyRecord<byte[], Step> record, Leaf leaf, String tenant, PublishCheck check) {
        var row = subjects.get(tenant + '|' + check.subject());
        var verdicts = check.verdicts(leaf.logTime(), row);
        if (!verdicts.isEmpty()) {
            var basis = new Basis(reference(leaf), Basis.DEFINITION, "", "", "", leaf.logTime(), leaf.logTime());
            var before = row == null ? check.row(tenant, publishes.turns().count()) : row;
            forward(record, new Judged(before, before.getScope(), basis, verdicts));
        }
    }

    /** A pass-through is a subject from its publish on, and turns settle it as they settle all others. */
    private void letThrough(FixedKeyRecord<byte[], Step> record, Leaf leaf, String tenant, Definition definition) {
        var turns = publishes.turns();
        var history = definition.getKind() == DefinitionKind.PASS_THROUGH
                ? turns.rulebook().passThrough(definition.getId())
                : null;
        if (history != null && subjects.get(tenant + '|' + PassThroughCheck.subject(definition.getId())) == null) {
            var row = PassThroughCheck.row(tenant, definition.getId(), turns.count());
            var basis = new Basis(reference(leaf), Basis.DEFINITION, "", "", "", leaf.logTime(), leaf.logTime());
            var verdict = PassThroughCheck.at(history, leaf.logTime());
            forward(record, new Judged(row, row.getScope(), basis, List.of(verdict)));
        }
    }

    /** An order is about how its subject stands at its place in the log, so the subject is settled up to there first. */
    private void order(FixedKeyRecord<byte[], Step> record, Leaf leaf) {
        Entry entry = leaf.entry();
        if (entry == null || !(entry.getBody() instanceof Command command)) {
            return;
        }
        if (command.getKind() == CommandKind.REFRESH) {
            refresh(record, leaf, entry.getTenant(), command);
            return;
        }
        var row = subjects.get(entry.getTenant() + '|' + command.getSubject());
        boolean inUse = row != null && FactRule.endedAt(row.getFacts()) == null;
        var before = row != null && inUse ? settled(record, row) : row;
        boolean taken = !leaf.flags().contains(LeafFlag.ID_CONFLICT);
        forward(record, new Ordered(entry.getTenant(), command, reference(leaf), leaf.logTime(), taken));
        if (before != null && inUse && !before.getAsked().isEmpty()) {
            // what is answered leaves no timer behind
            settler.told(before, before, true, leaf.logTime(), judged -> forward(record, judged));
        }
    }

    private void refresh(FixedKeyRecord<byte[], Step> record, Leaf leaf, String tenant, Command command) {
        var refusal = leaf.flags().contains(LeafFlag.ID_CONFLICT)
                ? Refusal.idTaken()
                : publishes.refresh(command.getScope(), reference(leaf), leaf.logTime());
        if (leaf.place().partition() == PublishCheck.PARTITION) {
            forward(record, new Answered(tenant, command, reference(leaf), leaf.logTime(), refusal));
        }
    }

    private SubjectState settled(FixedKeyRecord<byte[], Step> record, SubjectState row) {
        return settler.settled(row, record.value().logTime(), judged -> forward(record, judged));
    }

    /** Settles a slice of the subjects that are due by the clock; what is left of them goes on with the next tick. */
    private void fire(FixedKeyRecord<byte[], Step> record) {
        var place = settling.get(TIMERS);
        var due = timers.due(
                place == null ? null : place.getAfter(), record.value().logTime(), SLICE);
        int mostFired = settler.fired() + MOST_FIRED;
        int mostTold = settler.told() + MOST_TOLD;
        for (var timer : due) {
            settled(record, subjects.get(timer.subject()));
            settling.put(TIMERS, new SweepRow(timer.key(), 0));
            if (settler.fired() >= mostFired || settler.told() >= mostTold) {
                break;
            }
        }
    }

    private void forget(Instant logTime) {
        if (publishes.turns().rulebook().recallsNothing()) {
            return;
        }
        var place = settling.get(RECALL);
        @Nullable String last = memory.forget(place == null ? null : place.getAfter(), logTime, SLICE);
        if (last != null) {
            settling.put(RECALL, new SweepRow(last, 0));
        }
    }

    private void sweep(FixedKeyRecord<byte[], Step> record) {
        var place = settling.get(SWEEP);
        int target = publishes.turns().count();
        boolean resting = place == null ? target == 0 : place.getPublish() == target && place.getAfter() == null;
        if (resting) {
            return;
        }
        // a turn that comes while the sweep runs sends it back to the start; rows settle both, in the order of the log
        boolean started = place != null && place.getPublish() == target;
        var slice = Slice.of(subjects, started ? place.getAfter() : null, SLICE);
        int mostTold = settler.told() + MOST_TOLD;
        for (var row : slice.rows()) {
            if (row.getSettled() < target && FactRule.endedAt(row.getFacts()) == null) {
                settled(record, row);
            }
            if (settler.told() >= mostTold) {
                settling.put(SWEEP, new SweepRow(Rows.key(row), target));
                return;
            }
        }
        settling.put(SWEEP, new SweepRow(slice.last(), target));
    }

    private void forward(FixedKeyRecord<byte[], Step> record, Handed handed) {
        context().forward(record.withValue(handed));
    }

    private static Basis basis(Leaf leaf, AuditEvent event) {
        var onBehalfOf = event.getActor().getOnBehalfOf();
        return new Basis(
                reference(leaf),
                Basis.EVENT,
                event.getId(),
                event.getEventType(),
                event.getActor().getId(),
                onBehalfOf == null ? "" : onBehalfOf.getId(),
                event.getEffective(),
                leaf.logTime());
    }

    private static LeafRef reference(Leaf leaf) {
        Entry entry = leaf.entry();
        var digest = entry == null ? "" : EventDigest.hex(entry.getDigest());
        return new LeafRef(
                leaf.place().generation(),
                leaf.place().partition(),
                leaf.place().leaf(),
                digest);
    }
}
