package io.probity.findings;

import io.probity.draft.Shortened;
import io.probity.model.LeafRef;
import io.probity.model.Protected;
import io.probity.model.RequirementRef;
import io.probity.model.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What every format asks of a violation. */
final class State {
    /** Longest text that is told, in characters: a finding must fit into a record, and a screen. */
    static final int MOST_TEXT = 4_000;
    /** Most observations of one kind. */
    static final int MOST_SEEN = 32;

    private State() {}

    /** OCSF's word for what happened to the finding, from 1. */
    enum Activity {
        CREATE(1, "Create", "created"),
        UPDATE(2, "Update", "updated"),
        CLOSE(3, "Close", "closed");

        final int id;
        final String caption;
        final String past;

        Activity(int id, String caption, String past) {
            this.id = id;
            this.caption = caption;
            this.past = past;
        }
    }

    static Activity activity(Violation violation) {
        return switch (violation.getStatus()) {
            case DETECTED -> Activity.CREATE;
            case RESOLVED, DISMISSED -> Activity.CLOSE;
            case IN_REVIEW, UNKNOWN -> Activity.UPDATE;
        };
    }

    static boolean isClosed(Violation violation) {
        return activity(violation) == Activity.CLOSE;
    }

    /** When the violation came into this state, by the log's clock. */
    static Instant changedAt(Violation violation) {
        var ended = violation.getEndedAt();
        return ended == null ? violation.getDetectedAt() : ended;
    }

    /** One state of one violation, whenever and however often it is derived. */
    static String id(Violation violation) {
        var status = violation.getStatus().name().toLowerCase(Locale.ROOT);
        return violation.getId() + '/' + status + '/' + leaf(cause(violation));
    }

    private static LeafRef cause(Violation violation) {
        var end = violation.getEndCause();
        return end == null ? violation.getCause() : end;
    }

    static String leaf(LeafRef leaf) {
        return leaf.getGeneration() + "-" + leaf.getPartition() + "-" + leaf.getLeaf();
    }

    /** The actor as the log has it: its id, or a token; null where it cannot be told or there is none. */
    static @Nullable String actor(Violation violation) {
        return switch (violation.getActor()) {
            case Protected hidden -> hidden.getT() == null ? null : "token:" + hidden.getE() + ':' + hidden.getT();
            case CharSequence clear -> clear.isEmpty() ? null : clear.toString();
            default -> null;
        };
    }

    /** framework/requirement, each once. */
    static List<String> requirements(Violation violation) {
        return violation.getRequirements().stream()
                .map(it -> it.getFramework() + '/' + it.getRequirement())
                .distinct()
                .toList();
    }

    /** Where these stand in published standards, each once. */
    static List<String> standards(Violation violation) {
        return violation.getRequirements().stream()
                .map(RequirementRef::getMappings)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** kind/id; the kind is what stands before the first stroke. */
    static String kind(Violation violation) {
        int stroke = violation.getSubject().indexOf('/');
        return stroke < 0 ? "" : violation.getSubject().substring(0, stroke);
    }

    static String cut(String text) {
        return Shortened.words(text, MOST_TEXT);
    }
}
