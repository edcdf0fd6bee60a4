package io.probity.chaos;

import io.probity.rig.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;

/** One running {@code probity run}. */
final class PipelineProcess implements AutoCloseable {
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofMinutes(2);

    private final ChildJvm jvm;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    PipelineProcess(ChildJvm jvm, int port) {
        this.jvm = jvm;
        this.port = port;
    }

    /** Waits until its stores can be asked. */
    PipelineProcess awaitReady() {
        Site.await("the pipeline to be ready", () -> {
            requireAlive();
            return health("ready") == 200;
        });
        return this;
    }

    /** Host and port of its endpoint, as other instances name it. */
    String address() {
        return "127.0.0.1:" + port;
    }

    /**
     * Asks its endpoint.
     *
     * @throws IOException if nobody answers
     */
    HttpResponse<String> ask(String question) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://" + address() + "/" + question))
                .timeout(LONG)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /**
     * Posts JSON to its endpoint; the status of the answer.
     *
     * @throws IOException if nobody answers
     */
    int post(String path, String json) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://" + address() + "/" + path))
                .timeout(LONG)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
        return answer.statusCode();
    }

    /** Whether somebody answers, with these words among others. */
    boolean answers(String question, String words) {
        try {
            return ask(question).body().contains(words);
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Status of {@code /health/<what>}; 0 where nobody answers. */
    int health(String what) {
        var request = HttpRequest.newBuilder(URI.create("http://" + address() + "/health/" + what))
                .timeout(SHORT)
                .build();
        try {
            HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
            return answer.statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** What a meter reads, by its name and labels as they are scraped; 0 where nothing was counted yet. */
    double meter(String scraped) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(SHORT)
                .build();
        try {
            return client.send(request, BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith(scraped + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(scraped.length() + 1)))
                    .sum();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** How many lines of its log hold these words. */
    long said(String words) {
        try (var lines = Files.lines(jvm.log())) {
            return lines.filter(line -> line.contains(words)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In good order; its exit code, 137 if it had to be killed for want of that. */
    int end() {
        close();
        return jvm.await(SHORT);
    }

    /** Fails, with the end of its log, if the process has ended by itself. */
    void requireAlive() {
        if (!jvm.isAlive()) {
            throw new IllegalStateException("the pipeline has ended; the end of its log:\n" + jvm.lastWords());
        }
    }

    /** Kill -9. */
    void kill() {
        jvm.kill();
        client.close();
    }

    /** In good order. */
    @Override
    public void close() {
        jvm.close();
        client.close();
    }
}
