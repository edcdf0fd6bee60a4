package io.probity.batch;

import io.probity.model.Severity;
import io.probity.model.SubjectPosture;
import io.probity.model.SubjectState;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How subjects stand as a whole, a line for each: as the ledger told it last, and counted anew from how all stand. */
final class Postures {
    private Postures() {}

    /** The last word of each subject. */
    static Map<String, String> told(List<SubjectPosture> told) {
        var lines = new TreeMap<String, String>();
        for (var it : told) {
            var posture = it.getPosture();
            lines.put(
                    it.getSubject(),
                    line(
                            posture.getFailed(),
                            posture.getPending(),
                            posture.getPassed(),
                            posture.getCritical(),
                            posture.getHigh(),
                            posture.getMedium(),
                            posture.getLow(),
                            posture.getInfo()));
        }
        lines.values().removeIf(line(0, 0, 0, 0, 0, 0, 0, 0)::equals);
        return lines;
    }

    /**
     * What they must come to.
     *
     * @param violations every state of each; the last one holds
     */
    static Map<String, String> anew(List<SubjectState> subjects, List<Violation> violations) {
        var open = open(violations);
        var lines = new TreeMap<String, String>();
        for (var row : subjects) {
            int[] controls = new int[3];
            row.getStandings().values().forEach(it -> {
                switch (it.getStatus()) {
                    case FAIL, ERROR, WAIVED -> controls[0]++;
                    case PENDING, STALE, UNKNOWN -> controls[1]++;
                    case PASS, WARN -> controls[2]++;
                    case NOT_APPLICABLE, SKIPPED -> {}
                }
            });
            var breaches = open.getOrDefault(row.getSubject(), Map.of());
            lines.put(
                    row.getSubject(),
                    line(
                            controls[0],
                            controls[1],
                            controls[2],
                            breaches.getOrDefault(Severity.CRITICAL, 0),
                            breaches.getOrDefault(Severity.HIGH, 0),
                            breaches.getOrDefault(Severity.MEDIUM, 0),
                            breaches.getOrDefault(Severity.LOW, 0),
                            breaches.getOrDefault(Severity.INFO, 0)));
        }
        lines.values().removeIf(line(0, 0, 0, 0, 0, 0, 0, 0)::equals);
        return lines;
    }

    private static Map<String, Map<Severity, Integer>> open(List<Violation> violations) {
        var last = new HashMap<String, Violation>();
        violations.forEach(it -> last.put(it.getId(), it));
        var open = new HashMap<String, Map<Severity, Integer>>();
        last.values().stream()
                .filter(it -> it.getStatus() == ViolationStatus.DETECTED || it.getStatus() == ViolationStatus.IN_REVIEW)
                .forEach(it -> open.computeIfAbsent(it.getSubject(), subject -> new HashMap<>())
                        .merge(it.getSeverity(), 1, Integer::sum));
        return open;
    }

    private static String line(
            int failed, int pending, int passed, int critical, int high, int medium, int low, int info) {
        return "failed %d, pending %d, passed %d; open %d %d %d %d %d"
                .formatted(failed, pending, passed, critical, high, medium, low, info);
    }
}
