package io.probity.findings;

import io.probity.draft.Shortened;
import io.probity.model.Action;
import io.probity.model.CommandKind;
import io.probity.model.CountedOccurrences;
import io.probity.model.LeafRef;
import io.probity.model.Protected;
import io.probity.model.RequirementRef;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What every format asks of a violation. */
final class State {
    /** Longest text that is told, in characters: a finding must fit into a record, and a screen. */
    static final int MOST_TEXT = 4_000;

    private static final String AUTO = "auto";
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

    /** What is said of one that is closed closes nothing again; one that is reopened is not created again. */
    static Activity activity(Violation violation) {
        if (counted(violation) != null) {
            return Activity.UPDATE;
        }
        var ordered = ordered(violation);
        return switch (violation.getStatus()) {
            case DETECTED -> ordered == null ? Activity.CREATE : Activity.UPDATE;
            case RESOLVED, DISMISSED ->
                ordered != null && ordered.getKind() == CommandKind.COMMENT ? Activity.UPDATE : Activity.CLOSE;
            case IN_REVIEW, UNKNOWN -> Activity.UPDATE;
        };
    }

    static boolean isClosed(Violation violation) {
        return violation.getStatus() == ViolationStatus.RESOLVED || violation.getStatus() == ViolationStatus.DISMISSED;
    }

    /** When the violation came into this state, by the log's clock. */
    static Instant changedAt(Violation violation) {
        var counted = counted(violation);
        if (counted != null) {
            return counted.getLastAt();
        }
        var ordered = ordered(violation);
        if (ordered != null) {
            return ordered.getLogTime();
        }
        var ended = violation.getEndedAt();
        return ended == null ? violation.getDetectedAt() : ended;
    }

    /** The order that brought it into this state; null where a fact did, or the clock. */
    private static @Nullable Action ordered(Violation violation) {
        var last = violation.getLastAction();
        var ended = violation.getEndedAt();
        boolean healedSince = last != null
                && ended != null
                && AUTO.equals(violation.getEndedBy())
                && last.getKind() != CommandKind.COMMENT;
        boolean commented = last != null
                && last.getKind() == CommandKind.COMMENT
                && ended != null
                && (ended.isAfter(last.getLogTime())
                        || (ended.equals(last.getLogTime()) && isBefore(last.getLeaf(), violation.getEndCause())));
        return healedSince || commented ? null : last;
    }

    private static boolean isBefore(LeafRef comment, @Nullable LeafRef end) {
        return end != null && comment.getLeaf() < end.getLeaf();
    }

    /** One state of one violation, whenever and however often it is derived. */
    static String id(Violation violation) {
        var status = violation.getStatus().name().toLowerCase(Locale.ROOT);
        return violation.getId() + '/' + status + '/' + leaf(cause(violation));
    }

    private static LeafRef cause(Violation violation) {
        var counted = counted(violation);
        return counted == null ? moved(violation) : counted.getLast();
    }

    /** The last of the occurrences that it stands for, where that is what this state tells of; null where it is something else. */
    private static @Nullable CountedOccurrences counted(Violation violation) {
        var counted = violation.getCounted();
        return counted != null && counted.getLast().getLeaf() > moved(violation).getLeaf() ? counted : null;
    }

    private static LeafRef moved(Violation violation) {
        var ordered = ordered(violation);
        if (ordered != null) {
            return ordered.getLeaf();
        }
        var end = violation.getEndCause();
        return end == null ? violation.getCause() : end;
    }

    /** How many occurrences it stands for. */
    static long occurrences(Violation violation) {
        var counted = violation.getCounted();
        return counted == null ? 1 : counted.getOccurrences();
    }

    static String leaf(LeafRef leaf) {
        return leaf.getGeneration() + "-" + leaf.getPartition() + "-" + leaf.getLeaf();
    }

    /** The actor as the log has it: its id, or a token; null where it cannot be told or there is none. */
    static @Nullable String actor(Violation violation) {
        return readable(violation.getActor());
    }

    /** What may be told of a value that may be protected: a text or a token; null for a ciphertext, or where there is none. */
    static @Nullable String readable(@Nullable Object value) {
        return switch (value) {
            case null -> null;
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
