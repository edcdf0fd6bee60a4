package io.probity.serve;

import com.codahale.metrics.annotation.Timed;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.leaf.UnitSum;
import io.probity.model.ReviewState;
import io.probity.wire.Stores;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Verdicts that somebody is asked to look at. */
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
@Timed
public final class ReviewResource {
    private final Scan scan;
    private final Stores stores;
    private final ScopeUnits units;
    private final Freshness freshness;

    public ReviewResource(StoreReader reader, Stores stores, int partitions, ScopeUnits units) {
        this.scan = new Scan(reader, partitions);
        this.stores = stores;
        this.units = units;
        this.freshness = new Freshness(reader, stores, partitions);
    }

    /** Requests by scope, unit, control and state. */
    @GET
    @Path("reviews")
    public String reviews(@BeanParam Narrowing by) {
        var state = by.state(ReviewState.class);
        var covered = by.unit(units, freshness::clock);
        var page = scan.page(
                stores.reviews(),
                by.cursor(),
                by.limit(),
                it -> by.takesIn(it.getTenant(), it.getSubject(), it.getScopePath())
                        && covered.test(UnitSum.scope(it.getScopeId(), it.getScopePath()))
                        && by.takesIn(it.getControl(), List.of())
                        && (state == null || state == it.getState()));
        var items = JsonNodeFactory.instance.arrayNode();
        page.rows().forEach(it -> items.add(RecordJson.of(it)));
        return page.answer("reviews", items, freshness.now());
    }
}
