package io.probity.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.app.ClientConfigs;
import io.probity.app.Settings;
import io.probity.rig.ChildJvm;
import io.probity.rig.Engines;
import io.probity.rig.FreePorts;
import io.probity.rig.JvmCommand;
import io.probity.rig.KafkaBroker;
import io.probity.wire.Topics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * The door and a bare producer in turn, on one broker: the same events, acknowledged by all replicas, idempotently. The door is
 * one process through all runs, so that what it would leak it would keep.
 */
public final class DoorBench implements AutoCloseable {
    private static final String BARE = "bench.bare";
    private static final String TOPIC = "audit.events";
    private static final int PARTITIONS = 4;
    private static final int EVENT_BYTES = 1_000;
    /** Each waits for its answers. With eight the door waits for them, with 64 and more they cost each other the caches. */
    private static final int CONNECTIONS = 32;
    /** Of each, in turn: the bare producer's first two runs take three times as long as its fifth. */
    private static final int WARM_UPS = 4;
    /** Small ones before that: the compilers count calls, and most of a server is called once for a request. */
    private static final int WARM_REQUESTS = 100_000;

    private static final int WARM_BATCH = 10;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String[] HEAP = {"-Xms384m", "-Xmx384m"};

    private final int events;
    private final int batch;
    private final int runs;
    private final boolean minimal;
    private final Consumer<String> say;
    private final Path work;
    private final KafkaBroker broker;
    private final ChildJvm door;
    private final int port;
    private final Settings settings;
    private final List<byte[]> values;
    private long posted;
    private final HttpClient http = HttpClient.newHttpClient();

    private DoorBench(int events, int batch, int runs, boolean minimal, Consumer<String> say, Path work) {
        this.events = events;
        this.batch = batch;
        this.runs = runs;
        this.minimal = minimal;
        this.say = say;
        this.work = work;
        this.broker = KafkaBroker.start(
                Engines.required(),
                work.resolve("broker"),
                List.of("-Xms1g", "-Xmx1g"),
                Map.of(
                        "log.segment.delete.delay.ms", "1000",
                        "log.retention.bytes", "134217728",
                        "log.segment.bytes", "33554432",
                        "log.retention.check.interval.ms", "5000"));
        this.port = FreePorts.one();
        var flags = new HashMap<String, String>();
        flags.put("kafka.bootstrap.servers", broker.bootstrapServers());
        flags.put("generation.partitions", String.valueOf(PARTITIONS));
        flags.put("state.dir", work.resolve("door").toString());
        flags.put("http.port", String.valueOf(port));
        flags.put("sources", TOPIC + "=canonical");
        this.settings = Settings.of(null, Map.of(), flags);
        this.door = ChildJvm.start(
                JvmCommand.ours(DoorUnderTest.class, Flags.write(flags)).with(HEAP), work.resolve("door.log"));
        this.values = IntStream.range(0, batch).mapToObj(DoorBench::event).toList();
    }

    private byte[] body(int items) {
        return values.stream()
                .limit(items)
                .map(it -> new String(it, UTF_8))
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(UTF_8);
    }

    /** Some fields and some text, as events have: not one long string, which a parser would pass over quickly. */
    private static byte[] event(int number) {
        var head = """
                {"id":"evt-%07d","eventType":"resource_created","timestamp":"2026-01-01T00:00:00Z","userId":"alice",\
                "teamId":"team-7","source":"platform","action":"create","target":{"kind":"database","id":"db-%d","labels":\
                {"env":"production","owner":"team-7","tier":3}},"data":{"fields":[""".formatted(number, number);
        var text = new StringBuilder(head);
        for (int i = 0; text.length() < EVENT_BYTES - 40; i++) {
            text.append(i == 0 ? "" : ",")
                    .append("{\"name\":\"field-")
                    .append(i)
                    .append("\",\"value\":")
                    .append(i * 7)
                    .append('}');
        }
        text.append("],\"note\":\"");
        while (text.length() < EVENT_BYTES - 3) {
            text.append('x');
        }
        return text.append("\"}}").toString().getBytes(UTF_8);
    }

    /**
     * Starts a broker and a door.
     *
     * @param events of each run
     * @param batch events in one request
     * @param minimal asks for no receipts
     * @param say hears how it goes on, line by line
     */
    public static DoorBench start(int events, int batch, int runs, boolean minimal, Consumer<String> say)
            throws IOException {
        return new DoorBench(events, batch, runs, minimal, say, Files.createTempDirectory("probity-bench-"));
    }

