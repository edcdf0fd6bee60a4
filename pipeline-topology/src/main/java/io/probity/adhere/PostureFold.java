package io.probity.adhere;

import io.probity.leaf.Judged;
import io.probity.model.Adherence;
import io.probity.model.Fact;
import io.probity.model.Posture;
import io.probity.model.Severity;
import io.probity.model.SubjectState;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a subject stands as a whole: what its controls come to together, how many violations of it are open, and the risk that lies in them.
 * Pure.
 */
final class PostureFold {
    private final @Nullable Posture before;
    /** How many more violations of a severity are open, or fewer; empty where the step touched none, as nearly always. */
    private Map<Severity, Integer> opened = Map.of();

    PostureFold(@Nullable Posture before) {
        this.before = before;
    }

    /**
     * A violation of the subject as it was and as it is.
     *
     * @param was null where it is new
     */
    void violation(@Nullable Violation was, Violation is) {
        count(was, -1);
        count(is, 1);
    }

    private void count(@Nullable Violation violation, int by) {
        if (violation != null && isOpen(violation.getStatus())) {
            opened = opened.isEmpty() ? new EnumMap<>(Severity.class) : opened;
            opened.merge(violation.getSeverity(), by, Integer::sum);
        }
    }

    private static boolean isOpen(ViolationStatus status) {
        return status == ViolationStatus.DETECTED || status == ViolationStatus.IN_REVIEW;
    }

    /** The row with how it stands as a whole after an order about a violation. */
    static SubjectState ordered(SubjectState row, Violation was, Violation is, Instant logTime) {
        var fold = new PostureFold(row.getPosture());
        fold.violation(was, is);
        var posture = fold.after(row.getStandings(), row.getFacts(), false, logTime);
        if (Objects.equals(posture, row.getPosture())) {
            return row;
        }
        return SubjectState.newBuilder(row).setPosture(posture).build(); // copies all of it, and orders are rare
    }

    /**
     * The same as before where nothing of it has changed; null where nothing stands.
     *
     * @param moved whether any standing is another
     * @param facts what is known of the subject
     */
    @Nullable Posture after(Map<String, Adherence> standings, Map<String, Fact> facts, boolean moved, Instant logTime) {
        if (!moved && opened.isEmpty() && (before == null || before.getRisk() == risk(before, facts))) {
            return before; // nearly always
        }
        var counts = new EnumMap<Folded, Integer>(Folded.class);
        var whole = Folded.NOT_APPLICABLE;
        for (var standing : standings.values()) {
            var folded = Folded.of(standing.getStatus());
            whole = whole.and(folded);
            counts.merge(folded, 1, Integer::sum);
        }
        var now = new Posture(
                word(whole),
                counts.getOrDefault(Folded.FAILED, 0),
                counts.getOrDefault(Folded.PENDING, 0),
                counts.getOrDefault(Folded.PASSED, 0),
                open(Severity.CRITICAL, before == null ? 0 : before.getCritical()),
                open(Severity.HIGH, before == null ? 0 : before.getHigh()),
                open(Severity.MEDIUM, before == null ? 0 : before.getMedium()),
                open(Severity.LOW, before == null ? 0 : before.getLow()),
                open(Severity.INFO, before == null ? 0 : before.getInfo()),
                0L,
                before == null ? logTime : before.getSince());
        var weighed = Posture.newBuilder(now).setRisk(risk(now, facts)).build();
        return weighed.equals(before)
                ? before
                : Posture.newBuilder(weighed).setSince(logTime).build();
    }

    private int open(Severity severity, int was) {
        return was + opened.getOrDefault(severity, 0);
    }

    private static String word(Folded whole) {
        return switch (whole) {
            case FAILED -> "failed";
            case PENDING -> "pending";
            case PASSED -> "passed";
            case NOT_APPLICABLE -> "notApplicable";
        };
    }

    /**
     * In tenths of a point of CVSS. A violation weighs the least score of the rating that its severity has in CVSS v3.1 (Qualitative
     * Severity Rating Scale: 0.1, 4.0, 7.0, 9.0); criticality weighs as its Security Requirements do (0.5, 1, 1.5; Not Defined: 1), which
     * know no critical. Half a tenth is one.
     */
    private static long risk(Posture now, Map<String, Fact> facts) {
        long tenths = 90L * now.getCritical() + 70L * now.getHigh() + 40L * now.getMedium() + now.getLow();
        return (tenths * twice(facts.get(Judged.CRITICALITY)) + 1) / 2;
    }

    private static int twice(@Nullable Fact criticality) {
        if (criticality == null) {
            return 2;
        }
        return switch (criticality.getValue().toLowerCase(Locale.ROOT)) { // JSON: in quotes
            case "\"critical\"", "\"high\"" -> 3;
            case "\"low\"" -> 1;
            default -> 2;
        };
    }
}
