package io.probity.ledger.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.canonical.Hmac;
import io.probity.leaf.Step.Leaf;
import io.probity.leaf.Step.Place;
import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import io.probity.model.Entry;
import io.probity.model.EntryKind;
import io.probity.model.LeafFlag;
import io.probity.model.LeafKind;
import io.probity.model.Origin;
import io.probity.model.SealedEntry;
import io.probity.model.Tier;
import io.probity.registry.InMemorySchemaRegistry;
import io.probity.serde.AvroCodec;
import io.probity.wire.AvroDoor;
import io.probity.wire.EntryDoor;
import io.probity.wire.EntryDoor.Opened;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SealedEncoderTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final byte[] KEY = "definition".getBytes(StandardCharsets.UTF_8);
    private static final String ENTRIES = "audit.accepted-value";
    private static final String LEAVES = "audit.sealed-value";

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroCodec<SealedEntry> codec = new AvroCodec<>(SealedEntry.class, registry, true, 1 << 20);
    private final Sealer sealer = new Sealer((effective, ingested) -> Tier.HOT);
    private final SealedEncoder encoder = new SealedEncoder(sealer, codec, LEAVES);

    @Test
    void whatWasReadIsKeptAsIfItHadBeenEncodedAgain() {
        var leaf = leaf(opened(door(registry), door(registry)));
        assertThat(encoder.encode(leaf)).isEqualTo(codec.encode(LEAVES, sealer.seal(leaf)));
    }

    @Test
    void anEntryOfAnotherRegistryIsKeptInThisOnes() {
        var elsewhere = new InMemorySchemaRegistry();
        elsewhere.register("another", new org.apache.avro.Schema.Parser().parse("\"string\""));
        var door =
                new AvroDoor(new AvroCodec<>(Entry.class, elsewhere, true, 1 << 20), ENTRIES, new Hmac(new byte[32]));
        var leaf = leaf(opened(door, door));
        assertThat(encoder.encode(leaf)).isEqualTo(codec.encode(LEAVES, sealer.seal(leaf)));
    }

    @Test
    void aForgedRecordHasNoEntry() {
        var leaf = new Leaf(new Place(1, 0, 7, NOON), LeafKind.FORGED, null, List.of(), null, new byte[] {1, 2, 3});
        assertThat(codec.decode(encoder.encode(leaf)).getEntry()).isNull();
    }

    private static Opened.Genuine opened(AvroDoor writer, AvroDoor reader) {
        var body =
                new Definition(DefinitionKind.CONTROL, "c1", "1", NOON, false, "{\"id\":\"c1\"}", "publish-1", 0, null);
        var entry = new Entry(
                EntryKind.DEFINITION,
                "acme",
                new Origin("audit.definitions", 0, 3L, 0),
                ByteBuffer.wrap(new byte[32]),
                body);
        var signed = writer.sign(KEY, entry);
        var headers = new RecordHeaders();
        headers.add(EntryDoor.MAC_HEADER, signed.mac());
        return (Opened.Genuine) reader.open(KEY, signed.wire(), headers);
    }

    private static Leaf leaf(Opened.Genuine opened) {
        @Nullable Entry entry = opened.entry();
        return new Leaf(
                new Place(1, 0, 7, NOON),
                LeafKind.DEFINITION,
                4L,
                List.of(LeafFlag.ID_CONFLICT),
                entry,
                opened.payload());
    }

    private static AvroDoor door(InMemorySchemaRegistry registry) {
        return new AvroDoor(new AvroCodec<>(Entry.class, registry, true, 1 << 20), ENTRIES, new Hmac(new byte[32]));
    }
}
