package io.probity.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How all subjects stand at the end, how they stood before, and what was found; as texts that can be compared. */
final class Outcome {
    private final TreeMap<String, String> standings = new TreeMap<>();
    private final TreeMap<String, List<Stretch>> stretches = new TreeMap<>();
    private final TreeMap<String, String> violations = new TreeMap<>();
    private int recalled;

    /**
     * For how long a subject stood in one way. One of FAIL is an interval of non-adherence.
     *
     * @param at own time of what began it
     * @param cause leaf that began it
     */
    private record Stretch(@Nullable String before, String status, Instant at, Instant logTime, long cause) {}

    /** The last word holds. */
    void stands(
            String subject,
            String control,
            String status,
            String exemption,
            String version,
            @Nullable String path,
            Instant firstSeen,
            Instant lastEvaluated,
            Instant lastChanged,
            Instant effective,
            int changes,
            long leaf) {
        standings.put(
                subject + " " + control,
                status + (exemption.isEmpty() ? "" : " under " + exemption) + " by " + version + " in " + path
                        + ", first " + firstSeen + ", last " + lastEvaluated
                        + ", changed " + lastChanged + ", fact " + effective + ", changes " + changes + ", leaf "
                        + leaf);
    }

    void changed(
            String subject,
            String control,
            @Nullable String before,
            String status,
            Instant at,
            Instant logTime,
            long cause) {
        stretches
                .computeIfAbsent(subject + " " + control, key -> new ArrayList<>())
                .add(new Stretch(before, status, at, logTime, cause));
    }

    /** The last word holds. */
    void violated(
            String id,
            String subject,
            String control,
            String version,
            @Nullable String path,
            String eventId,
            Instant occurred,
            Instant detected,
            long cause,
            @Nullable Instant ended,
            @Nullable Long endCause) {
        violations.put(
                id,
                subject + " " + control + " by " + version + " in " + path + ", event " + eventId + ", occurred "
                        + occurred + ", detected " + detected + ", cause " + cause
                        + (ended == null ? ", open" : ", resolved " + ended + " by " + endCause));
    }

    /** All of it, line by line. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        standings.forEach((key, words) -> lines.add("stands " + key + " " + words));
        stretches.forEach((key, all) -> {
            for (int i = 0; i < all.size(); i++) {
                var it = all.get(i);
                var end = i + 1 < all.size()
                        ? " to " + all.get(i + 1).logTime() + " by "
                                + all.get(i + 1).cause()
                        : "";
                lines.add((it.status().equals("FAIL") ? "failed " : "stood ") + key + " " + it.status() + " after "
                        + it.before() + " at " + it.at() + ", from " + it.logTime() + " by " + it.cause() + end);
            }
        });
        violations.forEach((id, words) -> lines.add("violation " + id.substring(0, 12) + " " + words));
        return lines;
    }

    /** The intervals of non-adherence, as the changes of standings have them. */
    List<String> intervals() {
        var lines = new ArrayList<String>();
        stretches.forEach((key, all) -> {
            for (int i = 0; i < all.size(); i++) {
                var it = all.get(i);
                if (it.status().equals("FAIL")) {
                    var next = i + 1 < all.size() ? all.get(i + 1) : null;
                    lines.add(interval(
                            key,
                            it.at(),
                            it.logTime(),
                            it.cause(),
                            next == null ? null : next.at(),
                            next == null ? null : next.logTime(),
                            next == null ? null : next.cause(),
                            next == null ? null : next.status()));
                }
            }
        });
        lines.sort(null);
        return lines;
    }

    static String interval(
            String key,
            Instant at,
            Instant logTime,
            long leaf,
            @Nullable Instant endedAt,
            @Nullable Instant endLogTime,
            @Nullable Long endLeaf,
            @Nullable String next) {
        return key + " at " + at + ", from " + logTime + " by " + leaf
                + (endLogTime == null
                        ? ""
                        : " to " + endLogTime + " by " + endLeaf + " at " + endedAt + ", then " + next + ", "
                                + Duration.between(logTime, endLogTime).toMillis() + " ms");
    }

    /** Whether a verdict of an event would be another if nothing were known of earlier events. */
    void recalled(boolean decides) {
        recalled += decides ? 1 : 0;
    }

    int recalled() {
        return recalled;
    }

    int violations() {
        return violations.size();
    }

    int standings() {
        return standings.size();
    }

    int waits() {
        return (int) stretches.values().stream()
                .flatMap(List::stream)
                .filter(it -> it.status().equals("PENDING"))
                .count();
    }
}
