package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.catalog.PartialEvent;
import io.probity.evaluate.catalog.RecallDefinition;
import io.probity.evaluate.cel.Inputs;
import io.probity.model.AuditEvent;
import io.probity.model.RecallRow;
import io.probity.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many groups are kept of one subject, and what becomes of those beyond. */
class CrowdTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant LONG_AGO = NOON.minus(Duration.ofDays(30));
    private static final String FAILURES = """
            controls:
              - id: failures
                judges: occurrence
                triggers: [{event: login_failed}]
                recall:
                  failures: {events: [login_failed], groupBy: event.actor.id, within: PT10M}
                expect: recall.failures.count < 3
            """;
    private static final String FOLLOWED = """
            controls:
              - id: reviewed
                judges: occurrence
                triggers: [{event: login_failed}]
                expect: "true"
                followedBy: {events: [user_disabled], groupBy: event.actor.id, within: PT10M}
            """;

    private final Memory memory = Memory.inProcess();

    @Test
    void beyondTheBoundAnEventOfANewGroupIsKeptForNobodyAndItsVerdictSaysWhy() {
        var rulebook = published(FAILURES);
        fill(rulebook, "login_failed");

        assertThat(kept(rulebook, event("login_failed", "mallory", NOON), NOON))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.control().id()).isEqualTo("failures");
                    assertThat(told.status()).isEqualTo(Status.UNKNOWN);
                    assertThat(told.reason())
                            .isEqualTo("more than 100000 groups came at a time: of `recall.failures` events of other"
                                    + " groups are kept for nobody until some of these go");
                });
        assertThat(kept(rulebook, event("login_failed", "eve", NOON), NOON))
                .as("it is told once")
                .isEmpty();
        var beyond = judged(rulebook, event("login_failed", "eve", NOON), NOON);
        assertThat(beyond.status()).isEqualTo(Status.UNKNOWN);
        assertThat(beyond.reason())
                .startsWith(
                        "recall.failures.count is at least 0, since more than 100000 groups came at a time; expected");
        assertThat(judged(rulebook, event("login_failed", "u7", NOON), NOON).status())
                .as("of a group that is there nothing is missing")
                .isEqualTo(Status.PASS);
    }

    @Test
    void whenGroupsGoThereIsRoomAndWhatWasNotKeptIsMissingForAWindow() {
        var rulebook = published(FAILURES);
        fill(rulebook, "login_failed");
        kept(rulebook, event("login_failed", "eve", NOON), NOON);
        var later = NOON.plus(Duration.ofDays(1)).plus(Duration.ofHours(2));
        kept(rulebook, event("login_failed", "eve", later), later);

        assertThat(judged(rulebook, event("login_failed", "eve", later), later).status())
                .isEqualTo(Status.PASS);
        assertThat(judged(rulebook, event("login_failed", "bob", NOON.plusSeconds(5)), later)
                        .status())
                .as("a late one: its window is of the time when there was no room")
                .isEqualTo(Status.UNKNOWN);
    }

    @Test
    void ofWhatMustFollowItIsTheSame() {
        var rulebook = published(FOLLOWED);
        fill(rulebook, "user_disabled");
        var recollection = recollection(NOON);

        assertThat(keptFollower(rulebook, event("user_disabled", "eve", NOON), recollection))
                .singleElement()
                .satisfies(told -> assertThat(told.reason()).contains("of `followedBy` events of other groups"));
        assertThat(keptFollower(rulebook, event("user_disabled", "eve", NOON), recollection))
                .isEmpty();
        var waiting = judged(rulebook, event("login_failed", "eve", NOON.minusSeconds(1)), NOON);
        assertThat(waiting.status()).isEqualTo(Status.PENDING);
        assertThat(waiting.opening())
                .satisfies(opening -> assertThat(Objects.requireNonNull(opening).doubt())
                        .endsWith("since more than 100000 groups came at a time"));
    }

    /** Groups come, live on and go in any order; each counts until the next even hour after it goes. */
    @Test
    void theNumberIsThatOfTheGroupsByTheTimesAtWhichTheyGo() {
        var recall = new RecallDefinition("r", List.of("t"), "", "data.x", Duration.ofHours(8), "", 5);
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var going = new HashMap<Integer, Instant>();
            var ends = new ArrayList<Instant>();
            @Nullable RecallRow row = null;
            var now = NOON;
            for (int i = 0; i < 200; i++) {
                now = now.plus(Duration.ofMinutes(random.nextInt(120)));
                var clock = now;
                int group = random.nextInt(30);
                var before = going.get(group);
                var living = before != null && before.isAfter(now) ? before : null;
                var until = now.plus(Duration.ofHours(32)).plusSeconds(random.nextInt(9_000));
                if (living != null) {
                    ends.remove(evenHourAfter(living));
                }
                ends.add(evenHourAfter(until));
                going.put(group, until);
                if (Crowd.moves(recall, living, until)) {
                    row = Crowd.counted(row, recall, living, until, now);
                }
                assertThat(Crowd.number(row, now))
                        .as("seed %d, step %d", seed, i)
                        .isEqualTo(
                                ends.stream().filter(end -> end.isAfter(clock)).count());
                assertThat(Objects.requireNonNull(row).getEvents().size()).isLessThanOrEqualTo(19);
            }
        }
    }

    private static Instant evenHourAfter(Instant time) {
        return Instant.ofEpochSecond((time.getEpochSecond() / 7_200 + 1) * 7_200);
    }

    private static Rulebook published(String yaml) {
        var file = CatalogFile.parse("test", yaml);
        assertThat(file.problems()).isEmpty();
        return Rulebook.empty().plus(Definitions.publish(file.catalog(), "p"), LONG_AGO);
    }

    private void fill(Rulebook rulebook, String type) {
        var recollection = recollection(NOON);
        for (int i = 0; i < Crowd.MOST; i++) {
            var event = event(type, "u" + i, NOON);
            assertThat(rulebook.keep(event, Inputs.of(event), recollection)).isEmpty();
            assertThat(keptFollower(rulebook, event, recollection)).isEmpty();
        }
    }

    private Recollection recollection(Instant clock) {
        return new Recollection(memory, "test|project/6", clock);
    }

    private List<Judgement> kept(Rulebook rulebook, AuditEvent event, Instant clock) {
        return rulebook.keep(event, Inputs.of(event), recollection(clock));
    }

    private static List<Judgement> keptFollower(Rulebook rulebook, AuditEvent event, Recollection recollection) {
        return rulebook.keepFollower(event, Inputs.of(event), recollection);
    }

    private Judgement judged(Rulebook rulebook, AuditEvent event, Instant clock) {
        return rulebook.judge(event, "project/6", Map.of(), Freshness.UNTIMED, recollection(clock))
                .getFirst();
    }

    private static AuditEvent event(String type, String actor, Instant at) {
        var json = JsonNodeFactory.instance.objectNode().put("timestamp", at.toString());
        json.set("actor", JsonNodeFactory.instance.objectNode().put("id", actor));
        json.set(
                "scope",
                JsonNodeFactory.instance.objectNode().put("kind", "project").put("id", "6"));
        return PartialEvent.complete(json, type, "project");
    }
}
