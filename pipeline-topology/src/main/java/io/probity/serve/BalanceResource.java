package io.probity.serve;

import com.codahale.metrics.annotation.Timed;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.wire.Stores;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What became of everything, by source. */
@Path("/v1/balance")
@Produces(MediaType.APPLICATION_JSON)
@Timed
public final class BalanceResource {
    private final StoreReader reader;
    private final Stores stores;

    public BalanceResource(StoreReader reader, Stores stores) {
        this.reader = reader;
        this.stores = stores;
    }

    @GET
    public String balance() {
        var answer = JsonNodeFactory.instance.objectNode();
        var items = answer.putArray("balance");
        reader.in(stores.balance(), 0, rows -> {
            try (var each = rows.all()) {
                each.forEachRemaining(row -> {
                    var sum = row.value.getTotal();
                    var pending = sum.getReceived() - sum.getAccepted() - sum.getDuplicate() - sum.getRefused();
                    items.add(RecordJson.of(sum).put("inFlight", pending));
                });
            }
            return items;
        });
        return answer.toString();
    }
}
