package io.probity.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.Decision;
import io.probity.model.Status;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kill -9 between the events that a control looks at together, once with what is on disk and once without, so that it comes from the stores'
 * changelogs: what was recalled and what was waited for is known after it, and the violations are those of a run that nobody killed.
 */
class RestartIT {
    private static final String CATALOG = """
            controls:
              - id: one-run
                title: Nobody runs a tool twice in an hour
                severity: high
                judges: occurrence
                triggers: [{event: tool_execution_requested}]
                recall:
                  runs: {events: [tool_execution_requested], groupBy: event.actor.id, within: PT1H}
                expect: recall.runs.count < 2
              - id: approved-in-a-day
                title: What is asked for is approved in a day
                severity: high
                judges: occurrence
                triggers: [{event: infrastructure_request}]
                followedBy: {events: [approval_action], groupBy: event.sessionId, within: P1D}
                expect: data.template == "db"
              - id: approved-at-once
                title: What is asked for is approved in fifteen seconds
                severity: high
                judges: occurrence
                triggers: [{event: infrastructure_request}]
                followedBy: {events: [approval_action], groupBy: event.sessionId, where: data.at_once == true, within: PT15S}
                expect: data.template == "db"
            """;

    @TempDir
    private static Path folder;

    @AutoClose
    private static Site site;

    @BeforeAll
    static void open() throws Exception {
        site = Site.open(folder);
    }

    @Test
    void what_is_recalled_and_what_is_waited_for_outlasts_a_kill_and_the_loss_of_the_disk() throws Exception {
        var pipeline = site.pipeline("pipeline").awaitReady();
        try {
            Catalogs.publishAndAwait(site, CATALOG, "first", 1);
            for (var loses : List.of(false, true)) {
                var name = loses ? "lost" : "kept";
                send(run(name, 1, "alice"), run(name, 2, "bob"), request(name));
                Site.await("all that waits of " + name, () -> decided("approved-at-once", name, Status.PENDING));
                send(run("beside", loses ? 2 : 1, "eve")); // on its way while it is killed
                pipeline.kill();
                if (loses) {
                    delete(folder.resolve("state-pipeline"));
                } else {
                    spoil(folder.resolve("state-pipeline"));
                }
                pipeline = site.pipeline("pipeline");
                send(run(name, 3, "alice"), run(name, 4, "carol"), approval(name));
                var alive = pipeline;
                Site.await("what follows of " + name, () -> {
                    alive.requireAlive();
                    return decided("approved-in-a-day", name, Status.PASS)
                            && decided("approved-at-once", name, Status.FAIL)
                            && decided("one-run", name + "-4", Status.UNKNOWN);
                });
                assertThat(Files.exists(folder.resolve("state-pipeline/probity.quarantine")))
                        .as("the spoiled store put aside, of " + name)
                        .isEqualTo(!loses);
            }
        } finally {
            pipeline.close();
        }
        assertThat(violations())
                .extracting(Violation::getControl, Violation::getEventId, Violation::getStatus)
                .containsExactlyInAnyOrder(
                        tuple("one-run", "kept-3", ViolationStatus.DETECTED),
                        tuple("approved-at-once", "kept", ViolationStatus.DETECTED),
                        tuple("one-run", "lost-3", ViolationStatus.DETECTED),
                        tuple("approved-at-once", "lost", ViolationStatus.DETECTED),
                        tuple("one-run", "beside-2", ViolationStatus.DETECTED));
    }

    /** As a kill leaves a store that is being thrown away: RocksDB opens no folder that has a log and does not say which files are in force. */
    private static void spoil(Path state) throws IOException {
        try (var files = Files.walk(state)) {
            var current = files.filter(it -> it.endsWith("rocksdb/seen/CURRENT"))
                    .findFirst()
                    .orElseThrow();
            Files.delete(current);
        }
    }

    // --- what happens, each in an environment of its own ---

    private static Sent run(String environment, int number, String actor) {
        return event(environment, environment + "-" + number, "tool_execution_requested", actor, "\"tool\": \"plan\"");
    }

    private static Sent request(String environment) {
        return event(environment, environment, "infrastructure_request", "alice", "\"template\": \"db\"");
    }

    private static Sent approval(String environment) {
        return event(environment, environment + "-approved", "approval_action", "bob", "\"at_once\": false");
    }

    private static Sent event(String environment, String id, String type, String actor, String data) {
        return Sent.json("audit.events", environment, """
                {"id": "%s", "eventType": "%s", "timestamp": "%s", "source": "platform", "userId": "%s", "sessionId": "s",
                 "scope": {"kind": "environment", "id": "%s", "path": "cloud/%s"}, "data": {%s}}""".formatted(
                        id, type, Instant.now(), actor, environment, environment, data));
    }

    private static void send(Sent... events) throws InterruptedException {
        try (var sender = new Sender(site.bootstrapServers(), List.of(events), 0)) {
            sender.finish();
        }
    }

    private static void delete(Path all) throws IOException {
        try (var files = Files.walk(all)) {
            var deleted = files.sorted(Comparator.reverseOrder())
                    .map(Path::toFile)
                    .map(File::delete)
                    .toList();
            assertThat(deleted).as("what is on disk").hasSizeGreaterThan(10).containsOnly(true);
        }
    }

    // --- what is told ---

    private static boolean decided(String control, String event, Status status) {
        return site.committed().all("audit.decisions", Decision.class).stream()
                .anyMatch(it -> it.getControl().equals(control)
                        && it.getEventId().startsWith(event)
                        && it.getStatus() == status);
    }

    private static List<Violation> violations() {
        Map<String, Violation> last = site.committed().all("audit.violations", Violation.class).stream()
                .collect(Collectors.toMap(Violation::getId, it -> it, (one, later) -> later));
        return List.copyOf(last.values());
    }
}
