package io.probity.bench;

import java.util.List;

/**
 * What to measure of the rules.
 *
 * @param forks JVMs for each figure, from 1
 * @param quick true: figures in seconds that say little, to see that everything runs
 * @param engines names of the peers to measure beside ours
 */
public record RulesPlan(int forks, boolean quick, List<String> engines) {
    /** All there are. */
    public static final List<String> PEERS = List.of("siembol", "event-ruler", "drools", "cel-loop");

    public RulesPlan {
        if (forks < 1) {
            throw new IllegalArgumentException("--forks must be at least 1, was " + forks);
        }
        for (var engine : engines) {
            if (!PEERS.contains(engine)) {
                throw new IllegalArgumentException("--engines: no engine is named " + engine + "; there are " + PEERS);
            }
        }
        engines = List.copyOf(engines);
    }
}
