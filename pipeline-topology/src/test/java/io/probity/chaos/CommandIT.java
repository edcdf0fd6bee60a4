package io.probity.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.probity.model.Command;
import io.probity.model.Decision;
import io.probity.model.LeafKind;
import io.probity.model.Protected;
import io.probity.model.SealedEntry;
import io.probity.model.Status;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders on violations in four partitions, given as people give them, with protection on; and the log that says all of it again. */
class CommandIT {
    private static final int SUBJECTS = 16;
    private static final String CATALOG = """
            controls:
              - id: tool-allowed
                version: "1"
                effectiveFrom: 2020-01-01T00:00:00Z
                title: Only tools on the list
                severity: high
                judges: occurrence
                triggers: [{event: tool_execution_requested}]
                expect: data.tool == "plan"
              - id: no-drift
                version: "1"
                effectiveFrom: 2020-01-01T00:00:00Z
                title: What runs is what was asked for
                severity: medium
                judges: state
                triggers: [{event: drift_detected}, {event: drift_resolved}]
                expect: facts.drift.all(resource, facts.drift[resource] == false)
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
    void what_people_order_is_carried_out_or_told_and_the_log_says_it_again() throws Exception {
        var load = new ArrayList<Sent>();
        for (int i = 0; i < SUBJECTS; i++) {
            load.add(event("tool_execution_requested", i, "\"tool\": \"apply\""));
            load.add(event("drift_detected", i, "\"drifted\": true"));
        }
        var pipeline = site.pipeline("live").awaitReady();
        try {
            Catalogs.publishAndAwait(site, CATALOG, "first", 1);
            try (var sender = new Sender(site.bootstrapServers(), load, 500)) {
                sender.finish();
            }
            Site.await("the violations", () -> violations().size() == 2 * SUBJECTS);
            var tool = of("tool-allowed");
            var drift = of("no-drift");
            order("review", tool, "bob");
            order("dismiss", tool, "agent-7");
            order("dismiss", tool, "bob");
            order("review", tool, "bob");
            order("resolve", drift, "bob");
            order("dismiss", drift, "bob");
            assertThat(site.run("orders", "refresh", "--scope", "*", "--as", "bob", "--reason", "the audit"))
                    .isZero();
            Site.await("the answers and the refresh", () -> answers().size() == 7 && refreshed() == SUBJECTS);
            healed(drift);
        } finally {
            pipeline.close();
        }
        told();
        var report = folder.resolve("again.json");
        assertThat(site.run("replay", "replay", "--prefix", "again.", "--json", report.toString()))
                .as("a replay gives the same; see %s", report)
                .isZero();
        assertThat(new ObjectMapper().readTree(report.toFile()).get("equal").asBoolean())
                .isTrue();
    }

    private static void told() {
        assertThat(answers())
                .extracting(Decision::getStatus, CommandIT::word)
                .containsExactlyInAnyOrder(
                        tuple(Status.PASS, "REVIEW"),
                        tuple(Status.FAIL, "OWN_VIOLATION"),
                        tuple(Status.PASS, "DISMISS"),
                        tuple(Status.FAIL, "ENDED"),
                        tuple(Status.FAIL, "RESOLVED_BY_FACTS"),
                        tuple(Status.PASS, "DISMISS"),
                        tuple(Status.PASS, "REFRESH"));
        var leaves = site.committed().all("audit.sealed", SealedEntry.class).stream()
                .filter(leaf -> leaf.getKind() == LeafKind.COMMAND && leaf.getEntry() != null)
                .toList();
        assertThat(leaves)
                .as("six of one subject each, and one of four partitions")
                .hasSize(6 + 4);
        assertThat(leaves)
                .extracting(CommandIT::command)
                .allSatisfy(command -> assertThat(command.getActor()).isInstanceOf(Protected.class))
                .allSatisfy(command -> assertThat(command.getReason()).isInstanceOf(Protected.class));
    }

    private static Command command(SealedEntry leaf) {
        return (Command) Objects.requireNonNull(leaf.getEntry()).getBody();
    }

    /** What was dismissed is no open breach: healing tells nothing of it, and what fails then is another. */
    private static void healed(Violation dismissed) throws Exception {
        int environment = Integer.parseInt(dismissed.getSubject().substring("environment/e".length()));
        var back = List.of(
                event("drift_resolved", environment, "\"drifted\": false"),
                event("drift_detected", environment, "\"drifted\": true"));
        try (var sender = new Sender(site.bootstrapServers(), back, 5)) {
            sender.finish();
        }
        Site.await("another violation", () -> violations().size() == 2 * SUBJECTS + 1);
        assertThat(violations().values())
                .filteredOn(it -> it.getId().equals(dismissed.getId()))
                .extracting(Violation::getStatus)
                .containsExactly(ViolationStatus.DISMISSED);
    }

    private static void order(String verb, Violation violation, String actor) {
        int code = site.run(
                "orders",
                "violation",
                verb,
                violation.getId(),
                "--subject",
                violation.getSubject(),
                "--as",
                actor,
                "--reason",
                "seen with " + actor);
        assertThat(code).as("exit code; see orders.log").isZero();
    }

    private static Violation of(String control) {
        return violations().values().stream()
                .filter(it -> it.getControl().equals(control))
                .findFirst()
                .orElseThrow();
    }

    /** The newest state of each. */
    private static Map<String, Violation> violations() {
        return site.committed().all("audit.violations", Violation.class).stream()
                .collect(Collectors.toMap(Violation::getId, it -> it, (before, after) -> after));
    }

    private static List<Decision> answers() {
        return site.committed().all("audit.decisions", Decision.class).stream()
                .filter(it -> it.getControl().equals("probity-command"))
                .toList();
    }

    private static long refreshed() {
        return site.committed().all("audit.decisions", Decision.class).stream()
                .filter(it -> it.getTrigger().equals("refresh"))
                .count();
    }

    private static String word(Decision answer) {
        int refused = answer.getReason().indexOf("refused: ");
        return refused < 0
                ? answer.getReason().split(" ", 2)[0]
                : answer.getReason().substring(refused + "refused: ".length()).split(":", 2)[0];
    }

    private static Sent event(String type, int environment, String data) {
        return Sent.json(
                "audit.events", "e" + environment, """
                {"eventType": "%s", "timestamp": "%s", "source": "platform", "userId": "agent-7",
                 "scope": {"kind": "environment", "id": "e%d", "path": "cloud/e%d"}, "data": {%s}}""".formatted(type, Instant.now(), environment, environment, data));
    }
}
