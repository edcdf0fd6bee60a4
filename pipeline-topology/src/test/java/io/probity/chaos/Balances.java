package io.probity.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.model.Balance;
import io.probity.rig.Committed;
import java.util.Collection;
import java.util.List;

/** What audit.balance says. */
final class Balances {
    private Balances() {}

    /** How many items the records of a {@link Mixture} hold. */
    static long items(List<Sent> load) {
        return load.stream().mapToLong(Balances::items).sum();
    }

    private static int items(Sent sent) {
        return Math.max(1, new String(sent.value(), UTF_8).split("\"eventID\"", -1).length - 1);
    }

    /** Waits until that many items are received and every one is accounted for. */
    static void awaitEven(Site site, PipelineProcess pipeline, long items) {
        awaitEven(pipeline, site.committed(), items);
    }

    /** The same where there is no site. */
    static void awaitEven(PipelineProcess pipeline, Committed committed, long items) {
        Site.await("all " + items + " items to be accounted for", () -> {
            pipeline.requireAlive();
            Collection<Balance> balances = committed.last("audit.balance", Balance.class);
            return balances.stream().mapToLong(Balance::getReceived).sum() >= items
                    && balances.stream().allMatch(Balances::isEven);
        });
    }

    static boolean isEven(Balance it) {
        return it.getReceived() == it.getAccepted() + it.getDuplicate() + it.getRefused();
    }
}
