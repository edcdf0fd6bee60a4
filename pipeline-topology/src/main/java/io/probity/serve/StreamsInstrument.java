package io.probity.serve;

import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;

/** State, pace and lag of the applications, and what their stages count, out of Kafka's own metrics. */
public record StreamsInstrument(Map<String, KafkaStreams> applications) implements Instrument {
    @Override
    public void read(Readings into) {
        applications.forEach((application, streams) -> {
            into.add(Meter.STREAMS_STATE, 1, application, streams.state().name().toLowerCase(Locale.ROOT));
            streams.metrics().values().forEach(metric -> read(into, application, metric));
        });
    }

    private static void read(Readings into, String application, Metric metric) {
        if (!(metric.metricValue() instanceof Double value) || value.isNaN()) {
            return;
        }
        MetricName name = metric.metricName();
        Map<String, String> tags = name.tags();
        switch (name.group() + '/' + name.name()) {
            case "stream-thread-metrics/process-rate" -> into.add(Meter.PROCESS_RATE, value, application, thread(tags));
            case "stream-thread-metrics/process-total" -> into.add(Meter.PROCESSED, value, application, thread(tags));
            case "consumer-fetch-manager-metrics/records-lag" -> {
                if (tags.containsKey("partition")) {
                    into.add(
                            Meter.CONSUMER_LAG,
                            value,
                            application,
                            tags.getOrDefault("topic", ""),
                            tags.getOrDefault("partition", ""));
                }
            }
            case "stream-refusal-metrics/refused-total" ->
                into.add(Meter.REFUSED, value, tags.getOrDefault("refusal-id", ""));
            case "stream-context-metrics/unreadable-total" ->
                into.add(
                        Meter.CONTEXT_UNREADABLE,
                        value,
                        tags.getOrDefault("topic", ""),
                        tags.getOrDefault("reason", ""));
            case "stream-violation-metrics/violation-total" ->
                into.add(Meter.VIOLATIONS, value, tags.getOrDefault("violation-id", ""));
            case "stream-review-metrics/review-total" ->
                into.add(Meter.REVIEWS, value, tags.getOrDefault("review-id", ""));
            default -> {} // Kafka has hundreds more; who needs them reads them by JMX
        }
    }

    /** The number of the thread: its whole name holds an id that is new at each start. */
    private static String thread(Map<String, String> tags) {
        var thread = tags.getOrDefault("thread-id", "");
        return thread.substring(thread.lastIndexOf('-') + 1);
    }
}
