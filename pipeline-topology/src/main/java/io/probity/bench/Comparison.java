package io.probity.bench;

/**
 * The two programs at one number of partitions: medians.
 *
 * @param controls in force in the pipeline
 * @param events counted in each run
 */
public record Comparison(int partitions, int controls, int events, Figures bare, Figures pipeline) {

    /** Throughput of the pipeline over that of the bare hops; 0.4 is the bar. */
    public double throughput() {
        return pipeline.eventsPerSecond() / bare.eventsPerSecond();
    }

    /** Processor time of the pipeline over that of the bare hops, broker included; 3 is the bar. */
    public double cpu() {
        return pipeline.micros() / bare.micros();
    }
}
