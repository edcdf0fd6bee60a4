package io.probity.bench;

import java.util.Collection;

/** One figure out of several runs. */
public record Spread(double median, double low, double high) {
    /** Of at least one. */
    public static Spread of(Collection<Double> figures) {
        var sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}
