package io.probity.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.canonical.CanonicalJson;
import io.probity.cli.Probity;
import io.probity.model.AuditEvent;
import io.probity.model.Balance;
import io.probity.model.LeafKind;
import io.probity.model.Mention;
import io.probity.model.Rejection;
import io.probity.model.SealedEntry;
import io.probity.own.OwnEvent;
import io.probity.rig.Committed;
import io.probity.rig.EnginesHere;
import io.probity.serde.AvroSerdes;
import io.probity.serve.RecordJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets and personal values in every kind of place, through the whole pipeline, and then everything that it has written is searched: all
 * bytes of all records of every topic but the inputs, uncommitted ones and changelogs too, every file of its state, its log, its metrics.
 */
class CanaryIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Set<String> INPUTS = Set.of(
            "audit.events",
            "audit.raw.gitlab",
            "audit.raw.cloudtrail",
            "audit.raw.generic",
            "audit.raw.okta",
            "audit.raw.github",
            "audit.raw.kubernetes",
            "audit.raw.otlp",
            "audit.raw.mcp",
            "audit.raw.terraform");

    @TempDir
    Path work;

    @Test
    void noneIsMetAgainAndTheKeysGiveBackThoseThatAreKept() throws Exception {
        EnginesHere.orSkip();
        var canaries = new Canaries();
        assertThat(canaries.values()).hasSizeGreaterThan(100).doesNotHaveDuplicates();
        var leaks = new TreeSet<String>();
        var log = new ByteArrayOutputStream();
        var stderr = System.err;
        System.setErr(new PrintStream(log, true, UTF_8));
        List<String> opened;
        try (var stack = Stack.start(
                work, Map.of("sources", INPUTS.stream().map(CanaryIT::bound).collect(Collectors.joining(","))))) {
            await("the pipeline to run", () -> stack.pipeline().state() == KafkaStreams.State.RUNNING);
            play(stack, canaries);
            search("metrics", metrics(stack.pipeline().endpoint()), canaries, leaks);
            topics(stack.bootstrapServers(), canaries, leaks);
            opened = opened(stack);
        } finally {
            System.setErr(stderr);
        }
        files(work.resolve("state"), canaries, leaks);
        files(work.resolve("keys"), canaries, leaks);
        search("log", log.toByteArray(), canaries, leaks);

        System.out.println("CanaryIT: " + canaries.values().size() + " values in "
                + canaries.records().size() + " records of "
                + INPUTS.size() + " inputs, " + leaks.size() + " met again; "
                + canaries.encrypted().size() + " to be given back by the keys");
        assertThat(leaks).isEmpty();
        var all = String.join("\n", opened);
        assertThat(canaries.encrypted().stream().filter(it -> !all.contains(it)))
                .as("not given back by the keys")
                .isEmpty();
    }

    private static String bound(String topic) {
        return topic + '=' + (topic.equals("audit.events") ? "canonical" : topic.substring("audit.raw.".length()));
    }

    private static void play(Stack stack, Canaries canaries) throws InterruptedException, ExecutionException {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (var record : canaries.records()) {
                producer.send(record).get();
            }
        }
        try (var collector = new Collector(stack.bootstrapServers(), stack.registryUrl())) {
            await("every record to be accounted for", () -> {
                var balance = collector.balance();
                return balance.stream()
                                        .filter(it -> !it.getSource().equals(OwnEvent.SOURCE))
                                        .mapToLong(Balance::getReceived)
                                        .sum()
                                >= canaries.items()
                        && balance.stream()
                                .allMatch(it ->
                                        it.getReceived() == it.getAccepted() + it.getDuplicate() + it.getRefused());
            });
        }
    }

    /** Every record that lies on the broker, whether its transaction was committed or not. */
    private static void topics(String bootstrapServers, Canaries canaries, Set<String> leaks)
            throws InterruptedException, ExecutionException {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers, "auto.offset.reset", "earliest");
        try (var admin = Admin.create(client);
                var consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var topics = new TreeSet<>(admin.listTopics().names().get());
            topics.removeAll(INPUTS);
            assertThat(topics).contains("audit.accepted", "audit.sealed", "audit.rejected", "audit.balance");
            assertThat(topics).anyMatch(topic -> topic.endsWith("-changelog"));
            var partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(it -> new TopicPartition(it.topic(), it.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    search(record.topic(), record.key(), canaries, leaks);
                    search(record.topic(), record.value(), canaries, leaks);
                    record.headers().forEach(header -> {
                        search(record.topic(), header.key().getBytes(UTF_8), canaries, leaks);
                        search(record.topic(), header.value(), canaries, leaks);
                    });
                });
            }
        }
    }

    private static void files(Path folder, Canaries canaries, Set<String> leaks) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                search(String.valueOf(folder.relativize(file)), Files.readAllBytes(file), canaries, leaks);
            }
        }
    }

    private static void search(
            String where, byte @org.jspecify.annotations.Nullable [] bytes, Canaries canaries, Set<String> leaks) {
        if (bytes != null) {
            var text = new String(bytes, ISO_8859_1);
            canaries.values().stream().filter(text::contains).forEach(value -> leaks.add(value + " in " + where));
        }
    }

    private static byte[] metrics(URI endpoint) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(endpoint.resolve("/metrics")).build(), BodyHandlers.ofByteArray())
                .body();
    }

    /** What `probity reveal` makes of the events in the log and of what was refused. */
    private List<String> opened(Stack stack) throws IOException {
        var lines = new ArrayList<String>();
        try (var avro = AvroSerdes.connect(Map.of("schema.registry.url", stack.registryUrl()))) {
            var committed = new Committed(stack.bootstrapServers(), avro);
            committed.all("audit.rejected", Rejection.class).forEach(it -> lines.add(json(RecordJson.of(it))));
            committed.all("audit.sealed", SealedEntry.class).stream()
                    .filter(it -> it.getKind() == LeafKind.EVENT || it.getKind() == LeafKind.MENTION)
                    .map(it -> Objects.requireNonNull(it.getEntry()).getBody())
                    .forEach(body -> {
                        if (body instanceof AuditEvent event) {
                            lines.add(json(RecordJson.of(event)));
                        } else if (body instanceof Mention mention) {
                            lines.add(json(RecordJson.of(mention.getEvent())));
                        }
                    });
        }
        var file = Files.write(work.resolve("kept.ndjson"), lines);
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Probity.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("reveal", "--set", "protect.keys=" + work.resolve("keys"), "--in", file.toString());
        assertThat(code).as(err.toString()).isZero();
        return Arrays.asList(out.toString().split("\n", -1));
    }

    private static String json(com.fasterxml.jackson.databind.JsonNode node) {
        return CanonicalJson.text(node);
    }

    private static void await(String what, BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for " + what).isLessThan(end);
            Thread.sleep(100);
        }
    }
}
