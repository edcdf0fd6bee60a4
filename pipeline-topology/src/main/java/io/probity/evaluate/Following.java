package io.probity.evaluate;

import io.probity.evaluate.Recall.Counts;
import io.probity.evaluate.catalog.FollowedByDefinition;
import io.probity.evaluate.cel.Inputs;
import io.probity.leaf.Reason;
import io.probity.model.AuditEvent;
import io.probity.model.RecalledEvent;
import io.probity.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is said of an event that another must follow: at once, by what came in before it, and in which words. Pure. */
final class Following {
    private Following() {}

    /**
     * PASS where what came in before shows that the event was followed, UNKNOWN where it names no group; else PENDING, with what it waits
     * for.
     *
     * @param passed by guard and condition
     * @param version of the control, by its place in the order of the log, from 0
     * @param since when what follows has been kept for the version
     */
    static Judgement asked(
            Judgement passed, int version, AuditEvent event, Inputs inputs, Recollection recollection, Instant since) {
        var control = passed.control();
        var follow = Objects.requireNonNull(control.follow());
        var expected = expected(control, event.getId());
        @Nullable String group = follow.group(inputs);
        if (group == null) {
            return passed.as(Status.UNKNOWN, "`groupBy` gives no text here; " + expected);
        }
        var at = event.getEffective();
        var kept = recollection.followers(follow, group, since);
        var due = at.plus(follow.definition().within());
        @Nullable String doubt = kept.missingTo().isBefore(at)
                ? null
                : "what came in before " + kept.missingTo() + " is not all known"
                        + (kept.crowded() ? ", since " + Crowd.words() : "");
        var opening = new Opening(version, event.getId(), group, follow.value(inputs), due, doubt);
        for (var earlier : kept.events()) {
            switch (follows(opening, at, follow, group, earlier)) {
                case YES -> {
                    return passed.as(Status.PASS, followed(expected, earlier.getAt()));
                }
                case PERHAPS -> opening = doubtful(opening, earlier.getAt());
                case NO -> {}
            }
        }
        return passed.waiting(expected + "; the time is over at " + due, opening);
    }

    private static Follows follows(Opening opening, Instant at, Recall follow, String group, RecalledEvent earlier) {
        return Follows.of(
                opening,
                at,
                follow,
                earlier.getAt(),
                earlier.getDoubtful() ? Counts.PERHAPS : Counts.YES,
                group,
                earlier.getValue());
    }

    /** The first doubt is told. */
    private static Opening doubtful(Opening opening, Instant by) {
        return opening.doubt() != null
                ? opening
                : new Opening(
                        opening.version(),
                        opening.eventId(),
                        opening.group(),
                        opening.value(),
                        opening.due(),
                        doubt(by));
    }

    /** Why nobody can tell, of an event that may be the one. */
    static String doubt(Instant by) {
        return "whether that of " + by + " follows it cannot be told";
    }

    /** The subject is not in use any more. */
    static Judgement noLonger(ControlVersion control, Opening opening) {
        return new Judgement(
                control,
                Status.NOT_APPLICABLE,
                "the subject is not in use any more; " + expected(control, opening.eventId()),
                List.of(),
                List.of(),
                opening);
    }

    static String expected(ControlVersion control, String eventId) {
        var asked = control.definition().followedBy();
        return "expected " + words(asked) + " of " + eventId;
    }

    private static String words(@Nullable FollowedByDefinition asked) {
        return asked == null ? "" : String.join(" or ", asked.events()) + " within " + asked.within();
    }

    static String followed(String expected, Instant at) {
        return Reason.of(expected, "one of " + at);
    }

    /**
     * What is said when the time is over and nothing is known to have followed; waivers are not looked at.
     *
     * @param inForce whether the control is, for that scope, when the time is over
     */
    static Judgement missed(ControlVersion control, Opening opening, Standing standing, boolean inForce) {
        var expected = expected(control, opening.eventId());
        var requirements = standing.requirements();
        if (!inForce) {
            var reason = "the control is not for it any more when the time is over; " + expected;
            return new Judgement(control, Status.NOT_APPLICABLE, reason, List.of(), requirements, opening);
        }
        if (opening.doubt() != null) {
            return new Judgement(
                    control, Status.UNKNOWN, opening.doubt() + "; " + expected, List.of(), requirements, opening);
        }
        var reason = Reason.of(expected, "none before " + opening.due());
        return new Judgement(control, Status.FAIL, reason, List.of(), requirements, opening);
    }
}
