package io.probity.serve;

import com.codahale.metrics.MetricRegistry;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.dropwizard.DropwizardExports;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** All meters in Prometheus' text format: {@link Meter}s, and the timers of the questions. */
@Path("/metrics")
@Produces(PrometheusTextFormatWriter.CONTENT_TYPE)
public final class MetricsResource {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

    /**
     * @param timers of the questions
     * @param instruments read at each scrape
     */
    public MetricsResource(MetricRegistry timers, List<Instrument> instruments) {
        DropwizardExports.builder().dropwizardRegistry(timers).register(registry);
        registry.register((MultiCollector) () -> read(instruments));
    }

    private static MetricSnapshots read(List<Instrument> instruments) {
        var readings = new Readings();
        instruments.forEach(instrument -> instrument.read(readings));
        return readings.snapshots();
    }

    @GET
    public byte[] metrics() throws IOException {
        var out = new ByteArrayOutputStream();
        writer.write(out, registry.scrape());
        return out.toByteArray();
    }
}
