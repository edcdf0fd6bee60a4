package io.probity.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probity.canonical.Hmac;
import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import io.probity.model.Entry;
import io.probity.model.EntryKind;
import io.probity.model.Origin;
import io.probity.registry.InMemorySchemaRegistry;
import io.probity.registry.RegistryUnavailableException;
import io.probity.registry.SchemaRegistryClient;
import io.probity.serde.AvroCodec;
import io.probity.serde.SchemaFingerprint;
import io.probity.serde.WireFormat;
import io.probity.wire.EntryDoor.Opened;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AvroDoorTest {
    private static final byte[] KEY = "CONTROL/c1".getBytes(UTF_8);
    private static final String SUBJECT = "audit.accepted-value";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Entry ENTRY = new Entry(
            EntryKind.DEFINITION,
            "acme",
            new Origin("audit.definitions", 0, 3L, 0),
            ByteBuffer.wrap(new byte[32]),
            new Definition(DefinitionKind.CONTROL, "c1", "1", NOON, false, "{\"id\":\"c1\"}", "publish-1", 0, null));
    private static final Schema OURS = Entry.getClassSchema();
    /** What an older build wrote: the same fields, and one at the end that is no longer there. Its bytes end in a 7. */
    private static final Schema OLDER = withField("was", "int");

    private static final int OWN_ID = 1;

    private final InMemorySchemaRegistry known = new InMemorySchemaRegistry();
    private int asked;
    private boolean away;
    private final AvroDoor door = door(watched());

    @BeforeEach
    void startAsThePipelineDoes() {
        assertThat(door.codec().preRegister(SUBJECT)).isEqualTo(OWN_ID);
        asked = 0;
    }

    @Test
    void whatWasSignedIsGenuineAndNoRegistryIsAsked() {
        var signed = door.sign(KEY, ENTRY);

        assertThat(signed.mac()).hasSize(48);
        assertThat(open(signed.wire(), signed.mac())).isInstanceOfSatisfying(Opened.Genuine.class, opened -> {
            assertThat(opened.entry()).isEqualTo(ENTRY);
            assertThat(opened.payload()).isEqualTo(payload(signed.wire()));
        });
        assertThat(asked).isZero();
    }

    @Test
    void aMirroredLogIsGenuineUnderAnyOtherIdOfItsRegistry() {
        var signed = door.sign(KEY, ENTRY);
        int another = known.register("another-value", OLDER);

        for (int id : new int[] {another, 99, 0, -1, Integer.MAX_VALUE}) {
            assertThat(open(WireFormat.frame(id, payload(signed.wire())), signed.mac()))
                    .as("id %d", id)
                    .isInstanceOfSatisfying(
                            Opened.Genuine.class,
                            opened -> assertThat(opened.entry()).isEqualTo(ENTRY));
        }
        assertThat(asked).isZero();
    }

    @Test
    void whatAnOlderBuildWroteIsGenuineAndKeptInOurSchema() {
        int id = known.register("older-value", OLDER);
        var payload = olderPayload();
        var seal = door.seal(SchemaFingerprint.of(OLDER), KEY, payload);

        for (int again = 0; again < 3; again++) {
            assertThat(open(WireFormat.frame(id, payload), seal))
                    .isInstanceOfSatisfying(Opened.Genuine.class, opened -> {
                        assertThat(opened.entry()).isEqualTo(ENTRY);
                        assertThat(opened.payload()).isEqualTo(door.codec().encodePayload(ENTRY));
                    });
        }
        assertThat(asked).as("times that the registry was asked").isEqualTo(1);
    }

    /** Whoever may register schemas would have signed bytes read otherwise: here without their last field. */
    @Test
    void bytesAreNeverReadByAnotherSchemaThanTheirWriters() {
        known.register("older-value", OLDER);
        int twisted = known.register("twisted-value", withField("will", "long"));
        var payload = olderPayload();
        var seal = door.seal(SchemaFingerprint.of(OLDER), KEY, payload);

        for (int id : new int[] {twisted, OWN_ID, 99}) {
            assertThat(open(WireFormat.frame(id, payload), seal))
                    .as("id %d", id)
                    .isInstanceOf(Opened.Forged.class);
        }
        var otherwise = door.seal(SchemaFingerprint.of(OLDER), KEY, payload);
        System.arraycopy(
                SchemaFingerprint.of(withField("will", "long")).toBytes(), 0, otherwise, 0, SchemaFingerprint.BYTES);
        assertThat(open(WireFormat.frame(twisted, payload), otherwise)).isInstanceOf(Opened.Forged.class);
    }

    @Test
    void whatCannotBeReadUnderARightMacIsForgedAndNoException() {
        var payload = "no entry at all".getBytes(UTF_8);
        var wire = WireFormat.frame(OWN_ID, payload);

        assertThat(open(wire, door.seal(SchemaFingerprint.of(OURS), KEY, payload)))
                .isInstanceOfSatisfying(
                        Opened.Forged.class,
                        forged -> assertThat(forged.bytes()).isEqualTo(wire));
    }

    @Test
    void aWrongMacIsForgedAndTheRegistryIsNotAskedEvenOfASchemaThatNobodyKnows() {
        var signed = door.sign(KEY, ENTRY);
        var wire = WireFormat.frame(99, payload(signed.wire()));
        away = true;
        for (int at = 0; at < signed.mac().length; at++) {
            var wrong = signed.mac().clone();
            wrong[at] ^= 1;
            assertThat(open(wire, wrong)).as("byte %d", at).isInstanceOf(Opened.Forged.class);
        }
        assertThat(open(wire, new byte[0])).isInstanceOf(Opened.Forged.class);
        assertThat(open(wire, Arrays.copyOf(signed.mac(), 32))).isInstanceOf(Opened.Forged.class);
        assertThat(open(wire, Arrays.copyOf(signed.mac(), 49))).isInstanceOf(Opened.Forged.class);
        assertThat(asked).isZero();
    }

    @Test
    void aGenuineRecordOfASchemaNotSeenBeforeWaitsForTheRegistry() {
        int id = known.register("older-value", OLDER);
        var payload = olderPayload();
        var wire = WireFormat.frame(id, payload);
        var seal = door.seal(SchemaFingerprint.of(OLDER), KEY, payload);

        away = true;
        assertThatThrownBy(() -> open(wire, seal)).isInstanceOf(RegistryUnavailableException.class);
        away = false;
        assertThat(open(wire, seal)).isInstanceOf(Opened.Genuine.class);
        away = true;
        assertThat(open(wire, seal)).isInstanceOf(Opened.Genuine.class);
    }

    private Opened open(byte[] wire, byte[] mac) {
        return door.open(KEY, wire, new RecordHeaders().add(EntryDoor.MAC_HEADER, mac));
    }

    private static byte[] payload(byte[] wire) {
        return Arrays.copyOfRange(wire, WireFormat.HEADER_BYTES, wire.length);
    }

    private byte[] olderPayload() {
        var same = door.codec().encodePayload(ENTRY);
        var with = Arrays.copyOf(same, same.length + 1);
        with[same.length] = 14; // 7 in Avro's zigzag
        return with;
    }

    private static Schema withField(String name, String type) {
        var fields = OURS.toString().replaceFirst("\\]\\}$", "");
        return new Schema.Parser().parse(fields + ",{\"name\":\"" + name + "\",\"type\":\"" + type + "\"}]}");
    }

    private static AvroDoor door(SchemaRegistryClient registry) {
        return new AvroDoor(new AvroCodec<>(Entry.class, registry, true, 1 << 20), SUBJECT, new Hmac(new byte[32]));
    }

    /** The registry, counted, and away when told. */
    private SchemaRegistryClient watched() {
        return (SchemaRegistryClient) Proxy.newProxyInstance(
                AvroDoorTest.class.getClassLoader(),
                new Class<?>[] {SchemaRegistryClient.class},
                (proxy, method, arguments) -> {
                    asked++;
                    if (away) {
                        throw new RegistryUnavailableException("away");
                    }
                    try {
                        return method.invoke(known, arguments);
                    } catch (InvocationTargetException told) {
                        throw told.getCause();
                    }
                });
    }
}
