package io.probity.serve;

import com.codahale.metrics.annotation.Timed;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.leaf.UnitSum;
import io.probity.model.Rollup;
import io.probity.model.ViolationSums;
import io.probity.wire.Partitioning;
import io.probity.wire.RollupKey;
import io.probity.wire.Stores;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** How scopes stand as a whole: one read of one partition, however many subjects a scope has, and of a unit one for each member. */
@Path("/v1/rollups")
@Produces(MediaType.APPLICATION_JSON)
@Timed
public final class RollupResource {
    private final StoreReader reader;
    private final Stores stores;
    private final Partitioning partitions;
    private final String tenant;
    private final ScopeUnits units;
    private final Freshness freshness;

    /**
     * @param tenant who is meant where the question names none
     */
    public RollupResource(StoreReader reader, Stores stores, int partitions, String tenant, ScopeUnits units) {
        this.reader = reader;
        this.stores = stores;
        this.partitions = new Partitioning(partitions);
        this.tenant = tenant;
        this.units = units;
        this.freshness = new Freshness(reader, stores, partitions);
    }

    /**
     * A scope's roll-ups, one for each framework; none where nothing stands in it.
     *
     * @param scope the path of a scope, such as group/app, with all below it; * for all, as where neither is given
     * @param unit instead of a scope: id of a unit of the scope tree, as it is now
     * @param framework one alone; an empty text for the controls that serve none
     */
    @GET
    public String rollups(
            @QueryParam("scope") @Nullable String scope,
            @QueryParam("unit") @Nullable String unit,
            @QueryParam("framework") @Nullable String framework,
            @QueryParam("tenant") @Nullable String whose) {
        if (scope != null && unit != null) {
            throw Problem.badRequest("ask for a scope or for a unit, not for both");
        }
        var rows = new Found(whose == null ? tenant : whose);
        var found = unit == null
                ? rows.ofPath(scope == null ? "*" : scope)
                : UnitSum.of("unit:" + unit, units.asked(unit, freshness.clock()), rows);
        var answer = JsonNodeFactory.instance.objectNode();
        var items = answer.putArray("rollups");
        for (var rollup : found) {
            if (framework == null || framework.equals(rollup.getFramework())) {
                items.add(told(rollup));
            }
        }
        answer.set("asOf", freshness.now());
        return answer.toString();
    }

    /** Of one tenant. */
    private final class Found implements UnitSum.Rows {
        private final String whose;

        Found(String whose) {
            this.whose = whose;
        }

        @Override
        public List<Rollup> ofPath(String path) {
            var place = RollupKey.ofScope(whose, path);
            return in(partitions.of(place), place + '|').stream()
                    .filter(it -> it.getScopeId() == null)
                    .toList();
        }

        @Override
        public List<Rollup> ofId(String id) {
            var place = RollupKey.ofId(whose, id);
            return in(partitions.of(place), place + '|');
        }

        @Override
        public List<Rollup> ofIdsFrom(String prefix) {
            var begin = RollupKey.ofId(whose, prefix);
            return IntStream.range(0, partitions.partitions())
                    .mapToObj(partition -> in(partition, begin))
                    .flatMap(List::stream)
                    .toList();
        }

        private List<Rollup> in(int partition, String begin) {
            return reader.in(stores.rollups(), partition, rows -> {
                var found = new ArrayList<Rollup>();
                try (var each = rows.prefixScan(begin, new StringSerializer())) {
                    each.forEachRemaining(row -> found.add(row.value));
                }
                return found;
            });
        }
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
