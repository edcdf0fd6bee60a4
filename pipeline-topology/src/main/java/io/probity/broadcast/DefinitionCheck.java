package io.probity.broadcast;

import io.probity.model.Definition;
import io.probity.model.Reason;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a definition by itself, whatever else is defined: who judges by it knows that. */
@FunctionalInterface
public interface DefinitionCheck {

    /**
     * Why a definition is refused.
     *
     * @param detail names the first thing that is wrong
     */
    record Fault(Reason reason, String detail) {}

    /** Null where nothing is. */
    @Nullable Fault of(Definition definition);
}
