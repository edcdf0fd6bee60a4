package io.probity.serve;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the meters read at one moment; readings of one meter with the same labels add up. */
public final class Readings {
    private final Map<Meter, Map<List<String>, Double>> values = new EnumMap<>(Meter.class);

    /**
     * One reading more.
     *
     * @throws IllegalArgumentException if the meter has other labels
     */
    public void add(Meter meter, double value, String... labels) {
        if (labels.length != meter.labels().size()) {
            throw new IllegalArgumentException(meter + " has labels " + meter.labels());
        }
        values.computeIfAbsent(meter, any -> new LinkedHashMap<>()).merge(List.of(labels), value, Double::sum);
    }

    /** The same, for a count; one beyond 2^53 loses its last digits. */
    public void add(Meter meter, long count, String... labels) {
        add(meter, (double) count, labels);
    }

    MetricSnapshots snapshots() {
        var all = MetricSnapshots.builder();
        values.forEach((meter, points) -> all.metricSnapshot(snapshot(meter, points)));
        return all.build();
    }

    private static MetricSnapshot snapshot(Meter meter, Map<List<String>, Double> points) {
        return switch (meter.kind()) {
            case GAUGE -> {
                var gauge = GaugeSnapshot.builder().name(meter.id()).help(meter.meaning());
                points.forEach((labels, value) -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(labels(meter, labels))
                        .value(value)
                        .build()));
                yield gauge.build();
            }
            case COUNTER -> {
                var counter = CounterSnapshot.builder().name(meter.id()).help(meter.meaning());
                points.forEach((labels, value) -> counter.dataPoint(CounterDataPointSnapshot.builder()
                        .labels(labels(meter, labels))
                        .value(value)
                        .build()));
                yield counter.build();
            }
        };
    }

    private static Labels labels(Meter meter, List<String> values) {
        return Labels.of(meter.labels().toArray(String[]::new), values.toArray(String[]::new));
    }
}
