package io.probity.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.probity.model.Adherence;
import io.probity.model.Decision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The log says everything: the ledger run again over audit.accepted, in another process, gives the same leaves, decisions,
 * standings and violations, with definitions that changed in the middle and a kill -9 among it all.
 */
class ReplayIT {
    private static final int RECORDS = Integer.getInteger("probity.chaos.records", 4_000);

    @TempDir
    private static Path folder;

    @AutoClose
    private static Site site;

    @BeforeAll
    static void open() throws Exception {
        site = Site.open(folder);
    }

    @Test
    void gives_the_same_records_again_and_finds_one_that_is_not() throws Exception {
        var random = Site.random("ReplayIT");
        live(random);

        var report = replay("again.", 0);
        System.out.println(report.toPrettyString());
        assertThat(report.get("equal").asBoolean()).isTrue();
        for (var topic : report.get("topics")) {
            assertThat(topic.get("builds"))
                    .as("one build wrote the live records, and replayed them")
                    .containsExactly(report.get("build"));
            assertThat(topic.get("replayed").asLong())
                    .as(topic.get("topic").asText())
                    .isEqualTo(topic.get("live").asLong())
                    .isPositive();
        }
        assertThat(triggers()).contains("event", "definition", "timer");

        backtest();

        // a live topic that somebody tampered with is no longer what the log says
        slipIn("audit.violations");
        assertThat(replay("tampered.", 1).get("equal").asBoolean()).isFalse();
    }

    /** What was in force is what the ledger decided by; turned round, every verdict of events differs. */
    private static void backtest() throws Exception {
        long decided = site.committed().all("audit.decisions", Decision.class).stream()
                .filter(it -> it.getControl().equals("root-second-factor")
                        && it.getTrigger().equals("event"))
                .map(it -> it.getSubject() + '|' + it.getEventId())
                .distinct()
                .count();
        var catalog = Catalogs.read("catalog");

        assertThat(backtest(catalog).get("differing").asLong()).isZero();
        assertThat(backtest(catalog).get("events").asLong()).isEqualTo(decided).isPositive();
        assertThat(backtest(catalog.replace("mfaAuthenticated == ", "mfaAuthenticated != "))
                        .get("differing")
                        .asLong())
                .as("but for those that are UNKNOWN both ways")
                .isBetween(1L, decided);
    }

    private static JsonNode backtest(String catalog) throws Exception {
        var file = Files.writeString(folder.resolve("tried.yaml"), catalog);
        var report = folder.resolve("backtest.json");
        int code = site.run(
                "backtest",
                "control",
                "backtest",
                "--control",
                file.toString(),
                "--id",
                "root-second-factor",
                "--json",
                report.toString());
        assertThat(code)
                .as("exit code; see\n%s", tail(folder.resolve("backtest.log")))
                .isZero();
        return new ObjectMapper().readTree(report.toFile());
    }

    /**
     * A load with publishes in its midst, and a kill right after one of them, so that a sweep is cut in two. The one before it
     * is dated into the future: its time comes about when the process is dead.
     */
    private static void live(Random random) throws Exception {
        // of one control nobody is sure, so that people are asked
        var catalog = Catalogs.read("catalog") + "    confidence: \"0.5\"\n    review: {below: 0.7, within: P1D}\n";
        var load = Mixture.of(random, Instant.now(), RECORDS);
        int quarter = load.size() / 4;
        var pipeline = site.pipeline("live").awaitReady();
        try {
            Catalogs.publishAndAwait(site, catalog, "first", 1);
            send(load.subList(0, quarter));
            Balances.awaitEven(site, pipeline, Balances.items(load.subList(0, quarter)));
            int publishes = 1 + publishDatedIntoTheFuture(catalog, 2);
            var now = Instant.now().toString();
            site.publish(changed(catalog, now, "minimum: 2", "minimum: 3"), "stricter");
            Site.pause(random.nextInt(300));
            pipeline.kill();
            pipeline = site.pipeline("live");
            send(load.subList(quarter, 2 * quarter));
            Site.await(
                    "what is dated into the future to come into force",
                    () -> triggers().contains("timer"));
            now = Instant.now().toString();
            site.publish(changed(catalog, now, "judges: state", "judges: state\n    retired: true"), "retired");
            send(load.subList(2 * quarter, 3 * quarter));
            site.publish(changed(catalog, Instant.now().toString(), "minimum: 2", "minimum: 1"), "back-and-laxer");
            send(load.subList(3 * quarter, load.size()));
            Catalogs.publishAndAwait(
                    site, catalog.replace("title: A", "title: Once more, a"), "words-alone", publishes + 4);
            Balances.awaitEven(site, pipeline, Balances.items(load));
            Site.pause(1_000); // the sweep after the last publish
        } finally {
            pipeline.close();
        }
        Site.say("ReplayIT: %d records sent, %d decisions, %d standings told"
                .formatted(
                        load.size(),
                        site.committed().all("audit.decisions", Decision.class).size(),
                        site.committed().all("audit.adherence", Adherence.class).size()));
    }

    /**
     * Publishes what comes into force later, and later still if the log's clock was there before the commit was.
     *
     * @return publishes that it took
     */
    private static int publishDatedIntoTheFuture(String catalog, int secondsAhead) throws Exception {
        for (int publishes = 1; ; publishes++) {
            var comes = Instant.now().plusSeconds((long) secondsAhead << publishes);
            var name = "to-come-" + publishes;
            Catalogs.publishAndAwait(
                    site, changed(catalog, comes.toString(), "minimum: 2", "minimum: 1"), name, 1 + publishes);
            if (Catalogs.logTimes(site, name).allMatch(comes::isAfter)) {
                return publishes;
            }
        }
    }

    private static String changed(String catalog, String from, String what, String by) {
        var changed = catalog.replace("2020-01-01T00:00:00Z", from).replace(what, by);
        assertThat(changed).contains(by);
        return changed;
    }

    private static void send(List<Sent> load) throws InterruptedException {
        try (var sender = new Sender(site.bootstrapServers(), load, 1_500)) {
            sender.finish();
        }
    }

    private static JsonNode replay(String prefix, int exit) throws Exception {
        var file = folder.resolve(prefix + "json");
        long began = System.nanoTime();
        int code = site.run("replay", "replay", "--prefix", prefix, "--json", file.toString());
        assertThat(code)
                .as("exit code; see\n%s", tail(folder.resolve("replay.log")))
                .isEqualTo(exit);
        Site.say("ReplayIT: replay and comparison took %.1f s"
                .formatted(Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0));
        return new ObjectMapper().readTree(file.toFile());
    }

    private static String tail(Path log) throws Exception {
        var lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    private static List<String> triggers() {
        return site.committed().all("audit.decisions", Decision.class).stream()
                .map(Decision::getTrigger)
                .distinct()
                .toList();
    }

    private static void slipIn(String topic) throws Exception {
        var copied = site.committed().bytes(topic).getFirst();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", site.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, copied.partition(), copied.key(), copied.value()))
                    .get();
        }
    }
}
