package io.probity.registry;

import static io.probity.registry.SchemaRegistryContract.FIRST;
import static io.probity.registry.SchemaRegistryContract.WITH_OPTIONAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.probity.registry.RegistryStub.Mishap;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client does when things go wrong; when they go right is in the contract. */
class HttpSchemaRegistryTest {
    private final RegistryStub stub = new RegistryStub();
    private final Heard heard = new Heard();

    @AfterEach
    void close() {
        stub.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 408, 429, 500, 502, 503, 504, 301, 404})
    void triesAgainWhateverIsNotAnAnswerToTheQuestion(int status) {
        stub.next(Mishap.status(status));

        assertThat(client("registry.wait.ms", 60_000).register("s", FIRST)).isEqualTo(1);
        assertThat(stub.requests()).containsExactly("POST /subjects/s/versions", "POST /subjects/s/versions");
        assertThat(heard.events).containsExactly("failed", "waiting", "answered", "recovered");
    }

    @Test
    void triesAgainWhenTheConnectionBreaks() {
        stub.next(Mishap.status(0));

        assertThat(client("registry.wait.ms", 60_000).register("s", FIRST)).isEqualTo(1);
    }

    @Test
    void triesAgainWhenAnAnswerDoesNotCome() {
        stub.next(new Mishap(200, "{}", Map.of(), Duration.ofSeconds(5)));

        assertThat(client("registry.wait.ms", 60_000, "http.read.timeout.ms", 200)
                        .register("s", FIRST))
                .isEqualTo(1);
    }

    @Test
    void takesAProxysPageForNoAnswer() {
        stub.next(new Mishap(404, "<html>no such route</html>", Map.of(), Duration.ZERO));
        stub.next(new Mishap(200, "<html>welcome</html>", Map.of(), Duration.ZERO));
        stub.next(Mishap.error(404, 404));

        assertThat(client("registry.wait.ms", 60_000).register("s", FIRST)).isEqualTo(1);
        assertThat(stub.requests()).hasSize(4);
    }

    @Test
    void staysAwayAsLongAsItIsAskedTo() {
        stub.next(new Mishap(429, "", Map.of("Retry-After", "1"), Duration.ZERO));
        var since = System.nanoTime();

        client("registry.wait.ms", 60_000).register("s", FIRST);

        assertThat(Duration.ofNanos(System.nanoTime() - since)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void doesNotTryAgainWhenTheAnswerIsNo() {
        stub.next(Mishap.error(422, 42201));
        stub.next(Mishap.error(409, 409));
        stub.next(Mishap.error(404, 40403));
        var client = client("registry.wait.ms", 60_000);

        assertThatExceptionOfType(InvalidSchemaException.class).isThrownBy(() -> client.register("s", FIRST));
        assertThatExceptionOfType(IncompatibleSchemaException.class).isThrownBy(() -> client.register("s", FIRST));
        assertThatExceptionOfType(UnknownSchemaException.class).isThrownBy(() -> client.idOf("s", FIRST));
        assertThat(stub.requests()).hasSize(3);
        assertThat(heard.events).containsOnly("answered");
    }

    @Test
    void givesUpWhenTheTimeIsOverAndNamesTheCause() {
        stub.always(Mishap.status(503));

        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> client("registry.wait.ms", 300).register("s", FIRST))
                .withMessage("POST /subjects/s/versions: no answer within 300 ms: " + stub.url() + " answers 503");
        assertThat(stub.requests()).hasSizeGreaterThan(1);
    }

    @Test
    void saysPlainlyThatTheCredentialsAreWrong() {
        stub.demandAuthorization("Bearer right");

        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> client("registry.wait.ms", 0).subjects())
                .withMessageContaining("does not let us in (401); check the credentials: Unauthorized");
    }

    @Test
    void goesOnByItselfWhenAnOutageIsOver() throws InterruptedException {
        stub.goAway();
        var client = client("registry.wait.ms", 20_000);
        var id = new AtomicReference<Integer>();
        var asking = new Thread(() -> id.set(client.register("s", FIRST)));
        asking.start();
        heard.awaitWaiting();

        stub.comeBack();
        asking.join();

        assertThat(id).hasValue(1);
        assertThat(heard.events).endsWith("answered", "recovered");
    }

    /** It answers, and has not read all of its own log yet. */
    @Test
    void doesNotBelieveARegistryThatHasJustComeBackThatASchemaIsUnknown() {
        client().register("s", FIRST);
        stub.next(Mishap.status(503));
        stub.next(Mishap.error(404, 40403));
        stub.next(Mishap.error(404, 40403));

        assertThat(client("registry.wait.ms", 600_000, "registry.doubt.ms", 600_000)
                        .schemaOf(1))
                .isEqualTo(FIRST);
    }

    @Test
    void saysOfARegistryThatHasJustComeBackThatItCannotBeBelievedYet() {
        stub.next(Mishap.status(503));
        var client = client("registry.wait.ms", 0, "registry.doubt.ms", 600_000);
        assertThatExceptionOfType(RegistryUnavailableException.class).isThrownBy(() -> client.schemaOf(77));

        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> client.schemaOf(77))
                .withMessageContaining("it has only just come back");
    }

    @Test
    void believesARegistryThatASchemaIsUnknownOnceItHasBeenBackForAWhile() {
        stub.next(Mishap.status(503));

        assertUnknown(client("registry.wait.ms", 600_000, "registry.doubt.ms", 1), 77);
    }

    @Test
    void stopsWaitingWhenInterrupted() throws InterruptedException {
        stub.goAway();
        var client = client("registry.wait.ms", 60_000);
        var thrown = new AtomicReference<Throwable>();
        var asking = new Thread(() -> client.subjects());
        asking.setUncaughtExceptionHandler((t, e) -> thrown.set(e));
        asking.start();
        heard.awaitWaiting();

        asking.interrupt();
        asking.join(5000);

        assertThat(thrown.get())
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("interrupted");
    }

    @Test
    void stopsWaitingWhenClosed() throws InterruptedException {
        stub.goAway();
        var client = client("registry.wait.ms", 60_000);
        var thrown = new AtomicReference<Throwable>();
        var asking = new Thread(() -> client.subjects());
        asking.setUncaughtExceptionHandler((t, e) -> thrown.set(e));
        asking.start();
        heard.awaitWaiting();

        client.close();
        asking.join(5000);

        assertThat(thrown.get())
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void asksTheNextRegistryWithoutWaitingAndStaysWithIt() {
        try (var dead = new RegistryStub()) {
            dead.goAway();
            var client = client("schema.registry.url", dead.url() + ", " + stub.url());

            client.register("s", FIRST);
            client.register("s", WITH_OPTIONAL);
        }
        assertThat(heard.events).containsExactly("failed", "answered", "answered");
    }

    @Test
    void logsInWithUserInfo() {
        stub.demandAuthorization("Basic YWxpY2U6cyNjcjN0");

        client("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "alice:s#cr3t")
                .subjects();

        assertThat(heard.events).containsExactly("answered");
    }

    @Test
    void logsInWithTheUrlAndKeepsTheCredentialsOutOfItsWords() {
        stub.demandAuthorization("Basic YWxpY2U6cyNjcjN0");
        var url = stub.url().replace("http://", "http://alice:s%23cr3t@");

        client("schema.registry.url", url).subjects();
        stub.always(Mishap.status(500));

        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> client("schema.registry.url", url, "registry.wait.ms", 0)
                        .subjects())
                .withMessageNotContaining("cr3t");
        assertThat(RegistryConfig.from(Map.of("schema.registry.url", url)).toString())
                .doesNotContain("cr3t");
    }

    @Test
    void logsInWithAToken() {
        stub.demandAuthorization("Bearer t0ken");

        client("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", "t0ken")
                .subjects();

        assertThat(heard.events).containsExactly("answered");
    }

    @Test
    void asksForWhatCannotChangeOnlyOnce() {
        var client = client("registry.wait.ms", 0);
        int id = client.register("s", FIRST);
        client.register("s", FIRST);
        client.idOf("s", FIRST);
        client.schemaOf(id);
        client.schemaOf(id);
        client.latest("s");
        client.latest("s");

        assertThat(stub.requests())
                .containsExactly(
                        "POST /subjects/s/versions", "GET /schemas/ids/" + id, "GET /subjects/s/versions/latest");
    }

    @Test
    void servesWhatItKnowsWhileTheRegistryIsAway() {
        var client = client("registry.wait.ms", 0);
        int id = client.register("s", FIRST);
        client.schemaOf(id);
        stub.goAway();

        assertThat(client.register("s", FIRST)).isEqualTo(id);
        assertThat(client.schemaOf(id)).isEqualTo(FIRST);
    }

    @Test
    void remembersForAWhileThatAnIdIsUnknown() {
        var client = client("missing.id.cache.ttl.sec", 1);
        assertUnknown(client, 7);
        assertUnknown(client, 7);
        assertThat(stub.requests()).hasSize(1);
    }

    @Test
    void findsAnUnknownIdOnceItExists() throws InterruptedException {
        var client = client("missing.id.cache.ttl.sec", 1);
        assertUnknown(client, 1);
        client.register("s", FIRST);
        Thread.sleep(1100);

        assertThat(client.schemaOf(1)).isEqualTo(FIRST);
    }

    @Test
    void asksAgainAndAgainForUnknownIdsIfToldTo() {
        var client = client("missing.id.cache.ttl.sec", 0);
        assertUnknown(client, 7);
        assertUnknown(client, 7);
        assertThat(stub.requests()).hasSize(2);
    }

    @Test
    void namesTheReferencesThatItDoesNotFollow() {
        stub.answer("/schemas/ids/9", "{\"schema\":\"\\\"int\\\"\",\"references\":[{\"name\":\"io.acme.Money\"}]}");

        assertThatExceptionOfType(InvalidSchemaException.class)
                .isThrownBy(() -> client("registry.wait.ms", 0).schemaOf(9))
                .withMessage("schema 9 rests on references, which are not supported: [io.acme.Money]");
    }

    @Test
    void takesOnlyAvro() {
        stub.answer("/schemas/ids/9", "{\"schema\":\"{}\",\"schemaType\":\"JSON\"}");
        stub.answer("/schemas/ids/10", "{\"schema\":\"{\\\"type\\\":\\\"reco\"}");
        stub.answer("/schemas/ids/11", "{\"schema\":\"" + "[".repeat(100_000) + "\"}");
        var client = client("registry.wait.ms", 0);

        for (int id = 9; id <= 11; id++) {
            int asked = id;
            assertThatExceptionOfType(InvalidSchemaException.class).isThrownBy(() -> client.schemaOf(asked));
        }
    }

    @Test
    void doesNotSwallowAnAnswerWithoutEnd() {
        stub.answer("/schemas/ids/9", "{\"schema\":\"" + " ".repeat(9_000_000) + "\"}");

        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> client("registry.wait.ms", 0).schemaOf(9))
                .withMessageContaining("answer is longer than 8388608 bytes");
    }

    @Test
    void noticesAProgramThatMakesSchemasByTheRecord() {
        var client = client("max.schemas.per.subject", 1);
        client.register("s", FIRST);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> client.register("s", WITH_OPTIONAL))
                .withMessageContaining("max.schemas.per.subject");
    }

    private static void assertUnknown(SchemaRegistryClient client, int id) {
        assertThatExceptionOfType(UnknownSchemaException.class).isThrownBy(() -> client.schemaOf(id));
    }

    private SchemaRegistryClient client(Object... settings) {
        // patient by default: on a busy machine a loopback call may take a second, and no test may pass or fail by that
        var config = new HashMap<String, Object>(Map.of(
                "schema.registry.url", stub.url(), "http.connect.timeout.ms", 60_000, "http.read.timeout.ms", 60_000));
        for (int i = 0; i < settings.length; i += 2) {
            config.put((String) settings[i], settings[i + 1]);
        }
        return SchemaRegistryClient.from(RegistryConfig.from(config), heard);
    }

    private static final class Heard implements RegistryListener {
        final List<String> events = new CopyOnWriteArrayList<>();

        @Override
        public void answered(Duration took) {
            events.add("answered");
        }

        @Override
        public void failed(String cause) {
            events.add("failed");
        }

        @Override
        public void waiting(Duration pause) {
            events.add("waiting");
        }

        @Override
        public void recovered(Duration outage) {
            events.add("recovered");
        }

        void awaitWaiting() throws InterruptedException {
            while (!events.contains("waiting")) {
                Thread.sleep(5);
            }
        }
    }
}
