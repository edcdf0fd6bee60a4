package io.probity.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.probity.house.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeterDocTest {
    @Test
    void thePageShowsEveryMeter() throws IOException {
        Page.named("operations.md")
                .shows(Arrays.stream(Meter.values())
                        .map(it -> List.of("`" + it.scraped() + "`", String.join(", ", it.labels()), it.meaning()))
                        .toList());
    }

    @Test
    void readingsOfOneMeterWithTheSameLabelsAddUp() throws IOException {
        Instrument twice = into -> {
            into.add(Meter.REFUSED, 2, "too_deep");
            into.add(Meter.REFUSED, 3, "too_deep");
            into.add(Meter.LOG_TIME, 1.5, "0");
        };
        var text =
                new String(new MetricsResource(new MetricRegistry(), List.of(twice)).metrics(), StandardCharsets.UTF_8);

        assertThat(text)
                .contains("probity_refused_total{reason=\"too_deep\"} 5.0")
                .contains("probity_log_time_seconds{partition=\"0\"} 1.5")
                .contains("# TYPE probity_refused_total counter");
    }
}
