package io.probity.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry in the test's own process: Confluent's REST API in front of {@link InMemorySchemaRegistry}, and every
 * way to be broken that a test can ask for.
 */
public final class RegistryStub implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    /** What it does with the next request instead of its work; status 0 drops the connection. */
    public record Mishap(int status, String body, Map<String, String> headers, Duration delay) {
        public static Mishap status(int status) {
            return new Mishap(status, "", Map.of(), Duration.ZERO);
        }

        public static Mishap error(int status, int errorCode) {
            return new Mishap(
                    status, "{\"error_code\":" + errorCode + ",\"message\":\"told to\"}", Map.of(), Duration.ZERO);
        }
    }

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Queue<Mishap> mishaps = new ConcurrentLinkedQueue<>();
    private final Map<String, String> cannedAnswers = new ConcurrentHashMap<>();
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final @Nullable SSLContext tls;
    private volatile Optional<String> wantedAuthorization = Optional.empty();
    private volatile Optional<Mishap> always = Optional.empty();
    private HttpServer server;
    private ExecutorService threads;
    private final int port;

    public RegistryStub() {
        this(null);
    }

    RegistryStub(@Nullable SSLContext tls) {
        this.tls = tls;
        this.threads = Executors.newCachedThreadPool();
        this.server = start(0);
        this.port = server.getAddress().getPort();
    }

    public String url() {
        return (tls == null ? "http" : "https") + "://localhost:" + port;
    }

    /** Requests so far, such as {@code GET /subjects}; those that met a mishap too. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** The next request meets this; may be called several times. */
    public void next(Mishap mishap) {
        mishaps.add(mishap);
    }

    /** Every request meets this until {@link #mend}. */
    public void always(Mishap mishap) {
        always = Optional.of(mishap);
    }

    public void mend() {
        always = Optional.empty();
    }

    /** Answers this path with 200 and this body. */
    public void answer(String path, String body) {
        cannedAnswers.put(path, body);
    }

    /** Lets only requests with this header in. */
    public void demandAuthorization(String header) {
        wantedAuthorization = Optional.of(header);
    }

    /** Refuses connections from now on. */
    public void goAway() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Takes connections again, at the same address, with what it knew. */
    public void comeBack() {
        threads = Executors.newCachedThreadPool();
        server = start(port);
    }

    @Override
    public void close() {
        goAway();
    }

    private HttpServer start(int atPort) {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), atPort);
            HttpServer started = tls == null ? HttpServer.create(address, 0) : https(address, tls);
            started.createContext("/", this::handle);
            started.setExecutor(threads);
            started.start();
            return started;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    private static HttpServer https(InetSocketAddress address, SSLContext tls) throws IOException {
        var server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getRawPath();
            requests.add(exchange.getRequestMethod() + " " + path);
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            var queued = mishaps.poll();
            var mishap = queued == null ? always.orElse(null) : queued;
            if (mishap != null) {
                meet(exchange, mishap);
            } else if (!wantedAuthorization.equals(wantedAuthorization.flatMap(
                    w -> Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))))) {
                reply(exchange, 401, "{\"error_code\":401,\"message\":\"Unauthorized\"}");
            } else if (cannedAnswers.containsKey(path)) {
                reply(exchange, 200, cannedAnswers.get(path));
            } else {
                work(exchange, path, body);
            }
        }
    }

    private static void meet(HttpExchange exchange, Mishap mishap) throws IOException {
        try {
            Thread.sleep(mishap.delay().toMillis());
        } catch (InterruptedException closing) {
            return;
        }
        if (mishap.status() > 0) {
            mishap.headers().forEach(exchange.getResponseHeaders()::add);
            reply(exchange, mishap.status(), mishap.body());
        }
    }

    private void work(HttpExchange exchange, String path, String body) throws IOException {
        try {
            var answer = answerTo(exchange.getRequestMethod(), parts(path), JSON.readTree(body));
            if (answer.isPresent()) {
                reply(exchange, 200, answer.get().toString());
            } else {
                reply(exchange, 404, "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}");
            }
        } catch (UnknownSchemaException unknown) {
            reply(exchange, 404, error(40403, unknown));
        } catch (IncompatibleSchemaException incompatible) {
            reply(exchange, 409, error(409, incompatible));
        } catch (RuntimeException invalid) {
            reply(exchange, 422, error(42201, invalid));
        }
    }

    private Optional<JsonNode> answerTo(String method, List<String> path, JsonNode body) {
        var json = JsonNodeFactory.instance;
        if (method.equals("GET") && path.equals(List.of("subjects"))) {
            var subjects = json.arrayNode();
            registry.subjects().forEach(subjects::add);
            return Optional.of(subjects);
        }
        if (method.equals("GET") && path.size() == 3 && path.subList(0, 2).equals(List.of("schemas", "ids"))) {
            var schema = registry.schemaOf(Integer.parseInt(path.get(2)));
            return Optional.of(json.objectNode().put("schema", schema.toString()));
        }
        if (method.equals("PUT") && path.size() == 2 && path.get(0).equals("config")) {
            registry.setCompatibility(
                    path.get(1),
                    Compatibility.valueOf(body.path("compatibility").asText()));
            return Optional.of(body);
        }
        if (method.equals("POST") && path.size() == 4 && path.get(0).equals("compatibility")) {
            return Optional.of(
                    json.objectNode().put("is_compatible", registry.isCompatible(path.get(2), schema(body))));
        }
        return path.get(0).equals("subjects") ? ofSubject(method, path, body) : Optional.empty();
    }

    private Optional<JsonNode> ofSubject(String method, List<String> path, JsonNode body) {
        var json = JsonNodeFactory.instance;
        var subject = path.get(1);
        if (method.equals("POST") && path.size() == 2) {
            return Optional.of(json.objectNode().put("id", registry.idOf(subject, schema(body))));
        }
        if (method.equals("POST") && path.size() == 3) {
            return Optional.of(json.objectNode().put("id", registry.register(subject, schema(body))));
        }
        if (method.equals("GET") && path.size() == 4) {
            var latest = registry.latest(subject);
            return Optional.of(json.objectNode()
                    .put("subject", subject)
                    .put("version", latest.version())
                    .put("id", latest.id())
                    .put("schema", latest.schema().toString()));
        }
        return Optional.empty();
    }

    private static Schema schema(JsonNode body) {
        return new Schema.Parser().parse(body.path("schema").asText());
    }

    private static List<String> parts(String path) {
        return List.of(path.substring(1).split("/")).stream()
                .map(part -> URLDecoder.decode(part, UTF_8))
                .toList();
    }

    private static String error(int code, RuntimeException thrown) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("error_code", code)
                .put("message", String.valueOf(thrown.getMessage()))
                .toString();
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
