package io.probity.evaluate;

import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.catalog.PartialEvent;
import io.probity.evaluate.cel.JsonValues;
import io.probity.model.AuditEvent;
import io.probity.model.RecallRow;
import io.probity.wire.Stores;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Thread time of keeping an event and judging it by what is kept, the row as bytes between, and the bytes of a row. Not a test; run its main
 * from pipeline-topology with the test class path and {@code -Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.probity.model}.
 */
final class RecallSpeed {
    private static final int ROUNDS = 9;
    private static final int EVENTS = 5_000;
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private RecallSpeed() {}

    public static void main(String[] arguments) {
        for (int most : new int[] {10, 100, 1_000}) {
            measure(most, "");
            measure(most, "        distinct: data.ip\n");
        }
        groups("u-%d");
        groups("u-%0250d");
    }

    /** What groups of one event take: their rows, and those that say when to look at them again. */
    private static void groups(String name) {
        var yaml = """
                controls:
                  - id: failures
                    judges: occurrence
                    triggers: [{event: login_failed}]
                    recall:
                      failures: {events: [login_failed], groupBy: event.actor.id, within: P1D}
                    expect: recall.failures.count < 2000
                """;
        var rulebook = Rulebook.empty()
                .plus(Definitions.publish(CatalogFile.parse("speed", yaml).catalog(), "speed"), NOON);
        var rows = open();
        var recollection = new Recollection(new MemoryStore(rows), "acme|project/6", NOON);
        int many = 10_000;
        long began = System.nanoTime();
        for (int i = 0; i < many; i++) {
            rulebook.keep(event(name.formatted(i)), recollection);
        }
        double micros = (System.nanoTime() - began) / 1e3 / many;
        long bytes = 0;
        try (var each = rows.all()) {
            while (each.hasNext()) {
                var row = each.next();
                bytes += row.key.length() + bytes(row.value);
            }
        }
        System.out.printf("a group called %s: %d bytes, %.0f us%n", name, bytes / many, micros);
    }

    private static KeyValueStore<String, RecallRow> open() {
        var context = new MockProcessorContext<Void, Void>();
        var opened =
                Stores.inMemory().recall().persistent().withLoggingDisabled().build();
        opened.init(context.getStateStoreContext(), opened);
        return opened;
    }

    private static int bytes(RecallRow row) {
        return Stores.inMemory().recall().value().serializer().serialize("", row).length;
    }

    private static void measure(int most, String distinct) {
        var yaml = """
                controls:
                  - id: failures
                    judges: occurrence
                    triggers: [{event: login_failed}]
                    recall:
                      failures:
                        events: [login_failed]
                        groupBy: event.actor.id
                        within: P1D
                        most: %d
                %s    expect: recall.failures.count < 2000
                """.formatted(most, distinct);
        var rulebook = Rulebook.empty()
                .plus(Definitions.publish(CatalogFile.parse("speed", yaml).catalog(), "speed"), NOON);
        var rows = open();
        var memory = new MemoryStore(rows);
        var micros = new double[ROUNDS];
        var clock = NOON;
        for (int round = 0; round < ROUNDS; round++) {
            long building = 0; // of the event, which the ledger has already
            long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int i = 0; i < EVENTS; i++) {
                clock = clock.plusMillis(5);
                long at = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                var event = event(clock, i % 50);
                building += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - at;
                var recollection = new Recollection(memory, "test|project/test", clock);
                rulebook.keep(event, recollection);
                rulebook.judge(event, "project/test", Map.of(), Freshness.UNTIMED, recollection);
            }
            micros[round] =
                    (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun - building) / 1e3 / EVENTS;
        }
        Arrays.sort(micros);
        long bytes = 0;
        try (var each = rows.range("of|", null)) {
            while (each.hasNext()) { // the largest: another counts the groups
                bytes = Math.max(bytes, bytes(each.next().value));
            }
        }
        System.out.printf(
                "most %d %-10s best %.2f median %.2f µs/event, a full row %d bytes, %.1f an event%n",
                most, distinct.strip(), micros[0], micros[ROUNDS / 2], bytes, (double) bytes / most);
    }

    private static AuditEvent event(String actor) {
        var json = "{\"timestamp\": \"" + NOON + "\", \"actor\": {\"id\": \"" + actor + "\"}}";
        return PartialEvent.complete(JsonValues.node(json), "login_failed", "project");
    }

    private static AuditEvent event(Instant at, int ip) {
        var json = "{\"timestamp\": \"" + at + "\", \"data\": {\"ip\": \"192.0.2." + ip + "\"}}";
        return PartialEvent.complete(JsonValues.node(json), "login_failed", "project");
    }
}
