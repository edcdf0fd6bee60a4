package io.probity.evaluate;

import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.catalog.Definitions.UnreadableBodyException;
import io.probity.model.Definition;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whoever lets something be is not who publishes that he does: a waiver or a pass-through names somebody else as its approver. Both names are
 * claimed, and compared as words: without regard to case, and to spaces around them. One that ends may be published by anybody, and
 * so may one of which nobody says who publishes it. Pure.
 */
final class FourEyes {
    private FourEyes() {}

    /** The first of a publish that its own publisher approves, in words; null where there is none. */
    static @Nullable String fault(List<Definition> publish) {
        return publish.stream()
                .map(FourEyes::fault)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String fault(Definition definition) {
        var publisher = definition.getPublishedBy();
        if (publisher == null || definition.getRetired()) {
            return null;
        }
        var approver = approver(definition);
        return approver == null || !approver.strip().equalsIgnoreCase(publisher.strip())
                ? null
                : definition.getKind().name().toLowerCase(Locale.ROOT).replace('_', '-') + " " + definition.getId()
                        + " version " + definition.getVersion() + " is approved by `" + approver
                        + "`, who publishes it: let somebody else publish it, or approve it";
    }

    /** Null where nobody allows anything by it; one that cannot be read is told of elsewhere. */
    private static @Nullable String approver(Definition definition) {
        try {
            return switch (definition.getKind()) {
                case WAIVER -> Definitions.waiver(definition).approver();
                case PASS_THROUGH -> Definitions.passThrough(definition).approver();
                case CONTROL, FRAMEWORK, ASSIGNMENT, SCOPE, COMMIT, UNKNOWN -> null;
            };
        } catch (UnreadableBodyException unreadable) {
            return null;
        }
    }
}