    /** Measures: what does not count, until both are warm, then the others in turn. */
    public DoorFigures run() throws IOException, InterruptedException, ExecutionException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(BARE, Optional.of(PARTITIONS), Optional.of((short) 1))
                            .configs(Topics.sourceShape().config())))
                    .all()
                    .get();
            awaitDoor(admin);
            var figures = measured();
            requireAllWritten(admin);
            return figures;
        }
    }

    private DoorFigures measured() throws IOException, InterruptedException, ExecutionException {
        overHttp(Math.min(batch, WARM_BATCH), WARM_REQUESTS);
        long before = heap(); // not later: what a full collection unloads is to be compiled again
        for (int i = 0; i < WARM_UPS; i++) {
            turn("warm-up " + (i + 1));
        }
        var turns = new ArrayList<Turn>();
        for (int i = 0; i < runs; i++) {
            turns.add(turn("run " + (i + 1)));
        }
        return new DoorFigures(
                events,
                batch,
                median(turns, Turn::bare),
                median(turns, Turn::door),
                median(turns, Turn::micros),
                before,
                heap());
    }

    /** Events a second of each, and what the door spent on one. */
    private record Turn(double bare, double door, double micros) {}

    private Turn turn(String name) throws IOException, InterruptedException, ExecutionException {
        double bare = bare();
        var spent = door.cpuTime();
        double overHttp = overHttp(batch, events / batch);
        var turn = new Turn(bare, overHttp, door.cpuTime().minus(spent).toNanos() / 1000.0 / events);
        say.accept(String.format(
                Locale.ROOT,
                "%-9s  bare producer %8.0f events/s   door %8.0f events/s (%.1f µs/event)   load %.1f",
                name,
                turn.bare(),
                turn.door(),
                turn.micros(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        requireNoneSpooled();
        return turn;
    }

    private static double median(List<Turn> turns, ToDoubleFunction<Turn> figure) {
        var sorted = turns.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Events a second of a producer as the door has one: everything sent at once, and waited for at the end. */
    private double bare() throws IOException {
        var failures = new AtomicLong();
        var config = new ClientConfigs(settings).doorProducer(PATIENCE, 64 << 20);
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.partitionsFor(BARE);
            long began = System.nanoTime();
            for (int i = 0; i < events; i++) {
                var unused = producer.send(new ProducerRecord<>(BARE, values.get(i % batch)), (metadata, failed) -> {
                    if (failed != null) {
                        failures.incrementAndGet();
                    }
                });
            }
            producer.flush();
            double perSecond = perSecond(events, began);
            if (failures.get() > 0) {
                throw new IOException(failures + " records of the bare producer were not acknowledged");
            }
            return perSecond;
        }
    }

    /** Events a second of so many requests. */
    private double overHttp(int items, int requests) throws InterruptedException, ExecutionException {
        var left = new AtomicInteger(requests);
        byte[] body = body(items);
        try (var connections = Executors.newFixedThreadPool(CONNECTIONS)) {
            long began = System.nanoTime();
            var made = new ArrayList<Future<Integer>>();
            for (int i = 0; i < CONNECTIONS; i++) {
                made.add(connections.submit(new DoorLoad(port, body, items, minimal, left)));
            }
            int answered = 0;
            for (var each : made) {
                answered += each.get();
            }
            if (answered != requests) {
                throw new IllegalStateException(answered + " requests were answered of " + requests);
            }
            posted += (long) items * requests;
            return perSecond((long) items * requests, began);
        }
    }

    private static double perSecond(long events, long began) {
        return events * 1e9 / (System.nanoTime() - began);
    }

    /** Until it answers, and its topic is there with all its partitions. */
    private void awaitDoor(Admin admin) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isDirect() || written(admin) < 0) {
            if (!door.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("the door did not start:\n" + door.lastWords());
            }
            Thread.sleep(100);
        }
    }

    /** Records that were ever written to the door's topic; -1 while it cannot be asked. */
    private static long written(Admin admin) throws InterruptedException {
        var ends = IntStream.range(0, PARTITIONS)
                .boxed()
                .collect(Collectors.toMap(it -> new TopicPartition(TOPIC, it), it -> OffsetSpec.latest()));
        try {
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        } catch (ExecutionException notYet) {
            return -1;
        }
    }

    /** A record that went to the disk was not brought to Kafka within the time that is measured. */
    private void requireNoneSpooled() throws IOException, InterruptedException {
        long spooled = figure(ask("metrics"), "probity_door_spooled_total");
        if (spooled > 0) {
            throw new IllegalStateException(spooled
                    + " records went to the spool, since Kafka did not take them in time: the measure is void; run it again"
                    + " with less beside it\n" + door.lastWords());
        }
    }

    /** Whatever was acknowledged is on the topic. */
    private void requireAllWritten(Admin admin) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (written(admin) < posted) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("of " + posted + " events " + written(admin)
                        + " are on the topic: the measure is void\n" + door.lastWords());
            }
            Thread.sleep(100);
        }
    }

    private boolean isDirect() throws InterruptedException {
        try {
            return ask("health/ready").contains("DIRECT");
        } catch (IOException notYet) {
            return false;
        }
    }

    private String ask(String what) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + what))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    /** Live bytes, after a collection that the JDK's own tool asks for. */
    private long heap() throws IOException, InterruptedException {
        var tool = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (Files.isExecutable(tool)) {
            new ProcessBuilder(tool.toString(), String.valueOf(door.pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
        return figure(ask("metrics"), "jvm_memory_used_bytes{area=\"heap\"}");
    }

    /**
     * One figure of the metrics.
     *
     * @throws IllegalStateException if it is not among them
     */
    static long figure(String metrics, String name) {
        return metrics.lines()
                .filter(line -> line.startsWith(name + ' '))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the door's metrics have no " + name));
    }

    @Override
    public void close() throws IOException {
        http.close();
        door.close();
        broker.close();
        Utils.delete(work.toFile());
    }
}
