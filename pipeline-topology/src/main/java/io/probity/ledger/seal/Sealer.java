package io.probity.ledger.seal;

import io.probity.leaf.Step.Leaf;
import io.probity.model.AuditEvent;
import io.probity.model.Entry;
import io.probity.model.Mention;
import io.probity.model.SealedEntry;
import io.probity.model.Tier;
import java.time.Instant;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes a leaf the record that is kept. Pure.
 *
 * @param tier the entry tier of something that happened at the first time and came in at the second
 */
public record Sealer(BiFunction<Instant, Instant, Tier> tier) {

    /** The whole record. */
    public SealedEntry seal(Leaf leaf) {
        return sealed(leaf, leaf.entry());
    }

    /** The record without its entry, for whoever has the entry's bytes. */
    SealedEntry open(Leaf leaf) {
        return sealed(leaf, null);
    }

    private SealedEntry sealed(Leaf leaf, @Nullable Entry kept) {
        var place = leaf.place();
        return new SealedEntry(
                place.generation(),
                place.partition(),
                place.leaf(),
                leaf.kind(),
                place.logTime(),
                tierOf(leaf),
                leaf.first(),
                leaf.flags(),
                leaf.digest(),
                kept);
    }

    /** Where it rests at first; a forged record is hot, since somebody should look at it. */
    Tier tierOf(Leaf leaf) {
        Entry entry = leaf.entry();
        return entry == null ? Tier.HOT : tierOf(entry);
    }

    private Tier tierOf(Entry entry) {
        return switch (entry.getBody()) {
            case AuditEvent event -> tierOf(event);
            case Mention mention -> tierOf(mention.getEvent());
            default -> Tier.HOT; // rejections, definitions and commands happen when they arrive
        };
    }

    private Tier tierOf(AuditEvent event) {
        return tier.apply(event.getEffective(), event.getIngested());
    }
}
