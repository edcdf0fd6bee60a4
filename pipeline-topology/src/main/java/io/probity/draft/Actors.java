package io.probity.draft;

import io.probity.model.Actor;
import io.probity.model.ActorKind;
import org.jspecify.annotations.Nullable;

/** Actors of whom a source says no more than the usual: they act for themselves, and what they showed to be let in is not told. */
public final class Actors {
    /** Nobody that the source names. */
    public static final Actor NOBODY = of("", null, ActorKind.UNKNOWN, null);

    private Actors() {}

    /**
     * An actor who acts for itself.
     *
     * @param id the provider's immutable id; empty for none
     */
    public static Actor of(String id, @Nullable String name, ActorKind kind, @Nullable Boolean mfa) {
        return new Actor(id, name, kind, mfa, null, null, null);
    }
}
