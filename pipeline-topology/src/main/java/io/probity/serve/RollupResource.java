package io.probity.serve;

import com.codahale.metrics.annotation.Timed;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.model.Rollup;
import io.probity.model.ViolationSums;
import io.probity.wire.Partitioning;
import io.probity.wire.RollupKey;
import io.probity.wire.Stores;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How scopes stand as a whole: one read of one partition, however many subjects a scope has. */
@Path("/v1/rollups")
@Produces(MediaType.APPLICATION_JSON)
@Timed
public final class RollupResource {
    private final StoreReader reader;
    private final Stores stores;
    private final Partitioning partitions;
    private final String tenant;
    private final Freshness freshness;

    /**
     * @param tenant who is meant where the question names none
     */
    public RollupResource(StoreReader reader, Stores stores, int partitions, String tenant) {
        this.reader = reader;
        this.stores = stores;
        this.partitions = new Partitioning(partitions);
        this.tenant = tenant;
        this.freshness = new Freshness(reader, stores, partitions);
    }

    /**
     * A scope's roll-ups, one for each framework; none where nothing stands in it.
     *
     * @param scope the path of a scope, such as group/app, with all below it; or * for all
     * @param framework one alone; an empty text for the controls that serve none
     */
    @GET
    public String rollups(
            @QueryParam("scope") @DefaultValue("*") String scope,
            @QueryParam("framework") @Nullable String framework,
            @QueryParam("tenant") @Nullable String whose) {
        var place = RollupKey.ofScope(whose == null ? tenant : whose, scope);
        var answer = JsonNodeFactory.instance.objectNode();
        var items = answer.putArray("rollups");
        for (var rollup : found(place)) {
            if (framework == null || framework.equals(rollup.getFramework())) {
                items.add(told(rollup));
            }
        }
        answer.set("asOf", freshness.now());
        return answer.toString();
    }

    private List<Rollup> found(String place) {
        return reader.in(stores.rollups(), partitions.of(place), rows -> {
            var found = new ArrayList<Rollup>();
            try (var each = rows.range(place + '|', place + '}')) { // } is what comes after | in UTF-8
                each.forEachRemaining(row -> found.add(row.value));
            }
            return found;
        });
    }

    /** With what is a division away, so that nobody has to add up unlike things. */
    private static ObjectNode told(Rollup rollup) {
        var json = RecordJson.of(rollup);
        means(json.withObject("/violations"), rollup.getViolations());
        rollup.getControls()
                .forEach((id, control) -> means(
                        json.withObject("/controls").withObjectProperty(id).withObject("/violations"),
                        control.getViolations()));
        return json;
    }

    private static void means(ObjectNode json, ViolationSums sums) {
        mean(json, "meanDetectMillis", sums.getDetectMillis(), sums.getFound());
        mean(json, "meanResolveMillis", sums.getResolveMillis(), sums.getResolved());
    }

    private static void mean(ObjectNode json, String name, long sum, long count) {
        if (count > 0) {
            json.put(name, sum / count);
        }
    }
}
