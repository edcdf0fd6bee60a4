package io.probity.bench;

import java.util.List;

/**
 * How much is measured.
 *
 * @param partitions one comparison for each
 * @param events in the backlog of every run; the first part of them warms the compilers up and is not counted
 * @param runs of each program for each comparison
 * @param controls sizes of the catalogs, the pipeline measured with each; empty: with the shipped one, as it is
 */
public record BenchPlan(List<Integer> partitions, int events, int runs, List<Integer> controls) {
    /**
     * Share of the events that is not counted: both programs must have been compiled by then, and the larger takes longer. After
     * 42,000 events the next ones cost the pipeline twice what they cost after 175,000.
     */
    private static final double WARM_UP = 0.5;

    public BenchPlan {
        partitions = List.copyOf(partitions);
        controls = List.copyOf(controls);
        if (events < 10_000 || runs < 1 || partitions.stream().anyMatch(it -> it < 1)) {
            throw new IllegalArgumentException("needs 10,000 events, one run and one partition at the least");
        }
    }

    int warmUp() {
        return (int) (events * WARM_UP);
    }

    int counted() {
        return events - warmUp();
    }
}
