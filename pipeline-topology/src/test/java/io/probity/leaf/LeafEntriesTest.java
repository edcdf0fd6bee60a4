package io.probity.leaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.evaluate.catalog.PartialEvent;
import io.probity.model.AuditEvent;
import io.probity.model.Entry;
import io.probity.model.EntryKind;
import io.probity.model.LeafKind;
import io.probity.model.Origin;
import io.probity.model.Reason;
import io.probity.model.RejectionDigest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeafEntriesTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final ByteBuffer DIGEST = ByteBuffer.allocate(32);
    private static final String ZEROS = "0".repeat(64);

    private final LeafEntries leaves = new LeafEntries(new byte[32]);

    @Test
    void anEventSaysWhenItCameInAndFromWhere() {
        var event = AuditEvent.newBuilder(
                        PartialEvent.complete(JsonNodeFactory.instance.objectNode(), "merged", "project"))
                .setIngested(NOON)
                .build();
        var entry = entry("acme", new Origin("audit.raw.gitlab", 3, 17L, 0), EntryKind.EVENT, event);

        assertThat(leaves.of(DIGEST, LeafKind.EVENT, Instant.EPOCH, entry))
                .hasToString("{\"d\":\"" + ZEROS + "\",\"i\":\"2026-03-02T12:00:00.000000Z\",\"k\":\"event\","
                        + "\"l\":\"1970-01-01T00:00:00.000000Z\",\"o\":\"audit.raw.gitlab/3/17\","
                        + "\"t\":\""
                        + leaves.of(DIGEST, LeafKind.EVENT, Instant.EPOCH, entry)
                                .tenant() + "\",\"v\":1}");
    }

    @Test
    void whatIsNoEventHasNoTimeOfItsOwnAndAnItemIsNamed() {
        var body = new RejectionDigest("gitlab", "normalise", Reason.MALFORMED_JSON, DIGEST);
        var entry = entry("acme", new Origin("audit.raw.gitlab", 3, 17L, 2), EntryKind.REJECTION, body);
        var leaf = leaves.of(DIGEST, LeafKind.REJECTION, NOON, entry);

        assertThat(leaf.ingested()).isNull();
        assertThat(leaf.origin()).isEqualTo("audit.raw.gitlab/3/17/2");
        assertThat(leaf.kind()).isEqualTo("rejection");
    }

    @Test
    void aForgedRecordIsTakenAtNoWord() {
        var leaf = leaves.of(
                new Step.Leaf(new Step.Place(1, 0, 0, NOON), LeafKind.FORGED, null, List.of(), null, new byte[] {1}));

        assertThat(leaf.digest()).isEqualTo("4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a");
        assertThat(leaf.ingested()).isNull();
        assertThat(leaf.origin()).isNull();
        assertThat(leaf.tenant()).isNull();
    }

    @Test
    void aTenantHasOnePseudonymForEachKey() {
        var acme = tenant(leaves, "acme");

        assertThat(tenant(new LeafEntries(new byte[32]), "acme")).isEqualTo(acme);
        assertThat(tenant(leaves, "acme2")).isNotEqualTo(acme);
        assertThat(tenant(new LeafEntries("another key of thirty-two bytes.".getBytes(UTF_8)), "acme"))
                .isNotEqualTo(acme);
        assertThat(acme).doesNotContain("acme").hasSize(32);
    }

    private static String tenant(LeafEntries leaves, String tenant) {
        var body = new RejectionDigest("gitlab", "normalise", Reason.MALFORMED_JSON, DIGEST);
        var entry = entry(tenant, new Origin("t", 0, 0L, 0), EntryKind.REJECTION, body);
        return String.valueOf(leaves.of(DIGEST, LeafKind.REJECTION, NOON, entry).tenant());
    }

    private static Entry entry(String tenant, Origin origin, EntryKind kind, Object body) {
        return new Entry(kind, tenant, origin, DIGEST, body);
    }
}
