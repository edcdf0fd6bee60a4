package io.probity.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A sender that waits for each answer, and sends what was not acknowledged again until it is: what every sender to a door should
 * do. Its events are numbered, so that a hole shows.
 */
final class DoorSender implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int BATCH = 20;
    private static final long BREATH_MILLIS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final URI events;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Thread thread;
    private volatile boolean ending;
    private volatile boolean closed;
    private volatile int acknowledged;
    private final AtomicInteger spooled = new AtomicInteger();

    DoorSender(String name, int port) {
        this.name = name;
        this.events = URI.create("http://127.0.0.1:" + port + "/v1/events");
        this.thread = Thread.ofPlatform().name(name).start(this::send);
    }

    private void send() {
        for (int from = 0; !ending; from += BATCH) {
            var body = IntStream.range(from, from + BATCH)
                    .mapToObj(this::event)
                    .collect(Collectors.joining(",", "[", "]"));
            while (!isTaken(body)) {
                if (closed) {
                    return; // nobody waits for it any more
                }
                Site.pause(50);
            }
            acknowledged = from + BATCH;
            Site.pause(BREATH_MILLIS);
        }
    }

    private boolean isTaken(String body) {
        try {
            var answer = http.send(
                    HttpRequest.newBuilder(events)
                            .timeout(PATIENCE)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.body().contains("\"spooled\":true")) {
                spooled.incrementAndGet();
            }
            return answer.statusCode() == 202;
        } catch (IOException away) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private String event(int number) {
        return """
                {"id":"%s-%d","eventType":"resource_created","timestamp":"%s","userId":"alice","teamId":"%s","source":"platform",\
                "action":"create","data":{"n":%d}}""".formatted(name, number, START, name, number);
    }

    String name() {
        return name;
    }

    /** How many requests were answered from the disk. */
    int spooled() {
        return spooled.get();
    }

    /** Lets it send until that many more of its events are acknowledged. */
    void awaitMore(int more) {
        int wanted = acknowledged + more;
        Site.await(more + " more events of " + name + " to be acknowledged", () -> acknowledged >= wanted);
    }

    /** Ends it; the ids of what was acknowledged, in the order in which it was sent. */
    List<String> end() throws InterruptedException {
        ending = true;
        thread.join();
        return new ArrayList<>(IntStream.range(0, acknowledged)
                .mapToObj(number -> name + "-" + number)
                .toList());
    }

    /** Ends it, also where no door will ever answer; what was not acknowledged by then is not. */
    @Override
    public void close() {
        ending = true;
        closed = true;
        http.close();
    }
}
