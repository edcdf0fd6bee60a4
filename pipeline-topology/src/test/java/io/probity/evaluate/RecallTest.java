package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.catalog.PartialEvent;
import io.probity.evaluate.cel.Expressions;
import io.probity.model.AuditEvent;
import io.probity.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Controls over several events of one subject. The log stands at noon, and what is judged happens around then. */
class RecallTest {
    private static final Expressions EXPRESSIONS = new Expressions();
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant LONG_AGO = NOON.minus(Duration.ofDays(400));

    private static final String FAILURES = """
            controls:
              - id: failures
                judges: occurrence
                triggers: [{event: login_failed}]
                recall:
                  failures:
                    events: [login_failed]
                    where: data.reason != "expired"
                    groupBy: event.actor.id
                    within: PT10M
                    distinct: data.ip
                    most: 5
                expect: %s
            """;

    private final Memory memory = Memory.inProcess();
    private Rulebook rulebook = Rulebook.empty(EXPRESSIONS);
    private @Nullable Instant clock = NOON;

    private void publish(String yaml, Instant logTime) {
        var file = CatalogFile.parse("test", yaml);
        assertThat(file.problems()).isEmpty();
        rulebook = rulebook.plus(Definitions.publish(file.catalog(), "p" + logTime), logTime);
        assertThat(rulebook.faults()).isEmpty();
    }

    private void expecting(String expect) {
        publish(FAILURES.formatted(expect), LONG_AGO);
    }

    @Test
    void countsTheEventItselfAndThoseInTheWindowBeforeIt() {
        expecting("recall.failures.count < 3");

        assertThat(failed("alice", 0)).isEqualTo(Status.PASS);
        assertThat(failed("alice", 60)).isEqualTo(Status.PASS);
        assertThat(failed("alice", 61)).isEqualTo(Status.FAIL);
    }

    /** The window is (now − within, now]. */
    @Test
    void whatHappenedAWholeWindowAgoIsOutOfIt() {
        expecting("recall.failures.count < 2");
        failed("alice", 0);

        assertThat(failed("alice", 600)).isEqualTo(Status.PASS);
        assertThat(failed("alice", 1_199)).isEqualTo(Status.FAIL);
    }

    @Test
    void countsALateEventWhereItBelongsAndNothingThatCameAfterIt() {
        expecting("recall.failures.count < 3");
        failed("alice", 0);
        failed("alice", 300);

        assertThat(failed("alice", 200)).as("two up to then").isEqualTo(Status.PASS);
        assertThat(failed("alice", 301)).as("all four").isEqualTo(Status.FAIL);
    }

    @Test
    void keepsGroupsApart() {
        expecting("recall.failures.count < 2");
        failed("alice", 0);

        assertThat(failed("bob", 1)).isEqualTo(Status.PASS);
        assertThat(failed("alice", 2)).isEqualTo(Status.FAIL);
    }

    @Test
    void keepsSubjectsApart() {
        expecting("recall.failures.count < 2");
        judged("project/6", event("alice", 0, "data: {reason: wrong, ip: a}"));

        assertThat(judged("project/7", event("alice", 1, "data: {reason: wrong, ip: a}"))
                        .status())
                .isEqualTo(Status.PASS);
    }

    @Test
    void tellsValuesApart() {
        expecting("recall.failures.distinct < 3 && 'c' in recall.failures.values == (recall.failures.count == 4)");
        failed("alice", 0, "a");
        failed("alice", 1, "a");

        assertThat(failed("alice", 2, "b")).isEqualTo(Status.PASS);
        assertThat(failed("alice", 3, "c")).isEqualTo(Status.FAIL);
    }

    @Test
    void knowsWhenTheFirstAndTheLastWere() {
        expecting("recall.failures.last - recall.failures.first < duration('60s') && recall.failures.last == now");
        failed("alice", 0);

        assertThat(failed("alice", 59)).isEqualTo(Status.PASS);
        assertThat(failed("alice", 60)).isEqualTo(Status.FAIL);
    }

