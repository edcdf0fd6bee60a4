package io.probity.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import io.probity.canonical.Hmac;
import io.probity.serve.BoundAddress;
import io.probity.serve.Endpoint;
import io.probity.serve.HealthResource;
import io.probity.serve.MetricsResource;
import io.probity.wire.SourceTopic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The doors over real HTTP, in front of a producer that only pretends. */
class DoorHttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENT = "{\"eventType\":\"resource_created\"}";
    private static final String SECRET = "a secret of sixteen or more";
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final List<SourceTopic> TOPICS = List.of(
            new SourceTopic("audit.events", "canonical", "default"),
            new SourceTopic("audit.raw.github", "github_webhook", "default"),
            new SourceTopic("audit.raw.cloudevents", "cloudevents", "default"),
            new SourceTopic("audit.raw.probity", "probity", "default"));
    private static final String FILE = """
            events:
              - {scheme: none}
            in:
              - {path: github, source: github_webhook, scheme: github, secrets: [secret], headers: [X-Team]}
              - {path: okta, source: github_webhook, scheme: okta, secrets: [secret]}
              - {path: slack, source: github_webhook, scheme: slack, secrets: [secret]}
              - {path: signed, source: github_webhook, scheme: hmac, secrets: [secret]}
              - {path: open, source: github_webhook, scheme: none}
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final MockProducer<byte[], byte[]> kafka = producer(true);
    private final MockProducer<byte[], byte[]> later = producer(true);

    @TempDir
    private Path folder;

    private Door door;
    private Endpoint endpoint;

    private static MockProducer<byte[], byte[]> producer(boolean answers) {
        return new MockProducer<>(answers, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("secret"), SECRET);
        var file = DoorFile.parse(folder.resolve("doors.yaml"), FILE, TOPICS, true, () -> NOW);
        assertThat(file.problems()).isEmpty();
        var limits = new Limits(20_000, 40_000, 10_000, 20, 200_000, 70_000, Duration.ofHours(1), 100_000);
        door = Door.open(
                file.plan(), limits, new Door.Ways(() -> kafka, () -> later, 4), folder.resolve("spool"), () -> NOW);
        var resources = new ArrayList<>(door.resources());
        resources.add(new HealthResource(Map.of(), List.of(door)));
        resources.add(new MetricsResource(new MetricRegistry(), List.of(door)));
        endpoint = Endpoint.start(BoundAddress.of("127.0.0.1", 0), new MetricRegistry(), resources);
    }

    @AfterEach
    void close() {
        http.close(); // first: the endpoint gives open connections a second
        endpoint.close();
        door.close();
    }

    // --- /v1/events ---

    @Test
    void oneEventIsAcceptedWithAReceiptThatCanBeChecked() throws Exception {
        var answer = post("v1/events", EVENT, "Content-Type", "application/json", "traceparent", "00-x");

        assertThat(answer.statusCode()).isEqualTo(202);
        var body = JSON.readTree(answer.body());
        assertThat(body.get("accepted").asInt()).isEqualTo(1);
        assertThat(body.get("refused").asInt()).isZero();
        var receipt = body.at("/items/0/receipt");
        assertThat(receipt.get("digest").asText()).isEqualTo("sha256:" + sha256(EVENT));
        assertThat(receipt.get("topic").asText()).isEqualTo("audit.events");
        assertThat(receipt.has("offset")).isTrue();
        var record = kafka.history().getFirst();
        assertThat(text(record)).isEqualTo(EVENT);
        assertThat(record.headers().toArray()).hasSize(1);
        assertThat(header(record, "traceparent")).isEqualTo("00-x");
    }

    @Test
    void aBatchHasAResultForEachOfItsItems() throws Exception {
        var answer = post("v1/events", "[" + EVENT + ", 7, " + EVENT + "]");

        assertThat(answer.statusCode()).isEqualTo(202);
        var body = JSON.readTree(answer.body());
        assertThat(body.get("accepted").asInt()).isEqualTo(2);
        assertThat(body.get("refused").asInt()).isEqualTo(1);
        assertThat(body.at("/items/1/status").asText()).isEqualTo("refused");
        assertThat(body.at("/items/1/reason").asText()).isEqualTo("NOT_AN_OBJECT");
        assertThat(body.at("/items/2/index").asInt()).isEqualTo(2);
        assertThat(kafka.history()).hasSize(2);
        assertThat(kafka.history().get(0).partition())
                .isEqualTo(kafka.history().get(1).partition());
    }

    @Test
    void whoPrefersAMinimalAnswerHearsOfWhatIsWrongAlone() throws Exception {
        var answer =
                post("v1/events", "[" + EVENT + ", 7, " + EVENT + "]", "Prefer", "wait=5, Return = \"minimal\"; x=1");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Preference-Applied")).hasValue("return=minimal");
        assertThat(JSON.readTree(answer.body())).isEqualTo(JSON.readTree("""
                        {"accepted": 2, "refused": 1, "items": [{"index": 1, "status": "refused",
                         "reason": "NOT_AN_OBJECT", "detail": "an event is a JSON object"}]}"""));
        assertThat(kafka.history()).hasSize(2);
        assertThat(post("v1/events", EVENT, "Prefer", "return=representation")
                        .headers()
                        .firstValue("Preference-Applied"))
                .isEmpty();
    }

    @Test
    void linesAreTakenEachByItself() throws Exception {
        var answer = post("v1/events", EVENT + "\noops\n" + EVENT + "\n", "Content-Type", "application/x-ndjson");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(JSON.readTree(answer.body()).at("/items/1/reason").asText()).isEqualTo("MALFORMED_JSON");
        assertThat(kafka.history()).hasSize(2);
    }

    @Test
    void aBodyWithoutAnEventIsNotAccepted() throws Exception {
        problem(post("v1/events", "[7]"), 422);
        problem(post("v1/events", "[]"), 400);
        problem(post("v1/events", "oops"), 400);
        problem(post("v1/events", ""), 400);
        assertThat(kafka.history()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd", "x-gzip", "GZIP"})
    void compressedBodiesAreUndone(String encoding) throws Exception {
        byte[] body = encoding.equals("zstd") ? Zstd.compress(EVENT.getBytes(UTF_8)) : gzip(EVENT.getBytes(UTF_8));

        assertThat(post("v1/events", body, "Content-Encoding", encoding).statusCode())
                .isEqualTo(202);
        assertThat(text(kafka.history().getFirst())).isEqualTo(EVENT);
    }

    @Test
    void limitsHold() throws Exception {
        problem(post("v1/events", " ".repeat(20_001)), 413);
        problem(post("v1/events", "[" + "{},".repeat(20) + "{}]"), 413);
        problem(post("v1/events", gzip(new byte[40_001]), "Content-Encoding", "gzip"), 413);
        problem(post("v1/events", Zstd.compress(new byte[50_000_000]), "Content-Encoding", "zstd"), 413);
        problem(post("v1/events", EVENT, "Content-Encoding", "br"), 415);
        problem(post("v1/events", EVENT, "Content-Encoding", "gzip"), 400);
        problem(post("v1/events", EVENT, "Content-Encoding", "zstd"), 400);
        problem(post("v1/events", EVENT, "Content-Type", "text/plain"), 415);
        problem(post("v1/events", EVENT, "Content-Type", "application/json; charset=latin1"), 415);
        problem(post("v1/in/open", " ".repeat(10_001)), 413);
        problem(post("v1/in/open", ""), 400);
        problem(post("v1/events", " ".repeat(10_001), binary("/s", "t")), 413);
        assertThat(kafka.history()).isEmpty();
        assertThat(post("v1/events", "", binary("/s", "t")).statusCode())
                .as("an event without data")
                .isEqualTo(202);
        assertThat(post("v1/events", " ".repeat(10_000), binary("/s", "t")).statusCode())
                .isEqualTo(202);
    }

    @Test
    void aBodyWithoutALengthIsReadAsFarAsItMay() throws Exception {
        assertThat(streamed(EVENT.getBytes(UTF_8)).statusCode()).isEqualTo(202);
        problem(streamed(new byte[20_001]), 413);
    }

    private HttpResponse<String> streamed(byte[] body) throws Exception {
        return send(HttpRequest.newBuilder(endpoint.uri().resolve("v1/events"))
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
    }

    // --- CloudEvents ---

    @Test
    void aStructuredCloudEventIsWrittenAsItIs() throws Exception {
        var event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"}";

        assertThat(post("v1/events", event, "Content-Type", "application/cloudevents+json; charset=utf-8")
                        .statusCode())
                .isEqualTo(202);
        var record = kafka.history().getFirst();
        assertThat(record.topic()).isEqualTo("audit.raw.cloudevents");
        assertThat(text(record)).isEqualTo(event);
        assertThat(header(record, "content-type")).isEqualTo("application/cloudevents+json");
        problem(
                post("v1/events", "[" + event + "," + event + "]", "Content-Type", "application/cloudevents+json"),
                400);
    }

    @Test
    void aBatchOfCloudEventsIsARecordForEach() throws Exception {
        var batch = "[{\"id\":\"1\"},{\"id\":\"2\"}]";

        assertThat(post("v1/events", batch, "Content-Type", "application/cloudevents-batch+json")
                        .statusCode())
                .isEqualTo(202);
        assertThat(kafka.history().stream().map(DoorHttpTest::text))
                .containsExactly("{\"id\":\"1\"}", "{\"id\":\"2\"}");
        assertThat(header(kafka.history().getLast(), "content-type")).isEqualTo("application/cloudevents+json");
    }

    @Test
    void aBinaryCloudEventKeepsItsAttributesInHeaders() throws Exception {
        var answer = post(
                "v1/events",
                "<x/>",
                "ce-specversion",
                "1.0",
                "ce-id",
                "1",
                "ce-source",
                "/s",
                "ce-type",
                "t",
                "ce-subject",
                "Euro%20%E2%82%AC%",
                "ce-partitionkey",
                "k",
                "Content-Type",
                "application/xml");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var record = kafka.history().getFirst();
        assertThat(record.topic()).isEqualTo("audit.raw.cloudevents");
        assertThat(text(record)).isEqualTo("<x/>");
        assertThat(record.key()).isEqualTo("k".getBytes(UTF_8));
        assertThat(header(record, "ce_subject")).isEqualTo("Euro €%");
        assertThat(header(record, "ce_type")).isEqualTo("t");
        assertThat(header(record, "content-type")).isEqualTo("application/xml");
        problem(post("v1/events", "{}", "ce-specversion", "1.0", "ce-id", "1"), 400);
    }

    // --- the platform's own ---

    @Test
    void anEventInThePlatformsNameIsRefusedByItself() throws Exception {
        var answer = post("v1/events", "[" + EVENT + ",{\"source\":\"probity\"}]");

        assertThat(answer.statusCode()).isEqualTo(202);
        var body = JSON.readTree(answer.body());
        assertThat(body.get("accepted").asInt()).isEqualTo(1);
        assertThat(body.at("/items/1/reason").asText()).isEqualTo("OWN_EVENT");
        assertThat(kafka.history()).hasSize(1);
    }

    @Test
    void noShapeOfACloudEventSpeaksInThePlatformsName() throws Exception {
        var cloud = "application/cloudevents+json";
        var ours = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"probity\",\"type\":\"t\"}";
        problem(post("v1/events", ours, "Content-Type", cloud), 422);
        problem(post("v1/events", "{}", binary("%70robity", "t")), 422);
        assertThat(kafka.history()).isEmpty();
    }

    private static String[] binary(String source, String type) {
        return new String[] {"ce-specversion", "1.0", "ce-id", "1", "ce-source", source, "ce-type", type};
    }

    @Test
    void withoutAFileThePlatformsOwnSourceIsNotOpen() {
        var plan = DoorPlan.open(TOPICS, () -> NOW);

        assertThat(plan.providers().keySet()).containsExactlyInAnyOrder("github_webhook", "cloudevents");
        assertThat(plan.events()).hasSize(1);
    }

    // --- /v1/in ---

    @Test
    void aProvidersBodyIsTheRecordAndItsSecretsStayOutside() throws Exception {
        var answer = github("{ \"action\": \"created\" }", "d-1", "X-Team", "red", "Cookie", "c=1");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        var record = kafka.history().getFirst();
        assertThat(record.topic()).isEqualTo("audit.raw.github");
        assertThat(text(record)).isEqualTo("{ \"action\": \"created\" }");
        assertThat(header(record, "X-GitHub-Event")).isEqualTo("issues");
        assertThat(header(record, "X-GitHub-Delivery")).isEqualTo("d-1");
        assertThat(header(record, "x-team")).isEqualTo("red");
        assertThat(Arrays.stream(record.headers().toArray()).map(it -> it.key().toLowerCase(Locale.ROOT)))
                .doesNotContain("x-hub-signature-256", "cookie", "authorization", "host");
    }

    @Test
    void aDeliveryThatComesAgainIsAnsweredAsTheFirst() throws Exception {
        var first = github("{\"n\":1}", "d-1");
        var again = github("{\"n\":1}", "d-1");
        var otherName = github("{\"n\":1}", "d-2");
        var otherBody = github("{\"n\":2}", "d-1");

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(otherName.statusCode()).isEqualTo(200);
        problem(otherBody, 409);
        assertThat(kafka.history()).hasSize(1);
    }

    @Test
    void whoCannotProveItIsNotLetInAndNotToldWhy() throws Exception {
        var wrong = send(HttpRequest.newBuilder(endpoint.uri().resolve("v1/in/github"))
                .header("X-Hub-Signature-256", "sha256=00")
                .POST(BodyPublishers.ofString("{}")));

        problem(wrong, 401);
        assertThat(wrong.body()).doesNotContainIgnoringCase("sha256").doesNotContain(SECRET);
        problem(post("v1/in/okta", "{}", "Authorization", "something else"), 401);
        problem(post("v1/in/nobody", "{}"), 404);
        assertThat(kafka.history()).isEmpty();
        assertThat(metrics())
                .contains("probity_door_not_genuine_total{scheme=\"github\"} 1.0")
                .contains("probity_door_not_genuine_total{scheme=\"okta\"} 1.0");
    }

    @Test
    void aFormOfGithubIsSentBackWithWhatToChoose() throws Exception {
        problem(github("payload=%7B%7D", "d-9"), 415);
    }

    @Test
    void oktaHearsItsWordAgain() throws Exception {
        var answer = send(HttpRequest.newBuilder(endpoint.uri().resolve("v1/in/okta"))
                .header("X-Okta-Verification-Challenge", "word\"")
                .GET());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).get("verification").asText()).isEqualTo("word\"");
        problem(
                send(HttpRequest.newBuilder(endpoint.uri().resolve("v1/in/github"))
                        .GET()),
                405);
        assertThat(post("v1/in/okta", "{}", "Authorization", SECRET).statusCode())
                .isEqualTo(202);
    }

    @Test
    void slackHearsItsChallengeAndNothingIsWritten() throws Exception {
        var body = "{\"type\":\"url_verification\",\"challenge\":\"c\"}";
        var time = String.valueOf(NOW.getEpochSecond());
        var signature = "v0=" + hmac("v0:" + time + ":" + body);

        var answer = post("v1/in/slack", body, "X-Slack-Request-Timestamp", time, "X-Slack-Signature", signature);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("c");
        assertThat(kafka.history()).isEmpty();
    }

    @Test
    void aNonceIsGoodOnce() throws Exception {
        var time = String.valueOf(NOW.getEpochSecond());
        var nonce = "0123456789abcdef";
        var signature = "v1=" + hmac("v1:" + time + ":" + nonce + ":in/signed:{}");
        String[] headers = {"X-Probity-Timestamp", time, "X-Probity-Nonce", nonce, "X-Probity-Signature", signature};

        assertThat(post("v1/in/signed", "{}", headers).statusCode()).isEqualTo(202);
        problem(post("v1/in/signed", "{}", headers), 409);
        assertThat(kafka.history()).hasSize(1);
    }

    // --- Idempotency-Key ---

    @Test
    void aKeyThatComesAgainGetsTheSameAnswer() throws Exception {
        var first = post("v1/events", EVENT, "Idempotency-Key", "k1");
        var again = post("v1/events", EVENT, "Idempotency-Key", "k1");

        assertThat(again.statusCode()).isEqualTo(first.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        problem(post("v1/events", "{\"other\":1}", "Idempotency-Key", "k1"), 422);
        assertThat(post("v1/events", EVENT, "Idempotency-Key", "k2").statusCode())
                .isEqualTo(202);
        assertThat(kafka.history()).hasSize(2);
    }

    @Test
    void whatWasNotTakenIsAFirstTimeWhenItComesAgain() throws Exception {
        problem(post("v1/events", "oops", "Idempotency-Key", "k1"), 400);
        assertThat(post("v1/events", EVENT, "Idempotency-Key", "k1").statusCode())
                .isEqualTo(202);
    }

    // --- Kafka away ---

    @Test
    void whileKafkaIsAwayTheDiskTakesThemAndKafkaHasThemAfterwardsInOrder() throws Exception {
        kafka.sendException = new TimeoutException("away");
        later.sendException = new TimeoutException("away");
        var answer = post("v1/events", "[{\"n\":1},{\"n\":2}]");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(JSON.readTree(answer.body()).at("/items/1/receipt/spooled").asBoolean())
                .isTrue();
        assertThat(JSON.readTree(answer.body()).at("/items/1/receipt/offset").isMissingNode())
                .isTrue();
        kafka.sendException = null;
        var behind = post("v1/events", "{\"n\":3}");
        assertThat(JSON.readTree(behind.body()).at("/items/0/receipt/spooled").asBoolean())
                .isTrue();
        assertThat(kafka.history()).isEmpty();
        assertThat(health()).isEqualTo("SPOOLING");
        assertThat(metrics()).contains("probity_door_spool_records 3.0").contains("probity_door_spooled_total 3.0");

        later.sendException = null;
        await("DIRECT");
        assertThat(later.history().stream().map(DoorHttpTest::text).distinct())
                .containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
        assertThat(post("v1/events", "{\"n\":4}").body()).contains("offset");
        assertThat(kafka.history()).hasSize(1);
    }

    @Test
    void thatKafkaIsAwayIsSaidOnceAndThatItIsBackIsToo() throws Exception {
        var stderr = System.err;
        var log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, UTF_8));
        try {
            kafka.sendException = new TimeoutException("away");
            later.sendException = new TimeoutException("away");
            post("v1/events", "[{\"n\":1},{\"n\":2},{\"n\":3}]");
            kafka.sendException = null;
            later.sendException = null;
            await("DIRECT");
            for (int i = 0; i < 600 && !log.toString(UTF_8).contains("Kafka takes records again after PT"); i++) {
                Thread.sleep(50); // the state is there before it is told of
            }
            post("v1/events", "{\"n\":4}");
        } finally {
            System.setErr(stderr);
        }

        assertThat(log.toString(UTF_8))
                .containsOnlyOnce("Kafka does not take records")
                .containsOnlyOnce("Kafka takes records again after PT");
    }

    @Test
    void aFullSpoolPushesBackAndTakesNothingByHalf() throws Exception {
        kafka.sendException = new TimeoutException("away");
        later.sendException = new TimeoutException("away");
        var large = "[" + ("{\"x\":\"" + "y".repeat(9000) + "\"},").repeat(2) + "{}]";
        int taken = 0;
        var answer = post("v1/events", large);
        while (answer.statusCode() == 202) {
            taken++;
            answer = post("v1/events", large);
        }

        assertThat(taken).isBetween(1, 4);
        problem(answer, 429);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(JSON.readTree(answer.body()).get("notTaken").asInt()).isEqualTo(3);
        assertThat(JSON.readTree(answer.body()).get("accepted").asInt()).isZero();
        kafka.sendException = null;
        later.sendException = null;
        await("DIRECT");
        assertThat(later.history().stream().filter(it -> text(it).equals("{}"))).hasSize(taken);
    }

    @Test
    void whatKafkaWillNeverHaveIsRefusedByItself() throws Exception {
        kafka.sendException = new RecordTooLargeException("too large for the topic");
        var answer = post("v1/events", EVENT);

        problem(answer, 422);
        assertThat(JSON.readTree(answer.body()).at("/items/0/reason").asText()).isEqualTo("TOO_LARGE");
        assertThat(health()).isEqualTo("DIRECT");
    }

    // --- configuration ---

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    in: [{path: x, source: githubwebhook, scheme: none}] | did you mean `github_webhook`
                    in: [{path: x, source: github_webhook, scheme: guthub, secrets: [secret]}] | did you mean `github`
                    in: [{path: x, source: github_webhook, scheme: github}] | `secrets` must name one file or more
                    in: [{path: x, source: github_webhook, scheme: github, secrets: [none]}] | a secret cannot be read
                    in: [{path: X/y, source: github_webhook, scheme: none}] | `path` must be of
                    in: [{path: x, source: github_webhook, scheme: none, topic: audit.raw.githob}] | did you mean `audit.raw.github`
                    in: [{path: x, source: github_webhook, scheme: none, headers: [Authorization]}] | may hold a secret
                    in: [{path: x, source: github_webhook, schema: none}] | did you mean `scheme`
                    in: [{path: x, source: probity, scheme: none}] | `probity` is the platform's own source
                    evnts: [] | did you mean `events`
                    events: [{scheme: none}] | is not on loopback
                    """)
    void aFileSaysWhatIsWrongAndWhere(String text, String said) {
        var read = DoorFile.parse(folder.resolve("doors.yaml"), text, TOPICS, false, () -> NOW);

        assertThat(String.valueOf(read.problems())).contains(said).contains("doors.yaml:1:");
    }

    // --- the tools of these tests ---

    private void await(String state) throws Exception {
        for (int i = 0; i < 600 && !health().equals(state); i++) {
            Thread.sleep(50);
        }
        assertThat(health()).isEqualTo(state);
    }

    private String health() throws Exception {
        var answer = send(
                HttpRequest.newBuilder(endpoint.uri().resolve("health/ready")).GET());
        return JSON.readTree(answer.body()).get("door").asText();
    }

    private String metrics() throws Exception {
        return send(HttpRequest.newBuilder(endpoint.uri().resolve("metrics")).GET())
                .body();
    }

    private HttpResponse<String> github(String body, String delivery, String... more) throws Exception {
        var headers = new ArrayList<>(List.of(more));
        headers.addAll(List.of("X-Hub-Signature-256", "sha256=" + hmac(body)));
        headers.addAll(List.of("X-GitHub-Delivery", delivery, "X-GitHub-Event", "issues"));
        return post("v1/in/github", body, headers.toArray(String[]::new));
    }

    private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return post(path, body.getBytes(UTF_8), headers);
    }

    private HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(endpoint.uri().resolve(path)).POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.timeout(Duration.ofMinutes(1)).build(), BodyHandlers.ofString());
    }

    private static void problem(HttpResponse<String> answer, int status) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.get("status").asInt()).isEqualTo(status);
        assertThat(body.get("title").asText()).isNotBlank();
        assertThat(body.get("detail").asText()).isNotBlank();
    }

    private static String text(ProducerRecord<byte[], byte[]> record) {
        return new String(record.value(), UTF_8);
    }

    private static String header(ProducerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private static String hmac(String text) {
        return HexFormat.of().formatHex(new Hmac(SECRET.getBytes(UTF_8)).of(text.getBytes(UTF_8)));
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
