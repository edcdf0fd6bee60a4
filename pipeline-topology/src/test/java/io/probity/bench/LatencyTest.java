package io.probity.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyTest {

    @Test
    void ofAHundredTheNinetyNinthIsWhatOneIsSlowerThan() {
        var latency = Latency.of(
                LongStream.rangeClosed(1, 100).map(it -> 101 - it).boxed().toList());

        assertThat(latency).isEqualTo(new Latency(100, nanos(50), nanos(99), nanos(100)));
    }

    @Test
    void ofOneAllThreeAreThatOne() {
        assertThat(Latency.of(List.of(7L))).isEqualTo(new Latency(1, nanos(7), nanos(7), nanos(7)));
    }

    private static Duration nanos(long count) {
        return Duration.ofNanos(count);
    }
}
