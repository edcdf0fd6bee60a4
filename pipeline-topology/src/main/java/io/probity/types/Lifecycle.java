package io.probity.types;

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
    DELETED
}
