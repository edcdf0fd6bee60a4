package io.probity.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import io.probity.cli.Probity;
import io.probity.model.Balance;
import io.probity.own.OwnTopics;
import io.probity.rig.ChildJvm;
import io.probity.rig.Committed;
import io.probity.rig.EnginesHere;
import io.probity.rig.FreePorts;
import io.probity.rig.JvmCommand;
import io.probity.rig.KafkaBroker;
import io.probity.rig.OneInstance;
import io.probity.rig.RegistryServer;
import io.probity.serde.AvroSerdes;
import io.probity.wire.Topics;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The doors in a process of their own, before a real broker: whatever was acknowledged is on its topic, in order, and in the log
 * once, whoever is killed. {@code -Dprobity.chaos.door.outage.seconds=60 -Dprobity.chaos.door.kills=10} makes a long run of it.
 */
class DoorIT {
    private static final int OUTAGE_SECONDS = Integer.getInteger("probity.chaos.door.outage.seconds", 3);
    private static final int KILLS = Integer.getInteger("probity.chaos.door.kills", 1);
    private static final String TOPIC = "audit.events";
    private static final String CLOUD_EVENTS = "audit.raw.cloudevents";
    private static final String SOURCES = "sources=" + TOPIC + "=canonical," + CLOUD_EVENTS + "=cloudevents";
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    @AutoClose
    private static KafkaBroker broker;

    /** Bytes alone are read with it. */
    @AutoClose
    private static AvroSerdes noAvro;

    @AutoClose
    private final HttpClient http = HttpClient.newHttpClient();

    private final int port = FreePorts.one();

    @BeforeAll
    static void open() {
        broker = KafkaBroker.start(EnginesHere.orSkip(), folder.resolve("broker"));
        noAvro = AvroSerdes.connect(Map.of("schema.registry.url", "http://127.0.0.1:1"));
    }

    @Test
    void everyWayInLeadsToTheTopicByteForByte() throws Exception {
        try (var door = door("ways")) {
            door.awaitReady();
            Site.await("the door to reach Kafka", () -> receiptHasOffset());
            assertOwnTopicIsKeptForEver();
            var one = "{ \"id\":\"w1\" , \"eventType\":\"resource_created\"}";
            assertReceipt(post(one.getBytes(UTF_8), "Content-Type", "application/json"), one);
            var lines = "{\"id\":\"w2\"}\noops\n{\"id\":\"w3\"}\n";
            var answer = post(lines.getBytes(UTF_8), "Content-Type", "application/x-ndjson");
            assertThat(JSON.readTree(answer.body()).at("/items/1/reason").asText())
                    .isEqualTo("MALFORMED_JSON");
            var batch = "[{\"id\":\"w4\"},{\"id\":\"w5\"}]".getBytes(UTF_8);
            assertThat(post(gzip(batch), "Content-Encoding", "gzip").statusCode())
                    .isEqualTo(202);
            assertThat(post(Zstd.compress("{\"id\":\"w6\"}".getBytes(UTF_8)), "Content-Encoding", "zstd")
                            .statusCode())
                    .isEqualTo(202);

            assertThat(values().filter(it -> it.contains("\"w")))
                    .containsExactly(
                            one,
                            "{\"id\":\"w2\"}",
                            "{\"id\":\"w3\"}",
                            "{\"id\":\"w4\"}",
                            "{\"id\":\"w5\"}",
                            "{\"id\":\"w6\"}");
        }
    }

