package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.evaluate.Backtest.Tried;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.ControlDefinition;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.catalog.Judges;
import io.probity.evaluate.catalog.PartialEvent;
import io.probity.evaluate.cel.JsonValues;
import io.probity.model.AuditEvent;
import io.probity.model.Status;
import io.probity.types.EventTypes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacktestTest {
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant APRIL = Instant.parse("2026-04-01T00:00:00Z");

    private final List<Tried> heard = new ArrayList<>();
    private final BacktestSum sum = new BacktestSum(Judges.OCCURRENCE);

    @Test
    void saysOfEachEventWhatWasAndWhatWouldHaveBeen() {
        var backtest = backtest(merges(3), MARCH, APRIL);
        define(backtest, catalog(MERGES.formatted(2)));

        take(backtest, merged("2026-03-01T00:00:00Z", 1));
        take(backtest, merged("2026-03-02T00:00:00Z", 2));
        take(backtest, merged("2026-03-03T00:00:00Z", 3));

        assertThat(heard).extracting(Tried::before).containsExactly(Status.FAIL, Status.PASS, Status.PASS);
        assertThat(heard).extracting(Tried::after).containsExactly(Status.FAIL, Status.FAIL, Status.PASS);
        assertThat(sum.judged()).isEqualTo(3);
        assertThat(sum.differing()).isEqualTo(1);
        assertThat(sum.differences().getFirst().reason())
                .isEqualTo("expected data.approval_count >= 3; saw data.approval_count = 2");
        assertThat(sum.openedBefore()).isEqualTo(1);
        assertThat(sum.openedAfter()).isEqualTo(2);
    }

    @Test
    void whatHappenedBeforeTheRangeIsAFactAndIsNotJudged() {
        var backtest = new Backtest(EventTypes.shipped(), control(DRIFT.formatted("true")), MARCH, APRIL, heard::add);
        define(backtest, catalog(DRIFT.formatted("false")));

        take(backtest, drift("2026-02-28T23:59:59Z", "queue", true));
        take(backtest, drift("2026-03-01T00:00:00Z", "db", false));
        take(backtest, drift("2026-04-01T00:00:00Z", "db", false));

        assertThat(heard).hasSize(1);
        assertThat(heard.getFirst().before()).as("the queue drifts").isEqualTo(Status.FAIL);
        assertThat(heard.getFirst().after()).as("the database does not").isEqualTo(Status.FAIL);
    }

    @Test
    void aControlThatIsNewIsSetAgainstNothing() {
        var backtest = backtest(merges(2), MARCH, APRIL);

        take(backtest, merged("2026-03-01T00:00:00Z", 1));

        assertThat(sum.verdicts()).containsExactly(Map.entry(Status.NOT_APPLICABLE, Map.of(Status.FAIL, 1L)));
    }

    @Test
    void itIsTriedWhereTheLogAssignsIt() {
        var backtest = backtest(merges(3), MARCH, APRIL);
        define(backtest, catalog(MERGES.formatted(2) + """
                frameworks: [{id: f, requirements: [{id: r, controls: [merges]}]}]
                assignments: [{framework: f, scope: elsewhere}]
                """));

        take(backtest, merged("2026-03-01T00:00:00Z", 1));

        assertThat(heard).isEmpty();
    }

    @Test
    void anIncompletePublishIsNotInForceHereEither() {
        var backtest = backtest(merges(3), MARCH, APRIL);
        var publish = Definitions.publish(catalog(MERGES.formatted(2)).catalog(), "half");
        backtest.define(publish.getLast());

        take(backtest, merged("2026-03-01T00:00:00Z", 1));

        assertThat(heard).extracting(Tried::before).containsExactly(Status.NOT_APPLICABLE);
    }

    @Test
    void whatItRecallsItRecallsOfAllThatCameBefore() {
        var backtest = backtest(control("""
                controls:
                  - id: merges
                    title: Few merges an hour
                    judges: occurrence
                    triggers: [{event: merge_request_merged}]
                    recall: {merges: {events: [merge_request_merged], within: PT1H}}
                    expect: recall.merges.count < 3
                """), MARCH, APRIL);

        take(backtest, merged("2026-02-28T23:30:00Z", 1));
        take(backtest, merged("2026-02-28T23:45:00Z", 1));
        take(backtest, merged("2026-03-01T00:00:00Z", 1));
        take(backtest, merged("2026-03-01T00:30:00Z", 1));
        take(backtest, merged("2026-03-01T03:00:00Z", 1));

        assertThat(heard).extracting(Tried::after).containsExactly(Status.FAIL, Status.FAIL, Status.PASS);
    }

    /** By the clock of the leaves: each is heard once, when both sides have decided. */
    @Test
    void whatMustFollowIsWaitedFor() {
        var backtest = backtest(control(FOLLOWED.formatted("PT2H")), MARCH, APRIL);
        define(backtest, catalog(FOLLOWED.formatted("PT1H")));

        take(backtest, merged("2026-03-01T00:00:00Z", 1));
        assertThat(heard).isEmpty();
        take(backtest, drift("2026-03-01T01:30:00Z", "db", true));
        assertThat(heard).extracting(Tried::before).containsExactly(Status.FAIL);
        assertThat(heard).extracting(Tried::after).containsExactly(Status.PASS);
        take(backtest, merged("2026-03-02T00:00:00Z", 2));
        take(backtest, merged("2026-03-02T01:30:00Z", 3));
        take(backtest, merged("2026-03-02T02:30:00Z", 4));
        backtest.end();

        assertThat(heard)
                .extracting(it -> it.event().getData(), Tried::before, Tried::after)
                .containsExactly(
                        tuple("{\"approval_count\":1}", Status.FAIL, Status.PASS),
                        tuple("{\"approval_count\":2}", Status.FAIL, Status.FAIL),
                        tuple("{\"approval_count\":3}", Status.FAIL, Status.PENDING),
                        tuple("{\"approval_count\":4}", Status.PENDING, Status.PENDING));
        assertThat(sum.openedBefore()).isEqualTo(3);
        assertThat(sum.openedAfter()).isEqualTo(1);
    }

    /** A state opens one violation until it heals; what comes late moves no standing. */
    @Test
    void statesAreCountedAsTheyWouldHaveStood() {
        var states = new BacktestSum(Judges.STATE);
        states.add(tried("2026-03-01T00:00:00Z", Status.PASS, Status.FAIL));
        states.add(tried("2026-03-02T00:00:00Z", Status.PASS, Status.FAIL));
        states.add(tried("2026-03-01T12:00:00Z", Status.FAIL, Status.PASS));
        states.add(tried("2026-03-03T00:00:00Z", Status.PASS, Status.UNKNOWN));
        states.add(tried("2026-03-04T00:00:00Z", Status.PASS, Status.FAIL));
        states.add(tried("2026-03-05T00:00:00Z", Status.PASS, Status.PASS));
        states.add(tried("2026-03-06T00:00:00Z", Status.PASS, Status.FAIL));

        assertThat(states.openedBefore()).isZero();
        assertThat(states.openedAfter()).isEqualTo(2);
        assertThat(states.subjects()).isEqualTo(1);
        assertThat(states.standingBefore()).isEqualTo(Map.of(Status.PASS, 1L));
        assertThat(states.standingAfter()).isEqualTo(Map.of(Status.FAIL, 1L));
    }

    private static final String FOLLOWED = """
            controls:
              - id: merges
                title: Merged and looked at
                judges: occurrence
                triggers: [{event: merge_request_merged}]
                followedBy: {events: [drift_detected], within: %s}
            """;

    private static final String MERGES = """
            controls:
              - id: merges
                title: Merged with approvals
                judges: occurrence
                triggers: [{event: merge_request_merged}]
                expect: data.approval_count >= %d
            """;

    private static final String DRIFT = """
            controls:
              - id: drift
                title: No drift
                triggers: [{event: drift_resolved}, {event: drift_detected}]
                expect: facts.drift.all(resource, facts.drift[resource] == %s)
            """;

    private Backtest backtest(ControlDefinition control, Instant from, Instant to) {
        return new Backtest(EventTypes.shipped(), control, from, to, tried -> {
            heard.add(tried);
            sum.add(tried);
        });
    }

    private static ControlDefinition merges(int minimum) {
        return control(MERGES.formatted(minimum));
    }

    private static ControlDefinition control(String text) {
        return catalog(text).catalog().controls().getFirst();
    }

    private static CatalogFile catalog(String text) {
        var file = CatalogFile.parse("test", text);
        assertThat(file.problems()).isEmpty();
        return file;
    }

    private static void define(Backtest backtest, CatalogFile file) {
        Definitions.publish(file.catalog(), "first").forEach(backtest::define);
    }

    private static void take(Backtest backtest, AuditEvent event) {
        backtest.take(event, event.getSubjects().getFirst(), event.getEffective());
    }

    private static Tried tried(String at, Status before, Status after) {
        return new Tried(merged(at, 1), "project/6", before, after, "");
    }

    private static AuditEvent merged(String at, int approvals) {
        return event(at, "merge_request_merged", "{\"approval_count\": %d}".formatted(approvals));
    }

    private static AuditEvent drift(String at, String resource, boolean drifted) {
        return event(
                at,
                drifted ? "drift_detected" : "drift_resolved",
                "{\"drifted\": %s, \"resource\": \"%s\"}".formatted(drifted, resource));
    }

    private static AuditEvent event(String at, String type, String data) {
        return PartialEvent.complete(JsonValues.node("""
                {"id": "%s", "eventType": "%s", "timestamp": "%s",
                 "scope": {"kind": "project", "id": "6", "path": "group/app"}, "data": %s}""".formatted(type + at, type, at, data)), type, "project");
    }
}
