package io.probity.evaluate;

import io.probity.leaf.Judged.Basis;
import io.probity.model.DefinitionRow;
import java.time.Instant;
import java.util.Set;

/**
 * A change of what is in force, and the rules as they stood then: a subject is settled with each, in their order, however late.
 *
 * @param commit of the publish that brought the change
 * @param touched ids of the controls that it makes a difference to
 */
record Turn(Change change, DefinitionRow commit, Rulebook rulebook, Set<String> touched) {
    /** Which controls are touched is found once, not for each subject. */
    static Turn of(Change change, DefinitionRow commit, Rulebook rulebook) {
        return new Turn(change, commit, rulebook, rulebook.touchedBy(change));
    }

    /** What judgements because of it rest on: the commit's leaf; what came by its time carries the time that it was due. */
    Basis basis() {
        return basis(commit, change.due() ? Basis.TIMER : Basis.DEFINITION, change.at());
    }

    /** What judgements without an event rest on: a commit, and when it made them necessary. */
    static Basis basis(DefinitionRow commit, String trigger, Instant at) {
        return new Basis(commit.getLeaf(), trigger, "", "", "", at, at);
    }
}
