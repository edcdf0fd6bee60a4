package io.probity.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryServerIT {
    private static final String ONE_STRING = schema("{\\\"name\\\":\\\"a\\\",\\\"type\\\":\\\"string\\\"}");
    private static final String ONE_NUMBER = schema("{\\\"name\\\":\\\"a\\\",\\\"type\\\":\\\"long\\\"}");
    private static final String TWO_STRINGS = schema("{\\\"name\\\":\\\"a\\\",\\\"type\\\":\\\"string\\\"},"
            + "{\\\"name\\\":\\\"b\\\",\\\"type\\\":\\\"string\\\",\\\"default\\\":\\\"\\\"}");

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void keepsSchemasAndTheirIdsOverAKillWhenItKeepsThemInKafka() throws Exception {
        var engines = EnginesHere.orSkip();
        try (var broker = KafkaBroker.start(engines, folder);
                var registry = RegistryServer.onKafka(engines, folder, broker.bootstrapServers())) {
            register(registry, "filler-value", ONE_NUMBER);
            var id = register(registry, "things-value", ONE_STRING).body();

            registry.kill();
            var back = registry.restart();
            System.out.println("registry answered " + back.toMillis() + " ms after its restart");

            assertThat(register(registry, "things-value", ONE_STRING).body()).isEqualTo(id);
            var next = register(registry, "things-value", TWO_STRINGS);
            assertThat(next.statusCode()).isEqualTo(200);
            assertThat(next.body()).as("a new schema's id").isNotEqualTo(id);
        }
    }

    @Test
    void refusesWhatReadersOfTheOldSchemaCouldNotReadAndForgetsInMemory() throws Exception {
        try (var registry = RegistryServer.inMemory(EnginesHere.orSkip(), folder)) {
            assertThat(register(registry, "things-value", ONE_STRING).statusCode())
                    .isEqualTo(200);
            assertThat(register(registry, "things-value", ONE_NUMBER).statusCode())
                    .isEqualTo(409);

            registry.kill();
            registry.restart();

            assertThat(get(registry, "/subjects").body()).isEqualTo("[]");
        }
    }

    private HttpResponse<String> register(RegistryServer registry, String subject, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/" + subject + "/versions"))
                        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(RegistryServer registry, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(registry.url() + path)).build(), BodyHandlers.ofString());
    }

    private static String schema(String fields) {
        return "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"Thing\\\",\\\"fields\\\":[" + fields
                + "]}\"}";
    }
}
