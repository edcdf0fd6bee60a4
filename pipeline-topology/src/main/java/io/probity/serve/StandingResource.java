package io.probity.serve;

import com.codahale.metrics.annotation.Timed;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.leaf.UnitSum;
import io.probity.model.Adherence;
import io.probity.model.Fact;
import io.probity.model.Status;
import io.probity.model.ViolationStatus;
import io.probity.wire.Stores;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How subjects stand, control by control and as a whole, and which breaches there are. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Timed
public final class StandingResource {
    private final Scan scan;
    private final Stores stores;
    private final ScopeUnits units;
    private final Freshness freshness;

    public StandingResource(StoreReader reader, Stores stores, int partitions, ScopeUnits units) {
        this.scan = new Scan(reader, partitions);
        this.stores = stores;
        this.units = units;
        this.freshness = new Freshness(reader, stores, partitions);
    }

    /**
     * Adherence by scope, framework, control and status.
     *
     * @param by scope is a subject such as project/6, a path such as group/app with all below it, or * for all
     *     a unit narrows it to what the unit covers, by the scope tree of now
     * @param view gitlab: the pair success and fail of GitLab's first adherence table beside our own status
     */
    @GET
    @Path("adherence")
    public String adherence(@BeanParam Narrowing by, @QueryParam("view") @Nullable String view) {
        var status = by.status(Status.class);
        var covered = by.unit(units, freshness::clock);
        Predicate<Adherence> wanted =
                it -> by.takesIn(it.getControl(), it.getRequirements()) && (status == null || status == it.getStatus());
        var page = scan.page(
                stores.subjects(),
                by.cursor(),
                by.limit(),
                row -> by.takesIn(
                                row.getTenant(),
                                row.getSubject(),
                                row.getScope().getPath())
                        && covered.test(row.getScope())
                        && row.getStandings().values().stream().anyMatch(wanted));
        var clock = freshness.clock();
        var items = JsonNodeFactory.instance.arrayNode();
        for (var row : page.rows()) {
            row.getStandings().values().stream()
                    .filter(wanted)
                    .sorted(Comparator.comparing(Adherence::getControl))
                    .forEach(it -> items.add(seen(it, row.getFacts(), clock, view)));
        }
        return page.answer("adherence", items, freshness.now());
    }

    /** Violations by scope, framework, control and status. */
    @GET
    @Path("violations")
    public String violations(@BeanParam Narrowing by) {
        var status = by.status(ViolationStatus.class);
        var covered = by.unit(units, freshness::clock);
        var page = scan.page(
                stores.violations(),
                by.cursor(),
                by.limit(),
                it -> by.takesIn(it.getTenant(), it.getSubject(), it.getScopePath())
                        && covered.test(UnitSum.scope(it.getScopeId(), it.getScopePath()))
                        && by.takesIn(it.getControl(), it.getRequirements())
                        && (status == null || status == it.getStatus()));
        var items = JsonNodeFactory.instance.arrayNode();
        page.rows().forEach(it -> items.add(RecordJson.of(it)));
        return page.answer("violations", items, freshness.now());
    }

    /**
     * How subjects stand as a whole, by scope, in the order of their keys; those of which nothing stands are left out.
     *
     * @param standing one word alone: failed, pending, passed or notApplicable
     * @param risk the least risk, in tenths of a point
     */
    @GET
    @Path("posture")
    public String posture(
            @BeanParam Narrowing by,
            @QueryParam("standing") @Nullable String standing,
            @QueryParam("risk") @DefaultValue("0") String risk) {
        long least = least(risk);
        var covered = by.unit(units, freshness::clock);
        var page = scan.page(
                stores.subjects(),
                by.cursor(),
                by.limit(),
                row -> row.getPosture() != null
                        && covered.test(row.getScope())
                        && row.getPosture().getRisk() >= least
                        && (standing == null || standing.equals(row.getPosture().getStanding()))
                        && by.takesIn(
                                row.getTenant(),
                                row.getSubject(),
                                row.getScope().getPath()));
        var items = JsonNodeFactory.instance.arrayNode();
        for (var row : page.rows()) {
            var json = items.addObject()
                    .put("tenant", row.getTenant())
                    .put("subject", row.getSubject())
                    .put("scopePath", row.getScope().getPath());
            json.set("posture", RecordJson.of(Objects.requireNonNull(row.getPosture())));
        }
        return page.answer("postures", items, freshness.now());
    }

    private static long least(String risk) {
        try {
            return Long.parseLong(risk);
        } catch (NumberFormatException notANumber) {
            throw Problem.badRequest("risk must be a whole number, was " + risk);
        }
    }

    private static ObjectNode seen(Adherence standing, Map<String, Fact> facts, Instant clock, @Nullable String view) {
        var json = RecordJson.of(standing);
        var evidence = json.putArray("evidence");
        for (var age : standing.getEvidence()) {
            var now = EvidenceState.renewed(age, facts);
            evidence.add(
                    RecordJson.of(now).put("state", EvidenceState.at(clock, now).name()));
        }
        if ("gitlab".equals(view)) {
            json.put("gitlabStatus", standing.getStatus() == Status.PASS ? "success" : "fail");
        }
        return json;
    }
}