    /** However many of five there were: whether the last is later than another needs no number. */
    @Test
    void aTimeThatIsKnownIsComparedBesideACountThatIsNot() {
        expecting("recall.failures.count == 0 || recall.failures.last < event.timestamp");
        for (int i = 0; i < 5; i++) {
            failed("alice", i);
        }

        assertThat(failed("alice", 5)).as("the last is itself").isEqualTo(Status.FAIL);
        publish(
                FAILURES.formatted("recall.failures.count > 0 && recall.failures.last >= event.timestamp")
                        .replace("judges", "version: '2'\n    judges"),
                LONG_AGO);
        assertThat(failed("alice", 6)).isEqualTo(Status.PASS);
    }

    /** Of five that are kept the oldest went: a sixth is "at least five", which is not fewer than three and may be ten. */
    @Test
    void beyondTheBoundItSaysAtLeastAndDecidesWhatThatDecides() {
        expecting("recall.failures.count < 3 || recall.failures.count >= 7");
        for (int i = 0; i < 5; i++) {
            failed("alice", i);
        }
        var sixth = judged("project/6", event("alice", 5, "data: {reason: wrong, ip: a}"));

        assertThat(sixth.status()).isEqualTo(Status.UNKNOWN);
        assertThat(sixth.reason()).startsWith("recall.failures.count is at least 5; expected ");
        publish(
                FAILURES.formatted("recall.failures.count < 3").replace("judges", "version: '2'\n    judges"),
                LONG_AGO);
        var seventh = judged("project/6", event("alice", 6, "data: {reason: wrong, ip: a}"));
        assertThat(seventh.status()).isEqualTo(Status.FAIL);
        assertThat(seventh.reason()).endsWith("saw recall.failures.count is at least 5");
        assertThat(seventh.seen())
                .singleElement()
                .satisfies(seen -> assertThat(seen.getValue()).isEqualTo("\"at least 5\""));
        assertThat(failed("alice", 2_000))
                .as("what was lost is out of the window")
                .isEqualTo(Status.PASS);
    }

