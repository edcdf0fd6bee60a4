package io.probity.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks one endpoint all the time, on a thread of its own. Every answer must be right, which is to say know at least what was
 * committed before the question, or be a 503 that says why and when to come again.
 */
final class Asker implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PipelineProcess pipeline;
    private final Follower log;
    private final Random random;
    private final AtomicInteger right = new AtomicInteger();
    private final AtomicInteger later = new AtomicInteger();
    private final Set<String> owners = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean mayBeGone;
    private volatile boolean closed;

    /** The endpoint must answer already. */
    Asker(PipelineProcess pipeline, Follower log, long seed) {
        this.pipeline = pipeline;
        this.log = log;
        this.random = new Random(seed);
        this.thread = Thread.ofPlatform().name("asker").start(this::askOnAndOn);
    }

    /** Answers that were neither right nor a proper 503. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** Right answers so far. */
    int right() {
        return right.get();
    }

    /** Proper 503s so far. */
    int later() {
        return later.get();
    }

    /** Instances that a 503 has named as the one to ask. */
    Set<String> owners() {
        return owners;
    }

    /** From now on nobody need answer. */
    void expectKill() {
        mayBeGone = true;
    }

    private void askOnAndOn() {
        while (!closed) {
            try {
                askForAnEvent();
                askForViolations();
                askForTheBalance();
                Site.pause(20);
            } catch (IOException e) {
                if (mayBeGone) {
                    return;
                }
                wrong.add("no answer: " + e);
                Site.pause(1_000);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void askForAnEvent() throws IOException, InterruptedException {
        int known = log.events();
        if (known == 0) {
            return;
        }
        // every second time one of the newest
        int at = random.nextBoolean() ? random.nextInt(known) : known - 1 - random.nextInt(Math.min(known, 20));
        var id = log.event(at);
        var answer = answer("v1/events/" + id);
        if (answer.isPresent()) {
            judge(answer.get().at("/event/id").asText().equals(id), "event " + id + " is another: " + answer.get());
        }
    }

    private void askForViolations() throws IOException, InterruptedException {
        var missing = new HashSet<>(log.violations());
        var cursor = "";
        do {
            var page = answer("v1/violations?limit=1000&cursor=" + cursor);
            if (page.isEmpty()) {
                return;
            }
            page.get()
                    .get("violations")
                    .forEach(it -> missing.remove(it.get("id").asText()));
            cursor = page.get().path("next").asText("");
        } while (!cursor.isEmpty());
        judge(missing.isEmpty(), missing.size() + " violations that were told before are not listed: " + missing);
    }

    private void askForTheBalance() throws IOException, InterruptedException {
        var before = log.received();
        var answer = answer("v1/balance");
        if (answer.isEmpty()) {
            return;
        }
        var behind = new ArrayList<>(before.keySet());
        for (var it : answer.get().get("balance")) {
            var source = it.get("source").asText();
            if (it.get("received").asLong() >= before.getOrDefault(source, 0L)) {
                behind.remove(source);
            }
        }
        judge(behind.isEmpty(), "the balance is behind what was told, " + before + ": " + answer.get());
    }

    private void judge(boolean isRight, String otherwise) {
        if (isRight) {
            right.incrementAndGet();
        } else {
            wrong.add(otherwise);
        }
    }

    /** What a 200 says; empty for a 503 in good form. */
    private Optional<JsonNode> answer(String question) throws IOException, InterruptedException {
        var response = pipeline.ask(question);
        if (response.statusCode() == 200) {
            return Optional.of(JSON.readTree(response.body()));
        }
        if (isProperLater(response)) {
            later.incrementAndGet();
            var owner = JSON.readTree(response.body()).path("owner");
            if (owner.isTextual()) {
                owners.add(owner.asText());
            }
        } else {
            wrong.add(question + ": " + response.statusCode() + " "
                    + response.headers().map() + " " + response.body());
        }
        return Optional.empty();
    }

    private static boolean isProperLater(HttpResponse<String> response) throws IOException {
        var headers = response.headers();
        return response.statusCode() == 503
                && headers.firstValue("Retry-After").isPresent()
                && headers.firstValue("Content-Type").orElse("").equals("application/problem+json")
                && JSON.readTree(response.body()).path("status").asInt() == 503
                && !JSON.readTree(response.body()).path("detail").asText().isBlank();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
