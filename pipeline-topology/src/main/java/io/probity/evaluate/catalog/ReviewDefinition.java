package io.probity.evaluate.catalog;

import io.probity.model.Status;
import java.time.Duration;
import java.util.List;

/**
 * When a person is to look at a verdict that is not sure enough, as its author wrote it.
 *
 * @param below CEL over {@code params} that gives a number from 0 to 1: what is less sure than that is not sure enough
 * @param within how long there is to answer, by the log's clock
 * @param when the verdicts of which it is asked
 */
public record ReviewDefinition(String below, Duration within, List<Status> when) {
    /** The verdicts that an author may name. */
    public static final List<Status> ANSWERS = List.of(Status.PASS, Status.FAIL, Status.WARN);

    /** Where the author names none. */
    public static final List<Status> USUAL = List.of(Status.PASS, Status.FAIL);
}
