package io.probity.evaluate;

import io.probity.evaluate.catalog.Publication;
import io.probity.evaluate.catalog.Publication.Partial;
import io.probity.evaluate.catalog.Publication.Unsound;
import io.probity.evaluate.catalog.Publication.Whole;
import io.probity.leaf.Judged.Verdict;
import io.probity.model.Definition;
import io.probity.model.Observation;
import io.probity.model.Seen;
import io.probity.model.Status;
import io.probity.model.SubjectState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two of the controls that no catalog holds: a publish arrives whole, and what it says holds together. Their subject is the
 * publish, by name, and it is judged as any other: a publish that is not whole, or not sound, opens a violation, and one under
 * the same name that is heals it. Pure.
 *
 * @param name the name of the publish
 * @param came definitions that the log held at the commit
 * @param said definitions that the commit says there are
 * @param fault what does not hold together; null where all does, or nobody can know
 */
record PublishCheck(
        String name, int came, int said, @Nullable String fault) {
    /** All partitions see the same definitions; this one tells of them, so that a breach is one violation. */
    static final int PARTITION = 0;

    static final String WHOLE = "probity-publish-whole";
    static final String SOUND = "probity-publish-sound";

    private static final String KIND = "publish";
    private static final String NOTHING = "nothing of it is in force: ";
    private static final String EXPECTED_WHOLE = "definitions that came == definitions that the commit says";
    private static final String REMEDY_WHOLE =
            "Publish again, all of it; under the same name this violation is resolved. What was refused on the way is on"
                    + " audit.rejected.";
    private static final String EXPECTED_SOUND =
            "the scope tree holds together, what names a unit finds it, and nobody approves what he publishes";
    private static final String REMEDY_SOUND =
            "Put right what the reason names, and publish all of it again; under the same name this violation is resolved."
                    + " Until then what was in force before stays in force.";

    static PublishCheck of(Definition commit, Publication publication) {
        var name = commit.getPublish();
        return switch (publication) {
            case Whole(var definitions) -> new PublishCheck(name, definitions.size(), commit.getCount(), null);
            case Unsound(int came, String fault) -> new PublishCheck(name, came, commit.getCount(), fault);
            case Partial(int said, int came) -> new PublishCheck(name, came, said, null);
        };
    }

    /** {@code publish/<name>}. */
    String subject() {
        return KIND + '/' + name;
    }

    private boolean whole() {
        return came == said;
    }

    /** The subject's row before it was ever judged. */
    SubjectState row(String tenant, int settled) {
        return Rows.ofOwn(tenant, KIND, name, settled);
    }

    /**
     * What there is to tell: a fault, and of a publish that had one before how it stands now.
     *
     * @param row of the subject; null: it was never judged
     */
    List<Verdict> verdicts(Instant logTime, @Nullable SubjectState row) {
        var verdicts = new ArrayList<Verdict>(2);
        if (!whole() || (row != null && row.getStandings().containsKey(WHOLE))) {
            verdicts.add(wholeness(logTime));
        }
        if (whole() && (fault != null || (row != null && row.getStandings().containsKey(SOUND)))) {
            verdicts.add(soundness(logTime));
        }
        return verdicts;
    }

    private Verdict wholeness(Instant logTime) {
        var place = whole() ? fault == null ? "in force: " : "" : NOTHING;
        return Verdicts.ofOwn(
                WHOLE,
                "A publish of definitions arrives whole",
                logTime,
                whole() ? Status.PASS : Status.FAIL,
                place + "expected " + EXPECTED_WHOLE + "; saw came = " + came + ", said = " + said,
                List.of(seen("came", came)),
                List.of(seen("said", said)),
                EXPECTED_WHOLE,
                REMEDY_WHOLE);
    }

    private Verdict soundness(Instant logTime) {
        return Verdicts.ofOwn(
                SOUND,
                "What a publish says holds together",
                logTime,
                fault == null ? Status.PASS : Status.FAIL,
                fault == null ? "in force: " + EXPECTED_SOUND : NOTHING + fault,
                List.of(),
                List.of(),
                EXPECTED_SOUND,
                REMEDY_SOUND);
    }

    private static Observation seen(String field, int number) {
        return new Observation(field, Seen.VALUE, Integer.toString(number));
    }
}
