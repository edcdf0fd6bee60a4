package io.probity.bench;

import io.probity.evaluate.catalog.Catalog;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.model.Decision;
import io.probity.model.SubmittedEvent;
import io.probity.model.Violation;
import io.probity.rig.ChildJvm;
import io.probity.rig.JvmCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One control is changed while events flow. Its new version says the opposite, so that every subject's standing changes, violations
 * open or heal, and nothing is spared: the dearest change there is.
 */
public final class ChangeBench implements AutoCloseable {
    private static final String CONTROL = "bench-standing";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ChangePlan plan;
    private final Catalog shipped;
    private final Consumer<String> say;
    private final BenchEngines engines;

    private ChangeBench(ChangePlan plan, Catalog shipped, Consumer<String> say, BenchEngines engines) {
        this.plan = plan;
        this.shipped = shipped;
        this.say = say;
        this.engines = engines;
    }

    /**
     * Starts broker and registry.
     *
     * @param shipped the catalog that ships, of which those controls are in force that the mix meets
     * @param say hears how it goes on, line by line
     */
    public static ChangeBench start(ChangePlan plan, Catalog shipped, Consumer<String> say) throws IOException {
        SizedCatalog.requireEnough(shipped, List.of(plan.controls() - 1));
        return new ChangeBench(plan, shipped, say, BenchEngines.start());
    }

    /**
     * Measures.
     *
     * @param now no event is later
     */
    public ChangeFigures run(Instant now) throws IOException, InterruptedException, ExecutionException {
        var topics = new BenchTopics(engines.admin());
        var input = new Input(engines.broker().bootstrapServers(), engines.avro());
        topics.reference(engines.avro());
        topics.definitions(engines.avro());
        topics.input(plan.partitions());
        input.reference();
        input.publish(catalog());
        var codec = engines.avro().codec(SubmittedEvent.class);
        var subject = engines.avro().subject(Input.EVENTS, codec);
        var live = new LiveEvents(producer(), event -> codec.encode(subject, event), plan.rate(), now);
        var watch = new DecisionWatch(
                engines.broker().bootstrapServers(), engines.avro().codec(Decision.class), CONTROL, "2");
        var folder = Files.createDirectories(engines.work().resolve("run"));
        var settings = BenchSettings.of(folder, engines, 1, plan.partitions());
        settings.put("profile", "latency");
        var command =
                JvmCommand.ours(WholePipeline.class, Flags.write(settings)).with("-Xms1g", "-Xmx1g");
        try (var app = ChildJvm.start(command, folder.resolve("app.log"))) {
            return measured(app, input, live, watch, now);
        } finally {
            live.end();
            watch.end();
        }
    }

    private ChangeFigures measured(ChildJvm app, Input input, LiveEvents live, DecisionWatch watch, Instant now)
            throws InterruptedException, ExecutionException {
        var threads = List.of(
                Thread.ofPlatform().name("watch").start(watch),
                Thread.ofPlatform().name("live").unstarted(live));
        // partitions that have not heard of the control yet would judge nothing
        await(app, watch, this::isInForce, "the controls are in force");
        input.standings(plan.subjects(), now);
        await(app, watch, () -> watch.standing() >= plan.subjects(), "every subject stands");
        say.accept(plan.subjects() + " subjects stand, " + plan.controls() + " controls are in force");
        threads.get(1).start();
        Thread.sleep(plan.still().toMillis()); // warms the compilers up, and is not counted
        long violations = violations();
        long began = System.nanoTime();
        Thread.sleep(plan.still().toMillis());
        long changed = System.nanoTime();
        say.accept("the control is changed");
        input.publish(change(), "bench-2");
        await(app, watch, () -> watch.settled() >= plan.subjects(), "every subject is judged again");
        long done = watch.lastSettled();
        say.accept(
                "all are judged again after " + Duration.ofNanos(done - changed).toMillis() + " ms");
        Thread.sleep(plan.still().toMillis());
        long ended = System.nanoTime();
        live.end();
        threads.get(1).join();
        live.requireAllSent();
        await(
                app,
                watch,
                () -> latest(live, watch) >= ended - Duration.ofSeconds(1).toNanos(),
                "the last events are decided");
        watch.end();
        threads.getFirst().join();
        return new ChangeFigures(
                plan,
                Duration.ofNanos(done - changed),
                violations() - violations,
                latency(live, watch, began, changed),
                latency(live, watch, changed, done),
                latency(live, watch, done, ended));
    }

    /** Every definition and its commit is a leaf of every partition. */
    private boolean isInForce() {
        return isThere("audit.sealed")
                && engines.committed().count("audit.sealed") >= (plan.controls() + 1L) * plan.partitions();
    }

    private boolean isThere(String topic) {
        try {
            return engines.admin().listTopics().names().get().contains(topic);
        } catch (InterruptedException | ExecutionException notYet) {
            return false;
        }
    }

    private long violations() {
        return engines.committed().last("audit.violations", Violation.class).stream()
                .filter(violation -> violation.getControl().equals(CONTROL))
                .count();
    }

    private static long latest(LiveEvents live, DecisionWatch watch) {
        return watch.seen().keySet().stream()
                .map(live::due)
                .mapToLong(due -> due == null ? 0 : due)
                .max()
                .orElse(0);
    }

    private static Latency latency(LiveEvents live, DecisionWatch watch, long from, long to) {
        var nanos = new ArrayList<Long>();
        watch.seen().forEach((id, seen) -> {
            Long due = live.due(id);
            if (due != null && due >= from && due < to) {
                nanos.add(seen - due);
            }
        });
        if (nanos.isEmpty()) {
            throw new IllegalStateException("no live event was decided in " + Duration.ofNanos(to - from));
        }
        return Latency.of(nanos);
    }

    private Catalog catalog() {
        var sized = new SizedCatalog(shipped).of(plan.controls() - 1);
        var all = new ArrayList<>(sized.controls());
        all.addAll(standing("1", "false").controls());
        return new Catalog(List.of(), all, List.of(), List.of());
    }

    private static Catalog change() {
        return standing("2", "true");
    }

    private static Catalog standing(String version, String wanted) {
        var file = CatalogFile.parse(CONTROL, """
                        controls:
                          - id: %s
                            version: "%s"
                            title: What the change turns round
                            triggers: [{event: drift_detected}, {event: drift_resolved}]
                            applies: {kinds: [project]}
                            expect: facts.drift.all(resource, facts.drift[resource] == %s)
                        """.formatted(CONTROL, version, wanted));
        if (!file.problems().isEmpty()) {
            throw new IllegalStateException(
                    "the control is broken: " + file.problems().getFirst());
        }
        return file.catalog();
    }

    private Map<String, Object> producer() {
        return Map.of("bootstrap.servers", engines.broker().bootstrapServers(), "acks", "all", "linger.ms", 2);
    }

    private static void await(ChildJvm app, DecisionWatch watch, BooleanSupplier done, String what)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            if (!app.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException(
                        "waited in vain until " + what + "; " + watch + "; the end of the log:\n" + app.lastWords());
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() throws IOException {
        engines.close();
    }
}
