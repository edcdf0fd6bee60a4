package io.probity.serve;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.jersey3.InstrumentedResourceMethodApplicationListener;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.AbstractConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.glassfish.jersey.jetty.JettyHttpContainerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The endpoint of an instance: HTTP over its stores, and its doors where it has any; every resource timed. */
public final class Endpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

    /**
     * Warns of each resource that is handed over as an instance, and of formats that are not on the class path; we do the
     * one and want none of the other. Held, since java.util.logging forgets the level of a logger that nobody holds.
     */
    private static final java.util.logging.Logger JERSEY = java.util.logging.Logger.getLogger("org.glassfish.jersey");

    /** An event's id is its sender's and may hold a slash, a per cent sign or a backslash; no path here is a file's. */
    private static final UriCompliance IDS_IN_PATHS = UriCompliance.DEFAULT.with(
            "IDS_IN_PATHS",
            Violation.AMBIGUOUS_PATH_SEPARATOR,
            Violation.AMBIGUOUS_PATH_ENCODING,
            Violation.SUSPICIOUS_PATH_CHARACTERS);

    /** How long the last answers may take when it ends. */
    private static final Duration GOODBYE = Duration.ofSeconds(10);

    /** A batch of events comes in two or three reads, where Jetty's 8 KiB would make a dozen of it. */
    private static final int INPUT_BYTES = 64 << 10;

    /** From this release on a virtual thread that waits in a monitor lets go of the thread under it (JEP 491). */
    private static final int MONITORS_LET_GO = 24;

    private final Server server;

    private Endpoint(Server server) {
        this.server = server;
    }

    /**
     * Starts to answer, each request on a thread of the system's: a question that reads much of a store delays no other.
     *
     * @throws IllegalStateException if the server does not start
     */
    public static Endpoint start(BoundAddress address, MetricRegistry metrics, List<Object> resources) {
        return start(server(address, metrics, resources), address);
    }

    /**
     * Starts to answer requests that mostly wait for others: on virtual threads where the JDK's are up to it (docs/adr/0013).
     *
     * @throws IllegalStateException if the server does not start
     */
    public static Endpoint startWaiting(BoundAddress address, MetricRegistry metrics, List<Object> resources) {
        var server = server(address, metrics, resources);
        if (Runtime.version().feature() >= MONITORS_LET_GO
                && server.getThreadPool() instanceof QueuedThreadPool threads) {
            threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        }
        return start(server, address);
    }

    private static Server server(BoundAddress address, MetricRegistry metrics, List<Object> resources) {
        JERSEY.setLevel(Level.SEVERE);
        var config = new ResourceConfig().property(ServerProperties.WADL_FEATURE_DISABLE, true);
        resources.forEach(config::register);
        config.register(new InstrumentedResourceMethodApplicationListener(metrics));
        config.register(new Faults());
        config.register(new Remainder());
        var server = JettyHttpContainerFactory.createServer(
                URI.create("http://" + address.host() + ":" + address.port() + "/"), config, false);
        server.setErrorHandler(new Errors());
        server.insertHandler(new GracefulHandler()); // at the end, who has asked is still answered
        server.setStopTimeout(GOODBYE.toMillis());
        return server;
    }

    private static Endpoint start(Server server, BoundAddress address) {
        try {
            for (var connector : server.getConnectors()) {
                var ours = (ServerConnector) connector;
                ours.setHost(address.host());
                ours.getConnectionFactories().stream()
                        .filter(HttpConfiguration.ConnectionFactory.class::isInstance)
                        .map(HttpConfiguration.ConnectionFactory.class::cast)
                        .forEach(it -> it.getHttpConfiguration().setUriCompliance(IDS_IN_PATHS));
                ours.getConnectionFactories().stream()
                        .filter(AbstractConnectionFactory.class::isInstance)
                        .map(AbstractConnectionFactory.class::cast)
                        .forEach(it -> it.setInputBufferSize(INPUT_BYTES));
                ours.open(address.channel()); // Jersey's factory would bind to every address
            }
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("the endpoint does not start", e);
        }
        return new Endpoint(server);
    }

    /** Where it listens, for example http://127.0.0.1:8080/. */
    public URI uri() {
        return server.getURI().resolve("/");
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("the endpoint did not stop cleanly", e);
        }
    }

    /** What nobody foresaw is a problem too, and says nothing of the inside. */
    private static final class Faults implements ExceptionMapper<Throwable> {
        @Override
        public Response toResponse(Throwable thrown) {
            if (thrown instanceof WebApplicationException web) {
                return web.getResponse().hasEntity()
                        ? web.getResponse()
                        : Problem.response(
                                        web.getResponse().getStatus(), "Not answered", String.valueOf(web.getMessage()))
                                .build();
            }
            LOG.error("a question failed", thrown);
            return Problem.response(
                            500, "Fault", "the question could not be answered; the log of this instance says why")
                    .build();
        }
    }
}
