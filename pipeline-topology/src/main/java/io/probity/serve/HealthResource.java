package io.probity.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;

/** For orchestrators: live until it can only be restarted, ready when its stores can be asked. */
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {
    private final Map<String, KafkaStreams> applications;
    private final List<HealthSign> signs;

    /**
     * @param signs of what stands beside the applications; where there are applications they decide alone whether the
     *     instance is ready, since a door that pushes back says so to each sender
     */
    public HealthResource(Map<String, KafkaStreams> applications, List<HealthSign> signs) {
        this.applications = applications;
        this.signs = List.copyOf(signs);
    }

    /** 503 once an application is in ERROR or stopped: only a restart helps. */
    @GET
    @Path("live")
    public Response live() {
        return answer(applications.values().stream()
                .noneMatch(it -> it.state().hasCompletedShutdown() || it.state() == KafkaStreams.State.ERROR));
    }

    /** 503 while an application is starting, rebalancing or restoring. */
    @GET
    @Path("ready")
    public Response ready() {
        return answer(
                applications.isEmpty()
                        ? signs.stream().allMatch(HealthSign::ready)
                        : applications.values().stream().allMatch(it -> it.state() == KafkaStreams.State.RUNNING));
    }

    private Response answer(boolean good) {
        var body = JsonNodeFactory.instance.objectNode().put("status", good ? "UP" : "DOWN");
        applications.forEach((name, streams) -> body.put(name, streams.state().name()));
        signs.forEach(sign -> body.put(sign.name(), sign.state()));
        return Response.status(good ? 200 : 503).entity(body.toString()).build();
    }
}
