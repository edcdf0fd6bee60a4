package io.probity.balance;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the watch over the sources has to tell. */
sealed interface Notice {
    /** Whose source. */
    String tenant();

    /** Which source. */
    String source();

    /**
     * Numbers of a component did not come within the grace.
     *
     * @param first the smallest number that is missing
     * @param last the greatest number that is missing; others between them may have come
     * @param missing how many are missing
     */
    record Gap(String tenant, String source, String component, long first, long last, long missing) implements Notice {}

    /** All that was told missing has come. */
    record GapClosed(String tenant, String source, String component, long first, long last) implements Notice {}

    /**
     * A source, or a component of it, is quiet for longer than is usual.
     *
     * @param component null for the source as a whole
     * @param lastAt when it last came
     * @param limit the watched time after which its silence is told
     */
    record Silent(String tenant, String source, @Nullable String component, Instant lastAt, Duration limit)
            implements Notice {}

    /**
     * One that was told silent has come again.
     *
     * @param lastAt when it came last before the silence
     */
    record Resumed(String tenant, String source, @Nullable String component, Instant lastAt) implements Notice {}
}
