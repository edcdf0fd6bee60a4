package io.probity.types;

import io.probity.model.Outcome;

/** What an event of a type tells of the life of its target. */
public enum Lifecycle {
    /** It is there from now on. */
    CREATED,
    /** It is another one than before, under the same id. */
    CHANGED,
    /** The same under another name: a change. */
    RENAMED,
    /** The same in another place: a change. */
    MOVED,
    /** It is kept and no longer used. */
    ARCHIVED,
    /** It is gone. */
    DELETED;

    /** Whether an outcome is of something that was done: what was refused or went wrong tells nothing of a life. */
    public static boolean isTold(Outcome outcome) {
        return outcome == Outcome.SUCCESS || outcome == Outcome.UNKNOWN;
    }
}
