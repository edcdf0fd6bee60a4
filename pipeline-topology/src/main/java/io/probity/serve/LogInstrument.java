package io.probity.serve;

import io.probity.model.Balance;
import io.probity.model.LedgerHead;
import io.probity.wire.Stores;
import jakarta.ws.rs.WebApplicationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The balance, and how far the log has come, as the stores of this instance say. */
public record LogInstrument(StoreReader reader, Stores stores, int partitions) implements Instrument {
    @Override
    public void read(Readings into) {
        for (int partition = 0; partition < partitions; partition++) {
            readHead(into, partition);
        }
        for (var it : balances()) {
            var tenant = it.getTenant();
            var source = it.getSource();
            into.add(Meter.BALANCE, it.getReceived(), tenant, source, "received");
            into.add(Meter.BALANCE, it.getAccepted(), tenant, source, "accepted");
            into.add(Meter.BALANCE, it.getDuplicate(), tenant, source, "duplicate");
            into.add(Meter.BALANCE, it.getRefused(), tenant, source, "refused");
            into.add(Meter.BALANCE, it.getForged(), tenant, source, "forged");
            into.add(Meter.BALANCE, it.getMissing(), tenant, source, "missing");
        }
    }

    private void readHead(Readings into, int partition) {
        head(partition).ifPresent(head -> {
            var name = String.valueOf(partition);
            into.add(Meter.LEAVES, head.getNext(), name);
            into.add(Meter.LOG_TIME, head.getLogTime().toEpochMilli() / 1000.0, name);
        });
    }

    private Optional<LedgerHead> head(int partition) {
        try {
            return reader.in(stores.head(), partition, rows -> Optional.ofNullable(rows.get("head")));
        } catch (WebApplicationException elsewhere) {
            return Optional.empty(); // another instance has the partition, or it is moving: its owner tells
        }
    }

    private List<Balance> balances() {
        try {
            return reader.in(stores.balance(), 0, rows -> {
                var all = new ArrayList<Balance>();
                try (var each = rows.all()) {
                    each.forEachRemaining(row -> all.add(row.value.getTotal()));
                }
                return all;
            });
        } catch (WebApplicationException elsewhere) {
            return List.of();
        }
    }
}
