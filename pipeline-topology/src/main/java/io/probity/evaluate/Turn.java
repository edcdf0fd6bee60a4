package io.probity.evaluate;

import io.probity.evaluate.catalog.ScopeRef;
import io.probity.leaf.Judged.Basis;
import io.probity.model.Deadline;
import io.probity.model.DefinitionRow;
import io.probity.model.LeafRef;
import io.probity.model.RefreshRow;
import io.probity.model.Scope;
import java.time.Instant;
import java.util.Set;

/**
 * A change of what is in force, or an order to judge again by what is, and the rules as they stood then: a subject is settled with
 * each, in their order, however late.
 *
 * @param basis what judgements because of it rest on
 * @param touched ids of the controls that it makes a difference to
 * @param scope the subjects that it is for
 */
record Turn(Change change, Basis basis, Rulebook rulebook, Set<String> touched, ScopeRef scope) {
    /**
     * The commit's leaf; what came by its time carries the time that it was due. Which controls are touched is found once, not for
     * each subject.
     */
    static Turn of(Change change, DefinitionRow commit, Rulebook rulebook) {
        var trigger = change.due() ? Basis.TIMER : Basis.DEFINITION;
        return new Turn(
                change,
                basis(commit.getLeaf(), trigger, change.at()),
                rulebook,
                rulebook.touchedBy(change),
                ScopeRef.EVERYWHERE);
    }

    /** Every control, by the rules in force when the order came; its leaf. */
    static Turn of(RefreshRow refresh, Rulebook rulebook) {
        return new Turn(
                Change.none(refresh.getLogTime()),
                basis(refresh.getLeaf(), Basis.REFRESH, refresh.getLogTime()),
                rulebook,
                rulebook.controlIds(),
                Refreshes.scope(refresh.getScope()));
    }

    /** The controls that make a difference to a subject of a scope. */
    Set<String> touched(Scope of) {
        return rulebook.covers(scope, of, change.at()) ? touched : Set.of();
    }

    /** What judgements without an event rest on: a leaf, and when it made them necessary. */
    static Basis basis(LeafRef leaf, String trigger, Instant at) {
        return new Basis(leaf, trigger, "", "", "", at, at);
    }

    /** What it rests on that nothing has followed an event: the event, and the time at which it was too late. */
    static Basis basis(Deadline deadline) {
        return new Basis(
                deadline.getLeaf(),
                Basis.TIMER,
                deadline.getEventId(),
                deadline.getEventType(),
                deadline.getActor(),
                deadline.getDue(),
                deadline.getDue());
    }
}
