package io.probity.balance;

import io.probity.leaf.Step.Leaf;
import io.probity.model.AuditEvent;
import io.probity.model.BalancePart;
import io.probity.model.Entry;
import io.probity.model.LeafKind;
import io.probity.model.Numbered;
import io.probity.model.RejectionDigest;
import org.jspecify.annotations.Nullable;

/** How one leaf changes the ledger's count of its source. Pure. */
final class Tally {
    private static final String BEAT = "beat";

    private Tally() {}

    /**
     * The source that a leaf counts for, as the intake named it by the topic; null where no source sent it (a mention, a
     * definition, a command).
     */
    static @Nullable String source(Leaf leaf) {
        Entry entry = leaf.entry();
        if (entry == null) {
            return "forged";
        }
        return switch (entry.getBody()) {
            case AuditEvent event -> event.getNormaliser().getName();
            case RejectionDigest refused -> refused.getSource();
            default -> null;
        };
    }

    /** The count after a leaf. */
    static BalancePart after(BalancePart count, LeafKind kind) {
        return new BalancePart(
                count.getTenant(),
                count.getSource(),
                count.getPart(),
                count.getReceived(),
                count.getAccepted() + (kind == LeafKind.EVENT ? 1 : 0),
                count.getDuplicate() + (kind == LeafKind.DUPLICATE ? 1 : 0),
                count.getRefused() + (kind == LeafKind.REJECTION ? 1 : 0),
                count.getForged() + (kind == LeafKind.FORGED ? 1 : 0),
                null);
    }

    /** The count after an item arrived. */
    static BalancePart arrived(BalancePart count) {
        return new BalancePart(
                count.getTenant(), count.getSource(), count.getPart(), count.getReceived() + 1, 0L, 0L, 0L, 0L, null);
    }

    /** That a component's numbered event came. */
    static BalancePart numbered(String tenant, String source, String component, long number) {
        return new BalancePart(tenant, source, "numbers", 0L, 0L, 0L, 0L, 0L, new Numbered(component, number));
    }

    /** That intake runs. It counts nothing: the time that the broker gives it is all that it says. */
    static BalancePart beat() {
        return none("", "", BEAT);
    }

    static boolean isBeat(BalancePart part) {
        return part.getPart().equals(BEAT);
    }

    /** A count of nothing yet. */
    static BalancePart none(String tenant, String source, String part) {
        return new BalancePart(tenant, source, part, 0L, 0L, 0L, 0L, 0L, null);
    }
}
