package io.probity.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one run came to, or the medians of several.
 *
 * @param appMicros processor time of the application per event, user and system, in microseconds
 * @param brokerMicros that of the broker
 */
public record Figures(double eventsPerSecond, double appMicros, double brokerMicros) {

    /** Both together. */
    public double micros() {
        return appMicros + brokerMicros;
    }

    static Figures medians(List<Figures> runs) {
        return new Figures(
                median(runs, Figures::eventsPerSecond),
                median(runs, Figures::appMicros),
                median(runs, Figures::brokerMicros));
    }

    private static double median(List<Figures> runs, ToDoubleFunction<Figures> figure) {
        var sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
