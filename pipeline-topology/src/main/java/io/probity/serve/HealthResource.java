package io.probity.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;

/** For orchestrators: live until it can only be restarted, ready when its stores can be asked. */
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {
    private final Map<String, KafkaStreams> applications;

    public HealthResource(Map<String, KafkaStreams> applications) {
        this.applications = applications;
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
        return answer(applications.values().stream().allMatch(it -> it.state() == KafkaStreams.State.RUNNING));
    }

    private Response answer(boolean good) {
        var body = JsonNodeFactory.instance.objectNode().put("status", good ? "UP" : "DOWN");
        applications.forEach((name, streams) -> body.put(name, streams.state().name()));
        return Response.status(good ? 200 : 503).entity(body.toString()).build();
    }
}
