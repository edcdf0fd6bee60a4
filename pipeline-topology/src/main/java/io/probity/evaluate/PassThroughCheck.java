package io.probity.evaluate;

import io.probity.evaluate.catalog.PassThroughDefinition;
import io.probity.leaf.Judged.Verdict;
import io.probity.model.Status;
import io.probity.model.SubjectState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A control that no catalog holds: no emergency lets anything through. Its subject is the pass-through, by id; while that holds there is a
 * violation, which its end resolves, so whoever hears of violations hears of both. {@link PublishCheck#PARTITION} tells. Pure.
 */
final class PassThroughCheck {
    static final String CONTROL = "probity-no-pass-through";

    private static final String KIND = "pass-through";
    private static final String EXPECTED = "no pass-through is in force";
    private static final String REMEDIATION =
            "It ends by itself when it expires; to end it before, publish a version of it that says retired: true. Then look at what"
                    + " came through: the decisions whose exemption is the pass-through.";

    private PassThroughCheck() {}

    /** Whether a subject is a pass-through. */
    static boolean isAbout(String subject) {
        return subject.startsWith(KIND + '/');
    }

    /** {@code pass-through/<id>}. */
    static String subject(String id) {
        return KIND + '/' + id;
    }

    /** The subject's row before it was ever judged: there is nothing to settle it with up to now. */
    static SubjectState row(String tenant, String id, int turns) {
        return Rows.ofOwn(tenant, KIND, id, turns);
    }

    /**
     * How it stands after a change.
     *
     * @param rulebook after it
     * @param row of the subject
     * @return nothing where the change makes no difference to how it stood
     */
    static List<Verdict> after(Change change, Rulebook rulebook, SubjectState row) {
        var history = rulebook.passThrough(row.getSubject().substring(KIND.length() + 1));
        if (history == null || !history.touchedBy(change)) {
            return List.of();
        }
        var verdict = at(history, change.at());
        var before = row.getStandings().get(CONTROL);
        return before != null && before.getStatus() == verdict.status() ? List.of() : List.of(verdict);
    }

    /** How it stands at a time. */
    static Verdict at(History<PassThroughDefinition> history, Instant time) {
        var pass = history.latest();
        @Nullable PassThroughDefinition inForce = history.at(time);
        if (inForce != null && inForce.liveAt(time)) {
            return verdict(time, Status.FAIL, "from " + inForce.from() + " on " + words(inForce));
        }
        return verdict(
                time,
                Status.PASS,
                time.isBefore(pass.from())
                        ? "not yet: from " + pass.from() + " on " + words(pass)
                        : "over: nothing is let through by it any more");
    }

    private static String words(PassThroughDefinition pass) {
        return "what " + (pass.controls().isEmpty() ? "all controls" : String.join(", ", pass.controls()))
                + " would have stopped in " + pass.scope() + " is let through, until " + pass.expires() + ", by "
                + pass.approver() + " (" + pass.reason() + ")";
    }

    private static Verdict verdict(Instant time, Status status, String reason) {
        return Verdicts.ofOwn(
                CONTROL,
                "No emergency lets through what controls would stop",
                time,
                status,
                reason,
                List.of(),
                List.of(),
                EXPECTED,
                REMEDIATION);
    }
}
