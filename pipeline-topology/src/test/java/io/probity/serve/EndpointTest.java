package io.probity.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On whose threads the endpoint answers. */
class EndpointTest {
    private final BoundAddress free = BoundAddress.of("127.0.0.1", 0);

    @Test
    void answersQuestionsOnThreadsThatTheSystemSharesOut() throws IOException, InterruptedException {
        try (var endpoint = Endpoint.start(free, new MetricRegistry(), List.of(new Mirror()))) {
            assertThat(isVirtual(endpoint)).isFalse();
        }
    }

    @Test
    void waitsOnVirtualThreadsWhereMonitorsLetGoOfThem() throws IOException, InterruptedException {
        try (var endpoint = Endpoint.startWaiting(free, new MetricRegistry(), List.of(new Mirror()))) {
            assertThat(isVirtual(endpoint)).isEqualTo(Runtime.version().feature() >= 24);
        }
    }

    private static boolean isVirtual(Endpoint endpoint) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(endpoint.uri().resolve("mirror")).build();
            return Boolean.parseBoolean(
                    client.send(request, BodyHandlers.ofString()).body());
        }
    }

    /** Says on what it runs. */
    @Path("mirror")
    public static final class Mirror {
        @GET
        public String thread() {
            return String.valueOf(Thread.currentThread().isVirtual());
        }
    }
}