    /** The door makes it before any pipeline does. */
    private static void assertOwnTopicIsKeptForEver() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Site.await("the door to make its topics", () -> hasOwnTopic(admin));
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, OwnTopics.NAME);
            var config = Objects.requireNonNull(
                    admin.describeConfigs(List.of(resource)).all().get().get(resource));
            Topics.ownShape()
                    .config()
                    .forEach((name, value) ->
                            assertThat(config.get(name).value()).as(name).isEqualTo(value));
        }
    }

    private static boolean hasOwnTopic(Admin admin) {
        try {
            return admin.listTopics().names().get().contains(OwnTopics.NAME);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the broker does not list its topics", e);
        }
    }

    @Test
    void cloudEventsComeInAllThreeModes() throws Exception {
        try (var door = door("modes")) {
            door.awaitReady();
            var event = """
                    {"specversion":"1.0","id":"%s","source":"/ci","type":"com.example.built","time":"2026-01-01T00:00:00Z","data":{}}""";
            for (var posted : List.of(
                    post(event.formatted("c1").getBytes(UTF_8), "Content-Type", "application/cloudevents+json"),
                    post(
                            ("[" + event.formatted("c2") + "," + event.formatted("c3") + "]").getBytes(UTF_8),
                            "Content-Type",
                            "application/cloudevents-batch+json"),
                    post(
                            "{}".getBytes(UTF_8),
                            "Content-Type",
                            "application/json",
                            "ce-specversion",
                            "1.0",
                            "ce-id",
                            "c4",
                            "ce-source",
                            "/ci",
                            "ce-type",
                            "com.example.built",
                            "ce-time",
                            "2026-01-01T00:00:00Z"))) {
                assertThat(posted.statusCode()).as(posted.body()).isEqualTo(202);
            }
            Site.await("all four to be there", () -> count(CLOUD_EVENTS) == 4);
            var records = committed().bytes(CLOUD_EVENTS);
            assertThat(records.stream().map(it -> new String(it.value(), UTF_8)))
                    .containsExactly(event.formatted("c1"), event.formatted("c2"), event.formatted("c3"), "{}");
            assertThat(new String(
                            records.getLast().headers().lastHeader("ce_id").value(), UTF_8))
                    .isEqualTo("c4");
        }
    }

    private static long count(String topic) {
        return committed().count(topic);
    }

    /** At its place on the topic lie the bytes whose digest the receipt says. */
    private static void assertReceipt(HttpResponse<String> answer, String sent) throws Exception {
        var receipt = JSON.readTree(answer.body()).at("/items/0/receipt");
        var found = committed().bytes(TOPIC).stream()
                .filter(it -> it.partition() == receipt.get("partition").asInt()
                        && it.offset() == receipt.get("offset").asLong())
                .findFirst()
                .orElseThrow();
        assertThat(new String(found.value(), UTF_8)).isEqualTo(sent);
        assertThat(receipt.get("digest").asText())
                .isEqualTo("sha256:"
                        + HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(found.value())));
    }

    @Test
    void aFullSpoolPushesBackAndWhatItTookIsDrained() throws Exception {
        try (var door = door("full", "door.spool.max.bytes=100000", "door.kafka.patience=PT0.5S")) {
            door.awaitReady();
            Site.await("the door to reach Kafka", () -> receiptHasOffset());
            broker.kill();
            var taken = new ArrayList<String>();
            Site.await("the spool to be full", () -> {
                var event = "{\"id\":\"f" + taken.size() + "\",\"data\":\"" + "x".repeat(9_000) + "\"}";
                var answer = post(event.getBytes(UTF_8), "Content-Type", "application/json");
                if (answer.statusCode() == 202) {
                    taken.add(event);
                    return false;
                }
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                return true;
            });
            assertThat(taken).hasSizeBetween(9, 11);
            broker.restart();
            awaitState(door, "DIRECT");

            assertThat(values().filter(it -> it.contains("\"f")).distinct()).containsExactlyElementsOf(taken);
        }
    }

    @Test
    void whateverWasAcknowledgedIsInTheLogOnceWhoeverIsKilled() throws Exception {
        var random = Site.random("DoorIT");
        var door = door("kill").awaitReady();
        var senders = List.of(new DoorSender("anna", port), new DoorSender("bert", port), new DoorSender("carl", port));
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                senders.forEach(it -> it.awaitMore(200));
                Site.pause(random.nextInt(500));
                door = killed(door);
                senders.forEach(it -> it.awaitMore(100));
                broker.kill();
                long began = System.nanoTime();
                awaitState(door, "SPOOLING");
                senders.forEach(it -> it.awaitMore(100));
                if (random.nextBoolean()) {
                    door = killed(door); // it starts while Kafka is away
                    senders.forEach(it -> it.awaitMore(100));
                }
                Site.pause(Math.max(0, OUTAGE_SECONDS * 1000L - (long) (Site.seconds(began) * 1000)));
                broker.restart();
                Site.say("DoorIT: outage %d of %d over after %.1f s".formatted(kill + 1, KILLS, Site.seconds(began)));
                began = System.nanoTime();
                awaitState(door, "DIRECT");
                Site.say("DoorIT: drained %.1f s after that".formatted(Site.seconds(began)));
            }
            senders.forEach(it -> it.awaitMore(100));
            var acknowledged = new LinkedHashMap<String, List<String>>();
            for (var sender : senders) {
                acknowledged.put(sender.name(), sender.end());
            }
            assertThat(senders.stream().mapToInt(DoorSender::spooled).sum()).isPositive();
            judge(acknowledged);
        } finally {
            senders.forEach(DoorSender::close);
            door.close();
        }
    }

    private PipelineProcess killed(PipelineProcess door) {
        door.kill();
        return door("kill").awaitReady();
    }

    private static void judge(Map<String, List<String>> acknowledged) throws Exception {
        var first = new HashMap<String, List<String>>();
        var seen = new LinkedHashSet<String>();
        var records = values().toList();
        for (var value : records) {
            var id = ID.matcher(value);
            if (id.find() && seen.add(id.group(1))) {
                first.computeIfAbsent(id.group(1).split("-", 2)[0], any -> new ArrayList<>())
                        .add(id.group(1));
            }
        }
        long events = 0;
        for (var sender : acknowledged.entrySet()) {
            var ids = sender.getValue();
            assertThat(first.get(sender.getKey())).as(sender.getKey()).startsWith(ids.toArray(String[]::new));
            events += ids.size();
        }
        Site.say("DoorIT: %d events acknowledged, all on the topic in order; %d records, %d events"
                .formatted(events, records.size(), seen.size()));
        assertInTheLogOnce(records.size() + count(CLOUD_EVENTS));
    }

    /** The pipeline over what the doors wrote: each record is an event, or a repeat of one, or refused as what it is. */
    private static void assertInTheLogOnce(long records) throws Exception {
        try (var registry = RegistryServer.inMemory(EnginesHere.orSkip(), folder.resolve("registry"));
                var avro = AvroSerdes.connect(Map.of("schema.registry.url", registry.url()));
                var pipeline = pipeline(registry.url())) {
            var committed = new Committed(broker.bootstrapServers(), avro);
            pipeline.awaitReady();
            Balances.awaitEven(pipeline, committed, records);
            var ids = new LinkedHashSet<String>();
            for (var value : values().toList()) {
                var id = ID.matcher(value);
                if (value.contains("\"eventType\"") && id.find()) {
                    ids.add(id.group(1));
                }
            }
            var balance = committed.last("audit.balance", Balance.class);
            long accepted = balance.stream()
                    .filter(it -> it.getSource().equals("canonical"))
                    .mapToLong(Balance::getAccepted)
                    .sum();
            Site.say("DoorIT: %d events in the log, %d duplicates"
                    .formatted(
                            accepted,
                            balance.stream().mapToLong(Balance::getDuplicate).sum()));
            assertThat(accepted).isEqualTo(ids.size());
            assertAskedWhereItWasPosted(pipeline);
        }
    }

    /** With door.enabled the pipeline's own endpoint takes events beside the questions about them. */
    private static void assertAskedWhereItWasPosted(PipelineProcess pipeline) throws Exception {
        var event = """
                {"id":"posted","eventType":"resource_created","timestamp":"2026-01-01T00:00:00Z","userId":"alice","source":"platform",\
                "action":"create"}""";
        assertThat(pipeline.post("v1/events", event)).isEqualTo(202);
        Site.await("the event to be found", () -> pipeline.answers("v1/events/posted", "\"leaves\""));
        assertThat(pipeline.answers("health/ready", "\"door\":\"DIRECT\"")).isTrue();
        assertThat(pipeline.answers("metrics", "io_probity_door_EventsDoor_events"))
                .isTrue();
    }

    // --- the tools ---

    private PipelineProcess door(String name, String... more) {
        var settings = new ArrayList<>(List.of(
                "kafka.bootstrap.servers=" + broker.bootstrapServers(),
                "generation.partitions=1",
                SOURCES,
                "door.kafka.patience=PT1S",
                "state.dir=" + folder.resolve("state-" + name),
                "http.port=" + port));
        settings.addAll(List.of(more));
        return start("door", folder.resolve("door-" + name + ".log"), settings, port);
    }

    private static PipelineProcess pipeline(String registry) throws Exception {
        int port = FreePorts.one();
        var key = Files.writeString(folder.resolve("key"), "a test's own secret bytes, 32 or more ........");
        return start(
                "run",
                folder.resolve("pipeline.log"),
                List.of(
                        "kafka.bootstrap.servers=" + broker.bootstrapServers(),
                        "schema.registry.url=" + registry,
                        "generation.partitions=1",
                        "door.enabled=true",
                        SOURCES,
                        "keys.intake.mac=" + key,
                        "keys.content=" + key,
                        "protect.keys=" + OneInstance.keys(folder),
                        "state.dir=" + folder.resolve("state-pipeline"),
                        "http.port=" + port),
                port);
    }

    private static PipelineProcess start(String command, Path log, List<String> settings, int port) {
        var arguments = new ArrayList<>(List.of(command));
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        var jvm =
                JvmCommand.ours(Probity.class, arguments.toArray(String[]::new)).with(JvmCommand.SHORT_LIVED);
        return new PipelineProcess(ChildJvm.start(jvm, log), port);
    }

    private static void awaitState(PipelineProcess door, String state) {
        Site.await("the door to be " + state, () -> {
            door.requireAlive();
            return door.answers("health/ready", "\"" + state + "\"");
        });
    }

    private boolean receiptHasOffset() {
        return post("{\"id\":\"probe\"}".getBytes(UTF_8), "Content-Type", "application/json")
                .body()
                .contains("\"offset\"");
    }

    private HttpResponse<String> post(byte[] body, String... headers) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/events"))
                            .headers(headers)
                            .POST(BodyPublishers.ofByteArray(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (Exception e) {
            throw new IllegalStateException("the door did not answer", e);
        }
    }

    private static Stream<String> values() {
        return committed().bytes(TOPIC).stream().map(it -> new String(it.value(), UTF_8));
    }

    private static Committed committed() {
        return new Committed(broker.bootstrapServers(), noAvro);
    }

    private static byte[] gzip(byte[] bytes) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