    /** Not "at least five": a value that is not among those kept may have been dropped. */
    @Test
    void beyondTheBoundNobodyIsSaidToBeAbsent() {
        expecting("recall.failures.count > 0");
        for (int i = 0; i < 6; i++) {
            failed("alice", i, "ip" + i);
        }
        publish(
                FAILURES.formatted("recall.failures.count > 0 && !('ip0' in recall.failures.values)")
                        .replace("judges", "version: '2'\n    judges"),
                LONG_AGO);

        assertThat(failed("alice", 6, "ip6")).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void anEventOfWhichItIsNotKnownWhetherItCountsMakesTheCountARange() {
        expecting("recall.failures.count < 3");
        failed("alice", 0);
        judged("project/6", event("alice", 1, "data: {ip: a}"));

        assertThat(failed("alice", 2)).as("two or three").isEqualTo(Status.UNKNOWN);
        assertThat(failed("alice", 3)).as("three or four").isEqualTo(Status.FAIL);
        assertThat(failed("alice", 660)).isEqualTo(Status.PASS);
    }

    @Test
    void whatTheGuardLeavesOutIsNotKept() {
        expecting("recall.failures.count < 2");
        judged("project/6", event("alice", 0, "data: {reason: expired, ip: a}"));

        assertThat(failed("alice", 1)).isEqualTo(Status.PASS);
    }

    /** An event without the value that is asked for counts, and is one value more or none. */
    @Test
    void anEventWithoutAValueMayBeOfAnyValue() {
        expecting("recall.failures.distinct < 2");
        judged("project/6", event("alice", 0, "data: {reason: wrong}"));

        assertThat(failed("alice", 1)).isEqualTo(Status.UNKNOWN);
        assertThat(failed("alice", 2, "b")).as("two at least").isEqualTo(Status.FAIL);
    }

    @Test
    void anEventOfNoGroupRecallsNothing() {
        publish(FAILURES.formatted("recall.failures.count < 2").replace("event.actor.id", "data.user"), LONG_AGO);
        var judgement = judged("project/6", event("alice", 0, "data: {reason: wrong, ip: a}"));

        assertThat(judgement.status()).isEqualTo(Status.UNKNOWN);
        assertThat(judgement.reason()).startsWith("recall.failures is missing");
    }

    /** What happened before nobody has counted. */
    @Test
    void untilAWindowHasPassedSinceItsVersionALowCountIsUnknown() {
        publish(FAILURES.formatted("recall.failures.count < 2"), NOON);

        assertThat(failed("alice", 0)).isEqualTo(Status.UNKNOWN);
        assertThat(failed("alice", 1)).as("two are two").isEqualTo(Status.FAIL);
        assertThat(failed("bob", 599)).isEqualTo(Status.UNKNOWN);
        assertThat(failed("bob", 1_199)).isEqualTo(Status.PASS);
    }

    @Test
    void aVersionThatSaysTheSameOfItKeepsWhatWasKept() {
        expecting("recall.failures.count < 2");
        failed("alice", 0);
        publish(
                FAILURES.formatted("recall.failures.count < 3").replace("judges", "version: '2'\n    judges"),
                NOON.plusSeconds(1));

        assertThat(failed("alice", 2)).isEqualTo(Status.PASS);
        assertThat(failed("alice", 3)).isEqualTo(Status.FAIL);
    }

    @Test
    void aVersionThatSaysAnotherThingOfItBeginsAnew() {
        expecting("recall.failures.count < 2");
        failed("alice", 0);
        publish(
                FAILURES.formatted("recall.failures.count < 2")
                        .replace("PT10M", "PT20M")
                        .replace("judges", "version: '2'\n    effectiveFrom: 2026-03-02T12:00:10Z\n    judges"),
                NOON.plusSeconds(1));

        assertThat(failed("alice", 5)).as("late, by the version of its time").isEqualTo(Status.FAIL);
        assertThat(failed("alice", 12)).isEqualTo(Status.UNKNOWN);
        assertThat(failed("alice", 13)).isEqualTo(Status.FAIL);
    }

    /** Who failed under the token of before is another group now, and nobody knows which. */
    @Test
    void whenTheKeysOfTokensChangeALowCountIsUnknownForAWindow() {
        expecting("recall.failures.count < 2");
        failed(token(1), 0);

        assertThat(failed(token(1), 601)).isEqualTo(Status.PASS);
        clock = NOON.plusSeconds(700);
        assertThat(failed(token(2), 700)).isEqualTo(Status.UNKNOWN);
        assertThat(failed(token(2), 701)).isEqualTo(Status.FAIL);
        clock = NOON.plusSeconds(1_400);
        assertThat(failed(token(2), 1_400)).isEqualTo(Status.PASS);
    }

    private static String token(int epoch) {
        return "'token:" + epoch + ":0123456789abcdef0123456789abcdef'";
    }

    @Test
    void withoutAMemoryNothingIsSaidOfIt() {
        expecting("recall.failures.count < 2");

        assertThat(rulebook.judge(event("alice", 0, "data: {reason: wrong, ip: a}"), "project/6", Map.of()))
                .extracting(Judgement::status)
                .containsExactly(Status.UNKNOWN);
    }

    /** The row would say nothing that its absence does not: whether somebody has cleared it away makes no difference. */
    @Test
    void forgetsByTheLogsClock() {
        expecting("recall.failures.count < 2");
        failed("alice", 0);
        clock = NOON.plus(Duration.ofDays(1)).plusSeconds(600);

        assertThat(failed("alice", 300)).as("older than what is kept").isEqualTo(Status.UNKNOWN);
        assertThat(failed("alice", 86_400 + 600)).isEqualTo(Status.PASS);
    }

    @Test
    void anEventIsADayLateAtMostToFindWhatWasBeforeIt() {
        expecting("recall.failures.count < 2");
        clock = NOON.plus(Duration.ofDays(1));

        assertThat(failed("alice", 0)).isEqualTo(Status.PASS);
        assertThat(failed("bob", -1)).isEqualTo(Status.UNKNOWN);
    }

    private Status failed(String actor, int second) {
        return failed(actor, second, "a");
    }

    private Status failed(String actor, int second, String ip) {
        return judged("project/6", event(actor, second, "data: {reason: wrong, ip: " + ip + "}"))
                .status();
    }

    private Judgement judged(String subject, AuditEvent event) {
        var recollection = new Recollection(memory, "test|" + subject, clock);
        rulebook.keep(event, recollection);
        return rulebook.judge(event, "project/6", Map.of(), Freshness.UNTIMED, recollection)
                .getFirst();
    }

    private static AuditEvent event(String actor, int second, String data) {
        var json = "{actor: {id: %s}, timestamp: '%s', scope: {kind: project, id: '6'}, %s}"
                .formatted(actor, NOON.plusSeconds(second), data);
        try {
            return PartialEvent.complete(YAML.readTree(json), "login_failed", "project");
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(json, wrong);
        }
    }
}
