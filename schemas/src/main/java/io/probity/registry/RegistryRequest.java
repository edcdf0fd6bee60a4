package io.probity.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One request of Confluent's REST API.
 *
 * @param path below the base URL, already escaped
 * @param body JSON text; null for none
 */
record RegistryRequest(String method, String path, @Nullable String body) {
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

    static RegistryRequest get(String path) {
        return new RegistryRequest("GET", path, null);
    }

    /** A subject as a part of a path: a topic's name may hold anything, once another strategy names it. */
    static String escape(String subject) {
        return URLEncoder.encode(subject, UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }

    /** Sends requests to one registry at a time. */
    static final class Sender {
        /** The largest schemas seen in public are below 2 MiB. */
        private static final int MAX_ANSWER_BYTES = 8 * 1024 * 1024;

        private static final JsonMapper JSON = new JsonMapper();

        private final Duration timeout;
        private final HttpClient http;

        Sender(RegistryConfig config) {
            this.timeout = config.readTimeout();
            var builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER) // a redirect would carry our credentials along
                    .connectTimeout(config.connectTimeout());
            RegistryTls.context(config.ssl()).ifPresent(builder::sslContext);
            this.http = builder.build();
        }

        /**
         * Asks one registry once.
         *
         * @throws NotNowException if it gives no answer that decides anything
         */
        RegistryAnswer send(RegistryConfig.Endpoint endpoint, RegistryRequest request)
                throws NotNowException, InterruptedException {
            var pending = http.sendAsync(httpRequest(endpoint, request), info -> new BoundedBody(MAX_ANSWER_BYTES));
            try {
                // Not HttpRequest.timeout: before JDK 26 that ends with the headers, and a body may trickle for ever.
                return judge(pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException late) {
                throw new NotNowException("gave no answer within " + timeout.toMillis() + " ms", Duration.ZERO);
            } catch (ExecutionException failed) {
                var cause = failed.getCause() == null ? failed : failed.getCause();
                throw new NotNowException("cannot be reached: " + cause, Duration.ZERO);
            } finally {
                pending.cancel(true);
            }
        }

        private HttpRequest httpRequest(RegistryConfig.Endpoint endpoint, RegistryRequest request) {
            var builder = HttpRequest.newBuilder(URI.create(endpoint.base() + request.path()))
                    .header("Accept", MEDIA_TYPE + ", application/json;q=0.9");
            if (endpoint.authorization() != null) {
                builder.header("Authorization", endpoint.authorization().value());
            }
            if (request.body() == null) {
                return builder.method(request.method(), BodyPublishers.noBody()).build();
            }
            return builder.header("Content-Type", MEDIA_TYPE)
                    .method(request.method(), BodyPublishers.ofString(request.body()))
                    .build();
        }

        private static RegistryAnswer judge(HttpResponse<byte[]> response) throws NotNowException {
            var status = response.statusCode();
            var body = parse(response.body());
            if (status / 100 == 2 && !body.isMissingNode()) {
                return new RegistryAnswer(status, body);
            }
            if (RegistryAnswer.decides(status, body.path("error_code").asInt())) {
                return new RegistryAnswer(status, body);
            }
            var said = body.path("message").asText();
            throw new NotNowException(meaning(status) + (said.isEmpty() ? "" : ": " + said), retryAfter(response));
        }

        private static String meaning(int status) {
            return switch (status) {
                case 401, 403, 407 -> "does not let us in (" + status + "); check the credentials";
                case 404 -> "answers 404, but not as a schema registry does; check the path of the URL";
                default -> "answers " + status;
            };
        }

        private static Duration retryAfter(HttpResponse<byte[]> response) {
            try {
                var seconds = response.headers().firstValueAsLong("Retry-After").orElse(0);
                return Duration.ofSeconds(Math.max(0, Math.min(seconds, 3600)));
            } catch (NumberFormatException aDate) {
                return Duration.ZERO;
            }
        }

        private static JsonNode parse(byte[] body) {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException notJson) {
                return MissingNode.getInstance();
            } catch (IOException impossible) {
                throw new IllegalStateException("reading from memory failed", impossible);
            }
        }
    }
}
