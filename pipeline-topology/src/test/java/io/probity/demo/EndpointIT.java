package io.probity.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.rig.EnginesHere;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's own stack, asked over HTTP. */
@TestInstance(Lifecycle.PER_CLASS)
class EndpointIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Demo demo;

    @SuppressWarnings("NullAway.Init") // play() sets it before any test
    private Outcome outcome;

    @BeforeAll
    void play(@TempDir Path folder) throws IOException, InterruptedException, ExecutionException {
        EnginesHere.orSkip();
        var started = Demo.start(System.out::println);
        demo = started;
        outcome = started.play(withUnits(Path.of("..", "controls"), folder), Instant.now());
    }

    /** The shipped catalog, and a scope tree over what the story is about. */
    private static Path withUnits(Path catalog, Path folder) throws IOException {
        try (var files = Files.list(catalog)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        Files.writeString(folder.resolve("units.yaml"), """
                scopes:
                  - {id: all, members: []}
                  - {id: by-path, parent: all, members: [group-1, group-1/none]}
                  - {id: by-id, members: [{kind: project, path: group-1}, {kind: group, path: group-1}]}
                  - {id: search, members: [{kind: team, id: search}]}
                """);
        return folder;
    }

    @AfterAll
    void close() throws IOException {
        if (demo != null) {
            demo.close();
        }
    }

    @Test
    void theStoryEndsWithItsFiveBreachesAndTheOneThatHealed() throws Exception {
        var told = new HashSet<String>();
        for (var request : List.of("req-1001", "req-1002", "req-1003")) {
            for (var it : get("v1/violations?scope=request/" + request).get("violations")) {
                told.add(request + " " + it.get("control").asText() + " "
                        + it.get("status").asText());
            }
        }

        assertThat(told)
                .containsExactlyInAnyOrder(
                        "req-1001 no-open-drift RESOLVED",
                        "req-1002 intent-certain-or-reviewed DETECTED",
                        "req-1002 request-approved-by-another DETECTED",
                        "req-1003 tool-is-allowed DETECTED",
                        "req-1003 destructive-tool-is-approved DETECTED",
                        "req-1003 deployment-approved-and-within-budget DETECTED");
    }

    // --- questions ---

    @Test
    void anEventIsFoundByItsIdOnceTheIndexHasIt() throws Exception {
        var answer = await("v1/events/evt-req-1001-approval_granted-75");

        assertThat(answer.at("/event/id").asText()).isEqualTo("evt-req-1001-approval_granted-75");
        assertThat(answer.at("/event/digest").asText()).hasSize(64);
        assertThat(answer.get("leaves")).isNotEmpty();
        assertThat(answer.get("tier").asText()).isEqualTo("HOT");
    }

    @Test
    void anEventThatIsNotThereIsNotFound() throws Exception {
        problem("v1/events/no-such-event", 404);
    }

    @Test
    void pagesTogetherAreTheWholeAndNoneComesTwice() throws Exception {
        for (var question : List.of("violations", "adherence", "reviews")) {
            var whole = get("v1/" + question + "?limit=1000").get(question);
            var paged = new ArrayList<JsonNode>();
            String cursor = "";
            do {
                var page = get("v1/" + question + "?limit=7&cursor=" + cursor);
                page.get(question).forEach(paged::add);
                cursor = page.path("next").asText("");
            } while (!cursor.isEmpty());

            assertThat(whole).as(question).isNotEmpty();
            assertThat(paged).as(question).containsExactlyElementsOf(whole);
        }
        assertThat(get("v1/violations?limit=1000").get("violations"))
                .hasSize(outcome.violations().size());
    }

    @Test
    void aStatusAndAScopeNarrowWhatIsGiven() throws Exception {
        assertThat(get("v1/violations?status=resolved").get("violations"))
                .isNotEmpty()
                .allMatch(it -> it.get("status").asText().equals("RESOLVED"));
        assertThat(get("v1/adherence?status=FAIL&limit=1000").get("adherence"))
                .isNotEmpty()
                .allMatch(it -> it.get("status").asText().equals("FAIL"));
        assertThat(get("v1/adherence?scope=group-1&limit=1000&view=gitlab").get("adherence"))
                .isNotEmpty()
                .allMatch(it -> it.get("scopePath").asText().startsWith("group-1/"))
                .allMatch(it -> Set.of("success", "fail")
                        .contains(it.get("gitlabStatus").asText()));
        assertThat(get("v1/violations?scope=nowhere").get("violations")).isEmpty();
        assertThat(get("v1/violations").get("asOf")).hasSize(4);
    }

    /** What a machine made of "a bigger cluster" was less sure than the limit. */
    @Test
    void anIntentThatWasReadWithLittleConfidenceWaitsForAPerson() throws Exception {
        var open = get("v1/reviews?state=open&control=intent-certain-or-reviewed&scope=request/req-1002")
                .get("reviews");

        assertThat(open).hasSize(1);
        assertThat(open.get(0).get("confidence").asText()).isEqualTo("0.52");
        assertThat(open.get(0).get("limit").asText()).isEqualTo("0.8");
        assertThat(open.get(0).get("status").asText()).isEqualTo("FAIL");
        assertThat(get("v1/reviews?scope=nowhere").get("reviews")).isEmpty();
    }

    @Test
    void rollUpsSayTogetherWhatStandingsAndViolationsSayOneByOne() throws Exception {
        for (var scope : List.of("*", "group-1")) {
            var violations = get("v1/violations?limit=1000&scope=" + scope).get("violations");
            var failing =
                    get("v1/adherence?limit=1000&status=FAIL&scope=" + scope).get("adherence");
            var rollups = get("v1/rollups?scope=" + scope).get("rollups");
            long found = 0;
            long fail = 0;
            for (var rollup : rollups) {
                assertThat(rollup.get("scope").asText()).isEqualTo(scope);
                found += rollup.at("/violations/found").asLong();
                for (var control : rollup.get("controls")) {
                    fail += control.at("/subjects/fail").asLong();
                }
            }
            assertThat(rollups).as(scope).isNotEmpty();
            assertThat(found).as("violations in " + scope).isEqualTo(violations.size());
            assertThat(fail).as("standings in FAIL in " + scope).isEqualTo(failing.size());
        }
        var baseline = get("v1/rollups?framework=probity-baseline").get("rollups");
        assertThat(baseline).hasSize(1);
        assertThat(baseline.get(0).at("/violations/meanDetectMillis").isNumber())
                .isTrue();
        assertThat(get("v1/rollups?scope=nowhere").get("rollups")).isEmpty();
        assertThat(get("v1/rollups?tenant=nobody").get("rollups")).isEmpty();
    }

    @Test
    void posturesSayOfEachSubjectWhatItsStandingsAndViolationsSay() throws Exception {
        var postures = get("v1/posture?limit=1000&standing=failed").get("postures");
        assertThat(postures).isNotEmpty();
        for (var it : postures) {
            var subject = it.get("subject").asText();
            var standings = get("v1/adherence?limit=1000&scope=" + subject).get("adherence");
            assertThat(it.at("/posture/failed").asInt())
                    .as(subject)
                    .isPositive()
                    .isEqualTo((int) standings.findValuesAsText("status").stream()
                            .filter(status -> Set.of("FAIL", "ERROR", "WAIVED").contains(status))
                            .count());
        }
        var risk = get("v1/posture?limit=1000&risk=70").get("postures");
        assertThat(risk).isNotEmpty().allMatch(it -> it.at("/posture/risk").asLong() >= 70);
    }

    @Test
    void aUnitStandsAsWhatItCoversDoesByPathOrById() throws Exception {
        for (var question : List.of("adherence", "violations")) {
            var expected = get("v1/" + question + "?limit=1000&scope=group-1").get(question);
            assertThat(expected).isNotEmpty();
            for (var unit : List.of("all", "by-path", "by-id")) {
                assertThat(get("v1/" + question + "?limit=1000&unit=" + unit).get(question))
                        .as(question + " of " + unit)
                        .containsExactlyElementsOf(expected);
            }
        }
        for (var rollup : get("v1/rollups?scope=group-1").get("rollups")) {
            var framework = rollup.get("framework").asText();
            for (var unit : List.of("all", "by-path", "by-id")) {
                var told = get("v1/rollups?unit=" + unit + "&framework=" + framework)
                        .get("rollups");
                assertThat(told).hasSize(1);
                assertThat(((ObjectNode) told.get(0)).put("scope", "group-1"))
                        .as(unit)
                        .isEqualTo(rollup);
            }
        }
        problem("v1/rollups?unit=nobody", 400);
        problem("v1/rollups?unit=all&scope=group-1", 400);
        problem("v1/adherence?unit=nobody", 400);
        var search = get("v1/reviews?limit=1000&unit=search").get("reviews");
        assertThat(search)
                .isNotEmpty()
                .allMatch(it -> it.get("scopeId").asText().equals("team/search"));
        assertThat(get("v1/reviews?limit=1000").get("reviews").findValuesAsText("scopeId"))
                .as("more than those")
                .contains("team/search")
                .hasSizeGreaterThanOrEqualTo(search.size());
        assertThat(get("v1/reviews?unit=by-id").get("reviews")).isEmpty();
        problem("v1/reviews?unit=nobody", 400);
    }

    @Test
    void theBalanceSaysWhatIsStillOnItsWay() throws Exception {
        assertThat(get("v1/balance").get("balance"))
                .hasSize(4)
                .allMatch(it -> it.get("inFlight").asLong() == 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v1/violations?limit=0",
                "v1/violations?limit=1001",
                "v1/violations?limit=many",
                "v1/violations?status=bad",
                "v1/reviews?state=bad",
                "v1/adherence?status=bad",
                "v1/posture?risk=much",
                "v1/adherence?cursor=%25%25",
                "v1/violations?cursor=LTE6YQ"
            })
    void aWrongQuestionIsABadRequest(String question) throws Exception {
        problem(question, 400);
    }

    @Test
    void aPathThatIsNoneIsAProblemToo() throws Exception {
        problem("v1/nothing", 404);
    }

    @Test
    void healthSaysThatItIsUp() throws Exception {
        assertThat(get("health/live").get("status").asText()).isEqualTo("UP");
        assertThat(get("health/ready").get("status").asText()).isEqualTo("UP");
    }

    @Test
    void theMetersReadWhatHappened() throws Exception {
        get("v1/balance");

        assertThat(ask("metrics").body())
                .contains("probity_balance_events{count=\"received\",source=\"gitlab\",tenant=\"default\"}")
                .contains("probity_leaves_total{partition=\"3\"}")
                .contains("probity_log_time_seconds{partition=\"0\"}")
                .contains("probity_refused_total{reason=\"malformed_json\"}")
                .contains("probity_violations_total{status=\"detected\"}")
                .contains("probity_violations_total{status=\"resolved\"}")
                .contains("probity_registry_answered_total")
                .contains("kafka_streams_state{application=\"pipeline\",state=\"running\"} 1.0")
                .contains("kafka_streams_process_rate")
                .contains("kafka_consumer_lag_records")
                .contains("jvm_memory_used_bytes{area=\"heap\"}")
                .contains("io_probity_serve_BalanceResource_balance");
    }

    @Test
    void itListensOnLoopbackAlone() throws Exception {
        int port = outcome.endpoint().getPort();
        for (var network : NetworkInterface.networkInterfaces().toList()) {
            for (var address : network.inetAddresses()
                    .filter(it -> !it.isLoopbackAddress())
                    .toList()) {
                assertThat(answers(address, port)).as("%s", address).isFalse();
            }
        }
        assertThat(answers(InetAddress.getLoopbackAddress(), port)).isTrue();
    }

    private static boolean answers(InetAddress address, int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private JsonNode get(String question) throws Exception {
        var response = ask(question);
        assertThat(response.statusCode())
                .as("%s: %s", question, response.body())
                .isEqualTo(200);
        return JSON.readTree(response.body());
    }

    /** The index is another application: until it has come as far as the log, the answer is "later". */
    private JsonNode await(String question) throws Exception {
        for (int i = 0; i < 100 && ask(question).statusCode() == 503; i++) {
            Thread.sleep(200);
        }
        return get(question);
    }

    private void problem(String question, int status) throws Exception {
        var response = ask(question);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        var body = JSON.readTree(response.body());
        assertThat(body.get("status").asInt()).isEqualTo(status);
        assertThat(body.get("title").asText()).isNotBlank();
        assertThat(body.get("detail").asText()).isNotBlank();
    }

    private HttpResponse<String> ask(String question) throws IOException, InterruptedException {
        var uri = outcome.endpoint().resolve(question);
        return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
