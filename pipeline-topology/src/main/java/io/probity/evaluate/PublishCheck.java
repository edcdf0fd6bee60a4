package io.probity.evaluate;

import io.probity.evaluate.catalog.Publication;
import io.probity.evaluate.catalog.Publication.Partial;
import io.probity.evaluate.catalog.Publication.Whole;
import io.probity.leaf.Judged.Verdict;
import io.probity.model.Definition;
import io.probity.model.Observation;
import io.probity.model.Scope;
import io.probity.model.Seen;
import io.probity.model.Severity;
import io.probity.model.Status;
import io.probity.model.SubjectState;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The one control that no catalog holds: a publish arrives whole. Its subject is the publish, by name, and it is judged as
 * any other: a publish that is not whole opens a violation, and a whole one under the same name heals it. Pure.
 *
 * @param name the name of the publish
 * @param came definitions that the log held at the commit
 * @param said definitions that the commit says there are
 */
record PublishCheck(String name, int came, int said) {
    /** All partitions see the same definitions; this one tells of them, so that a breach is one violation. */
    static final int PARTITION = 0;

    static final String CONTROL = "probity-publish-whole";

    private static final String KIND = "publish";
    private static final String EXPECTED = "definitions that came == definitions that the commit says";
    private static final String REMEDIATION =
            "Publish again, all of it; under the same name this violation is resolved. What was refused on the way is on"
                    + " audit.rejected.";

    static PublishCheck of(Definition commit, Publication publication) {
        var name = commit.getPublish();
        return switch (publication) {
            case Whole(var definitions) -> new PublishCheck(name, definitions.size(), commit.getCount());
            case Partial(int said, int came) -> new PublishCheck(name, came, said);
        };
    }

    /** {@code publish/<name>}. */
    String subject() {
        return KIND + '/' + name;
    }

    boolean passed() {
        return came == said;
    }

    /** The subject's row before it was ever judged. */
    SubjectState row(String tenant, int settled) {
        var scope = new Scope(KIND, name, null);
        return new SubjectState(
                tenant, subject(), scope, Instant.EPOCH, false, settled, Map.of(), Map.of(), Map.of(), null, Map.of());
    }

    Verdict verdict(Instant logTime) {
        return new Verdict(
                CONTROL,
                "1",
                "", // no definition: the program brings it along
                "A publish of definitions arrives whole",
                Severity.HIGH,
                false,
                false,
                false,
                false,
                logTime,
                passed() ? Status.PASS : Status.FAIL,
                (passed() ? "in force: expected " : "nothing of it is in force: expected ") + EXPECTED + "; saw came = "
                        + came + ", said = " + said,
                List.of(seen("came", came)),
                List.of(seen("said", said)),
                EXPECTED,
                REMEDIATION,
                List.of());
    }

    private static Observation seen(String field, int number) {
        return new Observation(field, Seen.VALUE, Integer.toString(number));
    }
}
