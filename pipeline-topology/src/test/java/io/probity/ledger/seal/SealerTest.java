package io.probity.ledger.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.canonical.EventDigest;
import io.probity.evaluate.catalog.PartialEvent;
import io.probity.leaf.Step.Leaf;
import io.probity.leaf.Step.Place;
import io.probity.model.AuditEvent;
import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import io.probity.model.Entry;
import io.probity.model.EntryKind;
import io.probity.model.LeafFlag;
import io.probity.model.LeafKind;
import io.probity.model.Mention;
import io.probity.model.Origin;
import io.probity.model.Reason;
import io.probity.model.RejectionDigest;
import io.probity.model.Subject;
import io.probity.model.Tier;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SealerTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Place PLACE = new Place(2, 3, 41, NOON);
    private static final byte[] PAYLOAD = {1, 2, 3};

    /** Cold by the day, so that each time is seen to be the one it should be. */
    private final Sealer sealer = new Sealer((effective, ingested) ->
            Duration.between(effective, ingested).compareTo(Duration.ofDays(1)) > 0 ? Tier.COLD : Tier.HOT);

    @Test
    void aLeafKeepsItsPlaceItsKindAndItsEntry() {
        var entry = entry(EntryKind.EVENT, event(NOON, NOON));
        var sealed = sealer.seal(leaf(LeafKind.EVENT, entry));

        assertThat(sealed.getGeneration()).isEqualTo(2);
        assertThat(sealed.getPartition()).isEqualTo(3);
        assertThat(sealed.getLeaf()).isEqualTo(41L);
        assertThat(sealed.getLogTime()).isEqualTo(NOON);
        assertThat(sealed.getKind()).isEqualTo(LeafKind.EVENT);
        assertThat(sealed.getFirst()).isNull();
        assertThat(sealed.getFlags()).isEmpty();
        assertThat(sealed.getDigest()).isEqualTo(entry.getDigest());
        assertThat(sealed.getEntry()).isEqualTo(entry);
    }

    @Test
    void aDuplicateAndAConflictNameTheFirst() {
        var leaf = leaf(LeafKind.EVENT, entry(EntryKind.EVENT, event(NOON, NOON)));

        var duplicate = sealer.seal(leaf.as(LeafKind.DUPLICATE, 7));
        assertThat(duplicate.getKind()).isEqualTo(LeafKind.DUPLICATE);
        assertThat(duplicate.getFirst()).isEqualTo(7L);
        var conflict = sealer.seal(leaf.flagged(LeafFlag.ID_CONFLICT, 7));
        assertThat(conflict.getKind()).isEqualTo(LeafKind.EVENT);
        assertThat(conflict.getFlags()).containsExactly(LeafFlag.ID_CONFLICT);
        assertThat(conflict.getFirst()).isEqualTo(7L);
    }

    @Test
    void theTierIsByWhenItHappenedAndWhenItCameIn() {
        var old = event(NOON.minus(Duration.ofDays(2)), NOON);

        assertThat(sealer.seal(leaf(LeafKind.EVENT, entry(EntryKind.EVENT, old)))
                        .getTier())
                .isEqualTo(Tier.COLD);
        assertThat(sealer.seal(leaf(LeafKind.EVENT, entry(EntryKind.EVENT, event(NOON, NOON))))
                        .getTier())
                .isEqualTo(Tier.HOT);
        assertThat(sealer.seal(leaf(
                                LeafKind.MENTION, entry(EntryKind.MENTION, new Mention(new Subject("team", "t"), old))))
                        .getTier())
                .as("a mention is as old as its event")
                .isEqualTo(Tier.COLD);
    }

    @Test
    void whatIsNoEventHappensWhenItArrives() {
        var refused = new RejectionDigest("gitlab", "normalise", Reason.TOO_DEEP, ByteBuffer.wrap(PAYLOAD));
        var definition = new Definition(DefinitionKind.CONTROL, "c", "1", Instant.EPOCH, false, "{}", "p", 0, null);

        assertThat(sealer.seal(leaf(LeafKind.REJECTION, entry(EntryKind.REJECTION, refused)))
                        .getTier())
                .isEqualTo(Tier.HOT);
        assertThat(sealer.seal(leaf(LeafKind.DEFINITION, entry(EntryKind.DEFINITION, definition)))
                        .getTier())
                .isEqualTo(Tier.HOT);
    }

    @Test
    void aForgedRecordIsNamedByTheDigestOfItsBytesAndHasNoEntry() {
        var sealed = sealer.seal(leaf(LeafKind.FORGED, null));

        assertThat(sealed.getDigest()).isEqualTo(ByteBuffer.wrap(EventDigest.sha256(PAYLOAD)));
        assertThat(sealed.getEntry()).isNull();
        assertThat(sealed.getTier()).isEqualTo(Tier.HOT);
    }

    @Test
    void anOpenRecordDiffersInItsEntryAlone() {
        var leaf = leaf(LeafKind.EVENT, entry(EntryKind.EVENT, event(NOON, NOON)));
        var open = sealer.open(leaf);

        assertThat(open.getEntry()).isNull();
        open.put("entry", leaf.entry());
        assertThat(open).isEqualTo(sealer.seal(leaf));
    }

    private static Leaf leaf(LeafKind kind, @Nullable Entry entry) {
        return new Leaf(PLACE, kind, null, List.of(), entry, PAYLOAD);
    }

    private static Entry entry(EntryKind kind, Object body) {
        var origin = new Origin("audit.events", 0, 5L, 0);
        return new Entry(kind, "acme", origin, ByteBuffer.wrap(new byte[] {9, 9}), body);
    }

    private static AuditEvent event(Instant effective, Instant ingested) {
        var event = PartialEvent.complete(JsonNodeFactory.instance.objectNode(), "merged", "project");
        return AuditEvent.newBuilder(event)
                .setEffective(effective)
                .setIngested(ingested)
                .build();
    }
}
