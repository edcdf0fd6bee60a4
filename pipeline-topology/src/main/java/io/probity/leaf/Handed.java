package io.probity.leaf;

import io.probity.model.Command;
import io.probity.model.LeafRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What evaluation hands on to adherence: verdicts, or what somebody ordered. */
public sealed interface Handed permits Judged, Handed.Ordered, Handed.Answered {

    /**
     * An order about a violation, its subject settled up to it.
     *
     * @param leaf of the order
     * @param logTime the log's clock when it came
     * @param taken false: another order has its id
     */
    record Ordered(String tenant, Command command, LeafRef leaf, Instant logTime, boolean taken) implements Handed {}

    /**
     * What became of a refresh.
     *
     * @param leaf of the order
     * @param logTime the log's clock when it came
     * @param refusal null where it is carried out
     */
    record Answered(
            String tenant,
            Command command,
            LeafRef leaf,
            Instant logTime,
            @Nullable Refusal refusal) implements Handed {}
}
