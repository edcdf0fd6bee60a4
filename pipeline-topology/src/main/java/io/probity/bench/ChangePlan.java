package io.probity.bench;

import java.time.Duration;

/**
 * What is measured of a change of the rules.
 *
 * @param subjects whose standing the changed control holds, up to 100,000
 * @param controls in force
 * @param rate live events a second, before, during and after
 * @param still how long they flow before the change, and after it is done, each
 */
public record ChangePlan(int partitions, int subjects, int controls, int rate, Duration still) {
    public ChangePlan {
        if (partitions < 1 || subjects < 1 || subjects > MixEvents.PROJECTS || rate < 10 || still.toSeconds() < 5) {
            throw new IllegalArgumentException(
                    "needs one partition and one to 100,000 subjects, 10 events a second and 5 s at the least");
        }
    }
}
