package io.probity.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The two programs at one number of partitions: medians.
 *
 * @param controls in force in the pipeline
 * @param events counted in each run
 * @param pairs throughput of a run of the pipeline over that of the bare hops just before it, of every round: how far single runs lie apart
 */
public record Comparison(int partitions, int controls, int events, Figures bare, Figures pipeline, Spread pairs) {

    static Comparison of(int partitions, int controls, int events, List<Figures> bare, List<Figures> pipeline) {
        var pairs = IntStream.range(0, bare.size())
                .mapToObj(round ->
                        pipeline.get(round).eventsPerSecond() / bare.get(round).eventsPerSecond())
                .toList();
        return new Comparison(
                partitions, controls, events, Figures.medians(bare), Figures.medians(pipeline), Spread.of(pairs));
    }

    /** Throughput of the pipeline over that of the bare hops; 0.4 is the bar. */
    public double throughput() {
        return pipeline.eventsPerSecond() / bare.eventsPerSecond();
    }

    /** Processor time of the pipeline over that of the bare hops, broker included; 3 is the bar. */
    public double cpu() {
        return pipeline.micros() / bare.micros();
    }
}
