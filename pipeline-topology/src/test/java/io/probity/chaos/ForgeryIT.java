package io.probity.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.Decision;
import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import io.probity.model.Entry;
import io.probity.model.LeafKind;
import io.probity.model.SealedEntry;
import io.probity.serde.Decoded;
import io.probity.serde.WireFormat;
import io.probity.wire.EntryDoor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may write to audit.accepted but lacks the intake's key slips nothing in unseen, and changes nothing with copies. */
class ForgeryIT {
    @TempDir
    private static Path folder;

    @AutoClose
    private static Site site;

    @BeforeAll
    static void open() throws Exception {
        site = Site.open(folder);
    }

    @Test
    void seals_what_the_intake_did_not_sign_as_forged_and_copies_as_duplicates() throws Exception {
        var catalog = Catalogs.read("catalog");
        var pipeline = site.pipeline("pipeline").awaitReady();
        try {
            Catalogs.publishAndAwait(site, catalog, "first", 1);
            Catalogs.publishAndAwait(site, catalog.replace("minimum: 2", "minimum: 1"), "second", 2);
            send(merge("one", 1));
            awaitLeaves(LeafKind.EVENT, 1);

            var genuine = accepted(LeafKind.EVENT).getFirst();
            forge(genuine.partition(), genuine.key(), genuine.value(), null);
            forge(genuine.partition(), genuine.key(), genuine.value(), new byte[32]);
            forge(genuine.partition(), "another|project/9".getBytes(UTF_8), genuine.value(), mac(genuine));
            forge(genuine.partition(), genuine.key(), "no entry at all".getBytes(UTF_8), mac(genuine));
            // genuine to the last byte, where it does not belong: it would be a first there, judged and counted again
            forge((genuine.partition() + 1) % 4, genuine.key(), genuine.value(), mac(genuine));
            awaitLeaves(LeafKind.FORGED, 5);

            // under another schema's id, which a mirror's registry may have given: read as the intake wrote it
            int another =
                    WireFormat.schemaId(accepted(LeafKind.DEFINITION).getFirst().value()) + 1;
            for (int id : new int[] {another, 99_999}) {
                forge(genuine.partition(), genuine.key(), underId(id, genuine.value()), mac(genuine));
            }
            awaitLeaves(LeafKind.DUPLICATE, 2);

            // genuine to the last byte: the whole first publish, its commit too, copied to the end of the partition
            var old = accepted(LeafKind.DEFINITION).stream()
                    .filter(it -> it.partition() == genuine.partition())
                    .filter(it -> definition(it).getPublish().equals("first"))
                    .toList();
            for (var copy : old) {
                forge(copy.partition(), copy.key(), copy.value(), mac(copy));
            }
            awaitLeaves(LeafKind.DUPLICATE, 2 + old.size());

            send(merge("two", 1));
            awaitLeaves(LeafKind.EVENT, 2);
            pipeline.requireAlive();
        } finally {
            pipeline.close();
        }
        var decisions = site.committed().all("audit.decisions", Decision.class);
        assertThat(decisions).as("nothing forged was judged").hasSize(2);
        assertThat(decisions)
                .as("the second publish is still in force")
                .allMatch(it -> it.getReason().contains("params.minimum = 1"));
        assertThat(definitionLeaves(DefinitionKind.COMMIT))
                .as("commits that are in force, in four partitions")
                .isEqualTo(2 * 4);
    }

    private static Sent merge(String id, int approvals) {
        return Sent.json(Mixture.GITLAB, "project-1", """
                {"id":"%s","author_id":1,"author_name":"someone","entity_id":1,"entity_type":"Project",\
                "entity_path":"group/app","created_at":"2026-01-01T00:00:00Z","event_type":"merge_request_merged",\
                "details":{"approval_count":%d}}""".formatted(id, approvals));
    }

    private static void send(Sent... records) throws Exception {
        try (var sender = new Sender(site.bootstrapServers(), List.of(records), 0)) {
            sender.finish();
        }
    }

    private static void forge(int partition, byte[] key, byte[] value, byte @Nullable [] mac) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", site.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var record = new ProducerRecord<>("audit.accepted", partition, key, value);
            if (mac != null) {
                record.headers().add(EntryDoor.MAC_HEADER, mac);
            }
            producer.send(record).get();
        }
    }

    private static byte[] underId(int id, byte[] wire) {
        return WireFormat.frame(id, Arrays.copyOfRange(wire, WireFormat.HEADER_BYTES, wire.length));
    }

    private static byte[] mac(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(EntryDoor.MAC_HEADER);
        return header.value();
    }

    private static Definition definition(ConsumerRecord<byte[], byte[]> record) {
        return (Definition)
                site.avro().codec(Entry.class).decode(record.value()).getBody();
    }

    /** Records of the log that can be read, of one kind. */
    private static List<ConsumerRecord<byte[], byte[]>> accepted(LeafKind kind) {
        var codec = site.avro().codec(Entry.class);
        return site.committed().bytes("audit.accepted").stream()
                .filter(it -> codec.tryDecode(it.value()) instanceof Decoded.Value<Entry>(Entry entry, int id)
                        && entry.getKind().name().equals(kind.name()))
                .toList();
    }

    private static void awaitLeaves(LeafKind kind, long count) {
        Site.await(count + " leaves of kind " + kind, () -> leaves(kind) >= count);
        assertThat(leaves(kind)).isEqualTo(count);
    }

    private static long leaves(LeafKind kind) {
        return site.committed().all("audit.sealed", SealedEntry.class).stream()
                .filter(leaf -> leaf.getKind() == kind)
                .count();
    }

    private static long definitionLeaves(DefinitionKind kind) {
        return site.committed().all("audit.sealed", SealedEntry.class).stream()
                .filter(leaf -> leaf.getKind() == LeafKind.DEFINITION
                        && leaf.getEntry() != null
                        && leaf.getEntry().getBody() instanceof Definition definition
                        && definition.getKind() == kind)
                .count();
    }
}
