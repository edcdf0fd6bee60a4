package io.probity.batch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One entry of the log of a partition. */
sealed interface Line {

    /** The log's clock. */
    record Tick(Instant at) implements Line {}

    /**
     * An event, or its copy for a subject that it mentions.
     *
     * @param subject kind/id of whom this copy is for
     */
    record Heard(Told event, String subject) implements Line {
        boolean home() {
            return subject.equals(event.home());
        }
    }

    /**
     * A definition of a publish.
     *
     * @param place where it came from: a line that comes twice is one definition
     */
    record Defined(Article article, String publish, int place) implements Line {}

    /**
     * The end of a publish.
     *
     * @param count definitions that it says there are
     */
    record Committed(String publish, int count, int place) implements Line {}

    /**
     * What happened.
     *
     * @param path of the scope
     * @param approval for approval_action; null: it says none, and takes the one before back
     * @param result for policy_validated; null: it says none
     * @param tool for any type; null: it says none
     * @param resource for drift_detected: which
     * @param drifted for drift_detected: whether it drifted
     * @param target kind/id of what subject_created and subject_archived are about
     */
    record Told(
            String id,
            String type,
            String home,
            Instant at,
            String path,
            String action,
            @Nullable String approval,
            @Nullable String result,
            @Nullable String tool,
            String resource,
            boolean drifted,
            @Nullable String target) {}
}
