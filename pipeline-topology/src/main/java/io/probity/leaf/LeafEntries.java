package io.probity.leaf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.canonical.EventDigest;
import io.probity.canonical.Hmac;
import io.probity.integrity.LeafEntry;
import io.probity.model.AuditEvent;
import io.probity.model.Entry;
import io.probity.model.LeafKind;
import io.probity.model.Mention;
import io.probity.model.Origin;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the tree holds of a leaf, from what the log has of it: the ledger makes it as it seals, and whoever reads audit.sealed makes the same.
 * May be shared between threads.
 */
public final class LeafEntries {
    /** Keeps these results apart from the contentKeys, which are made with the same key. */
    private static final byte[] PURPOSE = "tenant pseudonym\0".getBytes(UTF_8);
    /** 128 bits: no two tenants of one log get the same. */
    private static final int PSEUDONYM_BYTES = 16;

    private final Hmac hmac;
    /** One for each tenant, and tenants are bound by topics and credentials, so they are few. */
    private final Map<String, String> pseudonyms = new ConcurrentHashMap<>();

    /** @param key of the contentKeys, 32 or more secret bytes */
    public LeafEntries(byte[] key) {
        this.hmac = new Hmac(key);
    }

    /** Of a leaf that is being sealed. */
    public LeafEntry of(Step.Leaf leaf) {
        return of(leaf.digest(), leaf.kind(), leaf.logTime(), leaf.entry());
    }

    /**
     * Of any.
     *
     * @param digest what the leaf names, 32 bytes
     * @param entry null for a forged record, of which nothing is said that it says itself
     */
    public LeafEntry of(ByteBuffer digest, LeafKind kind, Instant logTime, @Nullable Entry entry) {
        var word = kind.name().toLowerCase(Locale.ROOT);
        var hex = EventDigest.hex(digest);
        return entry == null
                ? new LeafEntry(hex, null, word, logTime, null, null)
                : new LeafEntry(
                        hex, ingested(entry), word, logTime, text(entry.getOrigin()), pseudonym(entry.getTenant()));
    }

    private static @Nullable Instant ingested(Entry entry) {
        return switch (entry.getBody()) {
            case AuditEvent event -> event.getIngested();
            case Mention mention -> mention.getEvent().getIngested();
            default -> null;
        };
    }

    private static String text(Origin origin) {
        var record = origin.getTopic() + '/' + origin.getPartition() + '/' + origin.getOffset();
        return origin.getItem() == 0 ? record : record + '/' + origin.getItem();
    }

    private @Nullable String pseudonym(String tenant) {
        return tenant.isEmpty() ? null : pseudonyms.computeIfAbsent(tenant, this::made);
    }

    private String made(String tenant) {
        return EventDigest.hex(Arrays.copyOf(hmac.of(PURPOSE, tenant.getBytes(UTF_8)), PSEUDONYM_BYTES));
    }
}
