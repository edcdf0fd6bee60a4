package io.probity.evaluate;

import io.probity.leaf.Judged.Basis;
import io.probity.model.DefinitionRow;

/**
 * A change of what is in force, and the rules as they stood then: a subject is settled with each, in their order, however late.
 *
 * @param commit of the publish that brought the change
 */
record Turn(Change change, DefinitionRow commit, Rulebook rulebook) {

    /** What judgements because of it rest on: the commit's leaf; what came by its time carries the time that it was due. */
    Basis basis() {
        var trigger = change.due() ? Basis.TIMER : Basis.DEFINITION;
        return new Basis(commit.getLeaf(), trigger, "", "", "", change.at(), change.at());
    }
}
