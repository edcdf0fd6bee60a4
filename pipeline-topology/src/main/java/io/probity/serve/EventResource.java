package io.probity.serve;

import com.codahale.metrics.annotation.Timed;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalForm;
import io.probity.model.AuditEvent;
import io.probity.model.Entry;
import io.probity.model.IndexRow;
import io.probity.model.LeafPointer;
import io.probity.model.SealedEntry;
import io.probity.wire.Partitioning;
import io.probity.wire.Store;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One event, whole, with its place in the log. */
@Path("/v1/events")
@Produces(MediaType.APPLICATION_JSON)
@Timed
public final class EventResource {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StoreReader index;
    private final Store<String, IndexRow> ids;
    private final Partitioning partitions;
    private final SealedLeaves leaves;
    private final IndexReach reach;

    /**
     * @param partitions how the index spreads event ids
     */
    public EventResource(
            StoreReader index,
            Store<String, IndexRow> ids,
            Partitioning partitions,
            SealedLeaves leaves,
            IndexReach reach) {
        this.index = index;
        this.ids = ids;
        this.partitions = partitions;
        this.leaves = leaves;
        this.reach = reach;
    }

    /**
     * The first leaf of an id whole, and where its leaves lie (repeats and conflicts among them). An id may hold whatever a
     * path may: escaped, or as it is.
     */
    @GET
    @Path("{id}")
    public String event(@Context UriInfo asked, @QueryParam("tenant") @DefaultValue("default") String tenant) {
        // not @PathParam, which ends at a semicolon
        return event(tenant, asked.getPath().substring("v1/events/".length()));
    }

    /** The same for ids that no path can hold, as {@code ..}. */
    @GET
    public String eventById(
            @QueryParam("id") @Nullable String id, @QueryParam("tenant") @DefaultValue("default") String tenant) {
        if (id == null || id.isEmpty()) {
            throw Problem.badRequest("an id is needed: /v1/events?id=");
        }
        return event(tenant, id);
    }

    private String event(String tenant, String id) {
        var key = tenant + '|' + id;
        var row = index.find(ids, key, partitions)
                .or(() -> findOnceItCaughtUp(key))
                .orElseThrow(() -> Problem.notFound("no event " + id + " of tenant " + tenant
                        + " is sealed; one sent within the last seconds may still come"));
        LeafPointer first = row.getLeaves().get(0);
        SealedEntry leaf = leaves.at(first)
                .orElseThrow(() -> Problem.later("leaf " + first.getLeaf() + " of partition " + first.getPartition()
                        + " is in the index and could not be read from the log in time"));
        var answer = JSON.createObjectNode();
        answer.set("event", event(leaf));
        var places = answer.putArray("leaves");
        row.getLeaves().forEach(it -> places.add(RecordJson.of(it)));
        answer.put("leafCount", row.getCount());
        if (row.getCount() > places.size()) {
            answer.put("leavesLeftOut", row.getCount() - places.size());
        }
        answer.put("tier", leaf.getTier().name())
                .put("logTime", leaf.getLogTime().toString());
        return answer.toString();
    }

    /** The index is behind the log, and further after an instance was killed: what is not in it may well be in the log. */
    private Optional<IndexRow> findOnceItCaughtUp(String key) {
        if (!reach.holdsAllUntilNow(partitions.of(key))) {
            throw Problem.later(
                    "the index has not yet read all that is sealed, and what it has read does not hold the event");
        }
        return index.find(ids, key, partitions);
    }

    private static ObjectNode event(SealedEntry leaf) {
        Entry entry = leaf.getEntry();
        if (entry == null || !(entry.getBody() instanceof AuditEvent event)) {
            throw Problem.later("the index points to a leaf that is no event; it is behind the log");
        }
        try {
            var form = (ObjectNode) JSON.readTree(CanonicalForm.of(event));
            return form.put("digest", RecordJson.of(entry).get("digest").textValue());
        } catch (IOException impossible) {
            throw new UncheckedIOException("a canonical form is JSON in memory", impossible);
        }
    }
}
