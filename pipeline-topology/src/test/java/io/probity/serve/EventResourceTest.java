package io.probity.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.probity.flow.PipelineUnderTest;
import io.probity.index.IndexTopology;
import io.probity.model.SealedEntry;
import io.probity.wire.PartitionedKey;
import io.probity.wire.Partitioning;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events asked for over real HTTP, out of the real index, with no broker under it. */
class EventResourceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Object> NOWHERE = Map.of("bootstrap.servers", "127.0.0.1:1");
    private static final Partitioning ONE = new Partitioning(1);

    private final HttpClient http = HttpClient.newHttpClient();
    private final PipelineUnderTest pipeline = new PipelineUnderTest();
    private final Path folder;
    private final Topology topology;
    private final TopologyTestDriver driver;
    private final TestInputTopic<PartitionedKey, SealedEntry> sealed;
    private final List<SealedEntry> log = new ArrayList<>();
    private final Log consumer = new Log();
    private final KafkaStreams running;

    @SuppressWarnings("NullAway.Init") // start() sets it before any test
    private Endpoint endpoint;

    /** The index keeps its store on the disk, by default where every other run of this test does. */
    EventResourceTest(@TempDir Path folder) {
        this.folder = folder;
        topology = new IndexTopology(pipeline.topics().sealed(), 1)
                .build(new TopologyConfig(new StreamsConfig(configuration())));
        driver = new TopologyTestDriver(topology, configuration());
        sealed = driver.createInputTopic(
                pipeline.topics().sealed().name(),
                pipeline.topics().sealed().key().serializer(),
                pipeline.topics().sealed().value().serializer());
        running = new Running();
    }

    @BeforeEach
    void start() {
        var leaves = new SealedLeaves(consumer, pipeline.topics().sealed().name());
        var reach = new IndexReach(Admin.create(NOWHERE), "index", leaves, "rekeyed", ONE);
        var events = new EventResource(new StoreReader(running), IndexTopology.EVENT_IDS, ONE, leaves, reach);
        endpoint = Endpoint.start(BoundAddress.of("127.0.0.1", 0), new MetricRegistry(), List.of(events));
    }

    @AfterEach
    void stop() {
        endpoint.close();
        running.close();
        driver.close();
        pipeline.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a/b", "/a//b/", "a%b", "a%2Fb", "a;b", ";", "a b+c", "ü?#&=", "a\\b", "a:b|c"})
    void anEventIsFoundWhateverItsIdHolds(String id) throws Exception {
        happens(id);

        assertThat(event("v1/events/" + escaped(id)).get("id").asText()).isEqualTo(id);
        assertThat(event("v1/events?id=" + escaped(id)).get("id").asText()).isEqualTo(id);
    }

    @Test
    void aSemicolonThatIsNotEscapedIsPartOfTheId() throws Exception {
        happens("a");
        happens("a;b");

        assertThat(event("v1/events/a;b").get("id").asText()).isEqualTo("a;b");
    }

    @Test
    void anIdThatNoPathCanHoldIsAskedForByItself() throws Exception {
        happens("..");

        assertThat(event("v1/events?id=..").get("id").asText()).isEqualTo("..");
    }

    @Test
    void anIdIsNeeded() throws Exception {
        problem(ask("v1/events"), 400);
        problem(ask("v1/events?id="), 400);
    }

    @Test
    void ofAnIdWithoutEndTheAnswerSaysWhatItLeavesOut() throws Exception {
        happens("again");
        var one = log.getFirst();
        for (long leaf = 1; leaf < 150; leaf++) {
            index(SealedEntry.newBuilder(one).setLeaf(one.getLeaf() + leaf).build());
        }

        var answer = JSON.readTree(ask("v1/events/again").body());

        assertThat(answer.get("leaves")).hasSize(101);
        assertThat(answer.get("leafCount").asInt()).isEqualTo(150);
        assertThat(answer.get("leavesLeftOut").asInt()).isEqualTo(49);
    }

    @Test
    void ofAnOrdinaryIdNothingIsLeftOut() throws Exception {
        happens("once");

        var answer = JSON.readTree(ask("v1/events/once").body());

        assertThat(answer.get("leafCount").asInt()).isEqualTo(1);
        assertThat(answer.has("leavesLeftOut")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/events/%zz HTTP/1.1",
                "GET /v1/%2e%2e/events HTTP/1.1",
                "DELETE /v1/%2e%2e/events HTTP/1.1",
                "GET /v1/events/a HTTP/9.9",
                "nonsense"
            })
    void whatTheServerItselfRefusesIsAProblemToo(String request) throws IOException {
        var answer = raw(request);

        assertThat(answer)
                .containsIgnoringCase("Content-Type: application/problem+json")
                .contains("{\"type\":\"about:blank\",\"title\":")
                .doesNotContainIgnoringCase("<html")
                .doesNotContain("\tat ", "Exception");
        assertThat(answer).matches("(?s)HTTP/1\\.1 (4\\d\\d|505) .*");
    }

    private void happens(String id) {
        var event = JSON.createObjectNode()
                .put("id", id)
                .put("eventType", "drift_detected")
                .put("timestamp", pipeline.now().toString())
                .put("source", "platform");
        event.putObject("scope").put("kind", "environment").put("id", "prod").put("path", "cloud/prod");
        event.putObject("data").put("drifted", true);
        pipeline.receive("audit.events", event.toString());
        pipeline.tick();
        var leaves = pipeline.sealed();
        assertThat(leaves).as(pipeline.rejected().toString()).isNotEmpty();
        leaves.forEach(this::index);
    }

    private void index(SealedEntry leaf) {
        log.add(leaf);
        sealed.pipeInput(new PartitionedKey(0, new byte[0]), leaf);
    }

    private JsonNode event(String question) throws Exception {
        var response = ask(question);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body()).get("event");
    }

    private static void problem(HttpResponse<String> response, int status) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(JSON.readTree(response.body()).get("status").asInt()).isEqualTo(status);
    }

    private HttpResponse<String> ask(String question) throws IOException, InterruptedException {
        var uri = URI.create(endpoint.uri() + question);
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    /** What no client would send. */
    private String raw(String request) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), endpoint.uri().getPort())) {
            socket.getOutputStream()
                    .write((request + "\r\nHost: here\r\nConnection: close\r\n\r\n").getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static String escaped(String id) {
        return URLEncoder.encode(id, UTF_8).replace("+", "%20");
    }

    private Properties configuration() {
        var config = new Properties();
        config.putAll(NOWHERE);
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "index-under-test");
        config.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        return config;
    }

    /** The log as it is read: the record at the offset that was sought. */
    private final class Log extends MockConsumer<byte[], SealedEntry> {
        Log() {
            super("earliest");
        }

        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
            updateBeginningOffsets(Map.of(partition, 0L));
            super.seek(partition, offset);
            addRecord(new ConsumerRecord<>(
                    partition.topic(), partition.partition(), offset, new byte[0], log.get((int) offset)));
        }
    }

    /** The index as it is when it runs. */
    private final class Running extends KafkaStreams {
        Running() {
            super(topology, configuration());
        }

        @Override
        public State state() {
            return State.RUNNING;
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the endpoint asks for no other type
        public <T> T store(StoreQueryParameters<T> asked) {
            return (T) driver.getKeyValueStore(asked.storeName());
        }
    }
}
