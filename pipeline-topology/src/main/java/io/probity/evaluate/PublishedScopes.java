package io.probity.evaluate;

import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.catalog.Definitions.UnreadableBodyException;
import io.probity.evaluate.catalog.ScopeRef;
import io.probity.leaf.UnitSum.Coverage;
import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the publishes up to some place of the log say of scopes, for whoever must know which of them came into force and compiles no
 * control for it. Not thread-safe.
 */
public final class PublishedScopes {
    private ScopeBook book = ScopeBook.NONE;
    private int publishes;

    /**
     * Takes a publish that came whole, if it is sound.
     *
     * @return what does not fit together, and then nothing is taken; null where all does
     */
    public @Nullable String take(List<Definition> publish) {
        var then = with(publish);
        var fault = fault(publish, then);
        if (fault == null) {
            book = then;
            publishes++;
        }
        return fault;
    }

    /** What would not fit together if this were published next; null where all does. */
    public @Nullable String faultOf(List<Definition> publish) {
        return fault(publish, with(publish));
    }

    /** What keeps a publish out, whoever asks; null where nothing does. Not of scopes alone. */
    static @Nullable String fault(List<Definition> publish, ScopeBook then) {
        var alone = FourEyes.fault(publish);
        return alone == null ? then.fault() : alone;
    }

    /** Whom a unit covers at a time; null where no unit of the name is in force then. */
    public @Nullable Coverage unit(String id, Instant at) {
        return book.units().isInForce(id, at) ? coverage(book.units().at(at).members(id)) : null;
    }

    /** Whom plain scopes cover together. */
    public static Coverage coverage(List<ScopeRef> members) {
        return UnitCoverage.of(members);
    }

    private ScopeBook with(List<Definition> publish) {
        var next = book.next(publishes + 1);
        publish.forEach(definition -> add(next, definition));
        return next.book();
    }

    /** One whose body cannot be read says nothing of scopes, as it does where it is put in force. */
    private static void add(ScopeBook.Next next, Definition definition) {
        try {
            switch (definition.getKind()) {
                case CONTROL -> next.add(definition, Reference.of(Definitions.control(definition)));
                case FRAMEWORK -> next.add(definition, Reference.of(Definitions.framework(definition)));
                case ASSIGNMENT -> next.add(definition, Reference.of(Definitions.assignment(definition)));
                case WAIVER -> next.add(definition, Reference.of(Definitions.waiver(definition)));
                case PASS_THROUGH -> next.add(definition, Reference.of(Definitions.passThrough(definition)));
                case SCOPE -> next.add(definition, Definitions.scope(definition));
                case COMMIT, UNKNOWN -> {}
            }
        } catch (UnreadableBodyException unreadable) {
            if (definition.getKind() == DefinitionKind.CONTROL) {
                next.add(definition, Reference.NONE);
            }
        }
    }
}
