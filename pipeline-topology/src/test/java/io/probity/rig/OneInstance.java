package io.probity.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.keys.KeyFolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Test fixture: the settings of one instance in the test's own JVM, with keys of its own, and what its endpoint says of it. */
public final class OneInstance {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private OneInstance() {}

    /** One partition, one thread; all that it keeps is in the folder. */
    public static Map<String, String> settings(Path folder, String broker, String registry) throws IOException {
        var all = new HashMap<String, String>();
        all.put("kafka.bootstrap.servers", broker);
        all.put("schema.registry.url", registry);
        all.put("generation.partitions", "1");
        all.put("threads", "1");
        all.put("state.dir", folder.resolve("state").toString());
        all.put(
                "keys.intake.mac",
                Files.write(folder.resolve("mac"), new byte[32]).toString());
        all.put(
                "keys.content",
                Files.write(folder.resolve("content"), new byte[32]).toString());
        all.put("protect.keys", keys(folder));
        return all;
    }

    /** A folder of keys for the default tenant; made where there is none. */
    public static String keys(Path folder) {
        var keys = new KeyFolder(folder.resolve("keys"), null);
        if (!keys.has("default")) {
            keys.init("default");
        }
        return keys.folder().toString();
    }

    /** What the metrics say of a source; -1 where nobody answers yet. */
    public static long balance(URI endpoint, String source, String count) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(endpoint.resolve("/metrics")).build(), BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("probity_balance_events")
                            && line.contains("source=\"" + source + '"')
                            && line.contains("count=\"" + count + '"'))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether its stores can be asked. */
    public static boolean isReady(URI endpoint) {
        try {
            return HTTP.send(
                                    HttpRequest.newBuilder(endpoint.resolve("/health/ready"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits until a condition holds.
     *
     * @param words what to say where it never comes to be
     */
    public static void await(Supplier<String> words, BooleanSupplier condition) throws InterruptedException {
        for (long end = System.nanoTime() + PATIENCE.toNanos(); !condition.getAsBoolean(); ) {
            assertThat(System.nanoTime()).as(words.get()).isLessThan(end);
            Thread.sleep(100);
        }
    }
}
