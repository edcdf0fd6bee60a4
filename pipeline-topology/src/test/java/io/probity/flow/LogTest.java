package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.CLOUDTRAIL;
import static io.probity.flow.Told.EVENTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.app.EngineBuild;
import io.probity.canonical.EventDigest;
import io.probity.model.Balance;
import io.probity.model.Decision;
import io.probity.model.Definition;
import io.probity.model.Entry;
import io.probity.model.EntryKind;
import io.probity.model.LeafFlag;
import io.probity.model.LeafKind;
import io.probity.model.Origin;
import io.probity.model.SealedEntry;
import io.probity.model.Status;
import io.probity.model.Tick;
import io.probity.wire.EntryDoor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The log itself: numbers, the clock, what comes twice, what nobody signed, and the balance of it all. */
class LogTest {
    private final PipelineUnderTest pipeline = new PipelineUnderTest();

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void leavesAreNumberedFromNoughtWithoutGapAndTicksTakeNoNumber() {
        pipeline.receive(EVENTS, Told.feedback("f1", NOON));
        pipeline.tick();
        pipeline.receive(EVENTS, "{");
        pipeline.tick();
        pipeline.receive(EVENTS, Told.feedback("f1", NOON));

        assertThat(pipeline.sealed()).extracting(SealedEntry::getLeaf).containsExactly(0L, 1L, 2L);
    }

    @Test
    void theClockOfTheLogIsItsLastTickAndNeverGoesBack() {
        var first = pipeline.now();
        pipeline.receive(EVENTS, Told.feedback("f1", NOON));
        pipeline.pass(Duration.ofMinutes(10));
        pipeline.receive(EVENTS, Told.feedback("f2", NOON));

        assertThat(pipeline.sealed())
                .extracting(SealedEntry::getLogTime)
                .containsExactly(first, first.plus(Duration.ofMinutes(10)));
    }

    /** The clock's owner died, and the clock of the next one is slow: log time waits. */
    @Test
    void aTickOfTheOwnersSlowerSuccessorMovesNothingBack() {
        pipeline.pass(Duration.ofMinutes(1));
        var latest = pipeline.now();
        tick(NOON);
        pipeline.receive(EVENTS, Told.feedback("f1", NOON));

        assertThat(pipeline.sealed()).extracting(SealedEntry::getLogTime).containsExactly(latest);
    }

    private void tick(Instant at) {
        slipIn(
                "tick",
                new Entry(EntryKind.TICK, "", new Origin("tick", 0, 0L, 0), ByteBuffer.allocate(0), new Tick(at)));
    }

    /** As the intake would have signed it, or a copy of what it did sign. */
    private void slipIn(String key, Entry entry) {
        pipeline.slipIn(key.getBytes(UTF_8), pipeline.door().sign(key.getBytes(UTF_8), entry));
    }

    /** What whoever may write to the log, and has kept the old records of it, would do. */
    @Test
    void oldDefinitionsCopiedWithinTheLogStayOutOfForceForEver() {
        pipeline.publish(Told.NO_DRIFT.replace("== false", "!= 7"));
        pipeline.tick();
        var old = definitions(pipeline.sealed());
        pipeline.publish(Told.NO_DRIFT.replace("\"1\"", "\"2\""));
        pipeline.tick();
        for (int days : List.of(8, 100, 4_000)) {
            pipeline.pass(Duration.ofDays(days));
            pipeline.tick();
            pipeline.tick();
            pipeline.forget();
            old.forEach(entry -> slipIn(key((Definition) entry.getBody()), entry));
            pipeline.tick();
            pipeline.tick();
            pipeline.receive(EVENTS, Told.drift("d" + days, "prod-" + days, true, pipeline.now()));

            assertThat(pipeline.sealed())
                    .extracting(SealedEntry::getKind)
                    .containsExactly(LeafKind.DUPLICATE, LeafKind.DUPLICATE, LeafKind.EVENT);
            assertThat(pipeline.decisions())
                    .extracting(Decision::getControlVersion, Decision::getStatus)
                    .containsExactly(tuple("2", Status.FAIL));
        }
    }

    /** Its offsets begin at nought again, so new definitions come from where old ones came. */
    @Test
    void aTopicOfDefinitionsThatWasMadeAnewDefinesAllTheSame() {
        pipeline.publish(Told.NO_DRIFT.replace("== false", "!= 7"));
        var origins =
                definitions(pipeline.sealed()).stream().map(Entry::getOrigin).toList();
        var anew = pipeline.publication(Told.NO_DRIFT.replace("\"1\"", "\"2\""));
        for (int i = 0; i < anew.size(); i++) {
            var digest =
                    ByteBuffer.wrap(EventDigest.sha256(anew.get(i).getBody().getBytes(UTF_8)));
            slipIn(key(anew.get(i)), new Entry(EntryKind.DEFINITION, "default", origins.get(i), digest, anew.get(i)));
        }
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, pipeline.now()));

        assertThat(pipeline.sealed())
                .extracting(SealedEntry::getKind, SealedEntry::getFlags)
                .containsExactly(
                        tuple(LeafKind.DEFINITION, List.of(LeafFlag.ID_CONFLICT)),
                        tuple(LeafKind.DEFINITION, List.of(LeafFlag.ID_CONFLICT)),
                        tuple(LeafKind.EVENT, List.of()));
        assertThat(pipeline.decisions()).extracting(Decision::getControlVersion).containsExactly("2");
    }

    private static List<Entry> definitions(List<SealedEntry> leaves) {
        return leaves.stream()
                .filter(leaf -> leaf.getKind() == LeafKind.DEFINITION)
                .map(leaf -> Objects.requireNonNull(leaf.getEntry()))
                .toList();
    }

    private static String key(Definition definition) {
        return definition.getKind() + "/" + definition.getId();
    }

    @Test
    void theSameEventAgainIsADuplicateThatNamesTheFirstAndIsNotJudged() {
        pipeline.publish(Told.NO_DRIFT);
        pipeline.tick();
        pipeline.forget();
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));

        var leaves = pipeline.sealed();
        assertThat(leaves).extracting(SealedEntry::getKind).containsExactly(LeafKind.EVENT, LeafKind.DUPLICATE);
        assertThat(leaves.get(1).getFirst()).isEqualTo(leaves.get(0).getLeaf());
        assertThat(pipeline.decisions()).hasSize(1);
        assertThat(pipeline.violations()).hasSize(1);
    }

    @Test
    void aRepeatOfWhatCameBeforeTheLogHadATimeIsADuplicateToo() {
        try (var fresh = PipelineUnderTest.beforeTheFirstTick()) {
            var event = Told.drift("d1", "prod", true, PipelineUnderTest.NOON);
            fresh.receive(Told.EVENTS, event);
            assertThat(fresh.sealed())
                    .singleElement()
                    .satisfies(leaf -> assertThat(leaf.getLogTime()).isEqualTo(Instant.EPOCH));
            fresh.tick();
            fresh.receive(Told.EVENTS, event);
            fresh.tick(); // the sweep has been there
            fresh.receive(Told.EVENTS, event);
            fresh.pass(Duration.ofDays(6));
            fresh.receive(Told.EVENTS, event);
            fresh.pass(Duration.ofDays(2));
            fresh.receive(Told.EVENTS, event);

            assertThat(fresh.sealed())
                    .extracting(SealedEntry::getKind, SealedEntry::getFlags)
                    .containsExactly(
                            tuple(LeafKind.DUPLICATE, List.of()),
                            tuple(LeafKind.DUPLICATE, List.of()),
                            tuple(LeafKind.DUPLICATE, List.of()),
                            tuple(LeafKind.EVENT, List.of(LeafFlag.REPEAT_AFTER_HORIZON)));
        }
    }

    @Test
    void theSameIdWithOtherContentIsAConflictAndItsOwnRepeatADuplicateOfIt() {
        pipeline.publish(Told.NO_DRIFT);
        pipeline.tick();
        pipeline.forget();
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));
        pipeline.receive(EVENTS, Told.drift("d1", "prod", false, NOON));
        pipeline.receive(EVENTS, Told.drift("d1", "prod", false, NOON));
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));

        var leaves = pipeline.sealed();
        long first = leaves.get(0).getLeaf();
        assertThat(leaves)
                .extracting(SealedEntry::getKind, SealedEntry::getFlags, SealedEntry::getFirst)
                .containsExactly(
                        tuple(LeafKind.EVENT, List.of(), null),
                        tuple(LeafKind.EVENT, List.of(LeafFlag.ID_CONFLICT), first),
                        tuple(LeafKind.DUPLICATE, List.of(), first + 1),
                        tuple(LeafKind.DUPLICATE, List.of(), first));
        assertThat(pipeline.decisions()).extracting(Decision::getEventId).containsExactly("d1", "d1");
    }

    @Test
    void aRepeatAfterTheHorizonIsSealedAndMarkedAndNotJudgedAgain() {
        pipeline.publish(Told.NO_DRIFT);
        pipeline.tick();
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));
        pipeline.forget();
        pipeline.pass(Duration.ofDays(8));
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));

        assertThat(pipeline.sealed())
                .extracting(SealedEntry::getKind, SealedEntry::getFlags)
                .containsExactly(tuple(LeafKind.EVENT, List.of(LeafFlag.REPEAT_AFTER_HORIZON)));
        pipeline.andNothingMore();
    }

    @Test
    void theRepeatOfAnEventWithTwoSubjectsIsTwoDuplicatesAndJudgedOnce() {
        pipeline.publish(Told.TEAM_TOOLS);
        pipeline.tick();
        pipeline.forget();
        pipeline.receive(EVENTS, Told.teamTool("x1", "rm", NOON));
        pipeline.receive(EVENTS, Told.teamTool("x1", "rm", NOON));

        var leaves = pipeline.sealed();
        long first = leaves.get(0).getLeaf();
        assertThat(leaves)
                .extracting(SealedEntry::getKind, SealedEntry::getFirst)
                .containsExactly(
                        tuple(LeafKind.EVENT, null),
                        tuple(LeafKind.MENTION, null),
                        tuple(LeafKind.DUPLICATE, first),
                        tuple(LeafKind.DUPLICATE, first + 1));
        assertThat(pipeline.decisions()).extracting(Decision::getSubject).containsExactly("team/t1");
        assertThat(pipeline.violations()).hasSize(1);
        assertThat(pipeline.balance("canonical"))
                .extracting(Balance::getReceived, Balance::getAccepted, Balance::getDuplicate)
                .containsExactly(2L, 1L, 1L);
    }

    @Test
    void aMentionOfTheSameIdWithOtherContentIsAConflictAndJudgedAsItsEventIs() {
        pipeline.publish(Told.TEAM_TOOLS);
        pipeline.tick();
        pipeline.forget();
        pipeline.receive(EVENTS, Told.teamTool("x1", "rm", NOON));
        pipeline.receive(EVENTS, Told.teamTool("x1", "plan", NOON));

        assertThat(pipeline.sealed())
                .extracting(SealedEntry::getKind, SealedEntry::getFlags)
                .containsExactly(
                        tuple(LeafKind.EVENT, List.of()),
                        tuple(LeafKind.MENTION, List.of()),
                        tuple(LeafKind.EVENT, List.of(LeafFlag.ID_CONFLICT)),
                        tuple(LeafKind.MENTION, List.of(LeafFlag.ID_CONFLICT)));
        assertThat(pipeline.decisions()).hasSize(2);
    }

    @Test
    void aMentionThatComesAgainAfterTheHorizonIsMarkedAndNotJudgedAgain() {
        pipeline.publish(Told.TEAM_TOOLS);
        pipeline.tick();
        pipeline.receive(EVENTS, Told.teamTool("x1", "rm", NOON));
        pipeline.forget();
        pipeline.pass(Duration.ofDays(8));
        pipeline.receive(EVENTS, Told.teamTool("x1", "rm", NOON));

        assertThat(pipeline.sealed())
                .extracting(SealedEntry::getKind, SealedEntry::getFlags)
                .containsExactly(
                        tuple(LeafKind.EVENT, List.of(LeafFlag.REPEAT_AFTER_HORIZON)),
                        tuple(LeafKind.MENTION, List.of(LeafFlag.REPEAT_AFTER_HORIZON)));
        pipeline.andNothingMore();
    }

    @Test
    void aBarInASourceOrAnIdMakesItNoOther() {
        pipeline.receive(EVENTS, Told.feedback("c", NOON).replace("platform", "a|b"));
        pipeline.receive(EVENTS, Told.feedback("b|c", NOON).replace("platform", "a"));

        assertThat(pipeline.sealed()).extracting(SealedEntry::getFlags).containsExactly(List.of(), List.of());
    }

    @Test
    void whatIsPastTwiceTheHorizonIsForgottenASliceATick() {
        for (int i = 0; i < 250; i++) {
            pipeline.receive(EVENTS, Told.feedback("f" + i, NOON));
        }
        pipeline.pass(Duration.ofDays(15));
        pipeline.tick();
        pipeline.tick();
        pipeline.tick();
        pipeline.forget();
        pipeline.receive(EVENTS, Told.feedback("f200", NOON));

        assertThat(pipeline.sealed())
                .extracting(SealedEntry::getKind, SealedEntry::getFlags)
                .containsExactly(tuple(LeafKind.EVENT, List.of()));
    }

    @Test
    void anEntryThatIntakeDidNotSignIsALeafOfItsOwnKindAndJudgedByNobody() {
        var bytes = "slipped in".getBytes(UTF_8);
        pipeline.slipIn("k".getBytes(UTF_8), bytes, new RecordHeaders());
        pipeline.slipIn("k".getBytes(UTF_8), bytes, new RecordHeaders().add(EntryDoor.MAC_HEADER, new byte[32]));

        assertThat(pipeline.sealed())
                .extracting(SealedEntry::getKind, SealedEntry::getEntry)
                .containsExactly(tuple(LeafKind.FORGED, null), tuple(LeafKind.FORGED, null));
        pipeline.andNothingMore();
    }

    @Test
    void aCopyUnderASchemaIdThatNobodyKnowsIsADuplicateAndStopsNothing() {
        pipeline.receive(EVENTS, Told.feedback("f1", NOON));
        var entry = Objects.requireNonNull(pipeline.sealed().getFirst().getEntry());
        var key = "default|team/t1".getBytes(UTF_8);
        var signed = pipeline.door().sign(key, entry);
        signed.wire()[4] = 99;
        pipeline.slipIn(key, signed);
        pipeline.receive(EVENTS, Told.feedback("f2", NOON));

        assertThat(pipeline.sealed())
                .extracting(SealedEntry::getKind)
                .containsExactly(LeafKind.DUPLICATE, LeafKind.EVENT);
        pipeline.andNothingMore();
    }

    @Test
    void whatTheLedgerWritesNamesTheBuildAndALeafItsTierAndNothingElse() {
        var build = EngineBuild.id();
        pipeline.publish(Told.NO_DRIFT);
        pipeline.tick();
        pipeline.forget();
        for (int days : List.of(1, 60, 200)) {
            pipeline.receive(EVENTS, Told.drift("d" + days, "prod", true, NOON.minus(Duration.ofDays(days))));
        }
        pipeline.slipIn("k".getBytes(UTF_8), "slipped in".getBytes(UTF_8), new RecordHeaders());

        var topics = pipeline.topics();
        assertThat(pipeline.headers(topics.sealed()))
                .containsExactly(
                        Map.of("build", build, "tier", "hot"),
                        Map.of("build", build, "tier", "warm"),
                        Map.of("build", build, "tier", "cold"),
                        Map.of("build", build, "tier", "hot"));
        for (var topic :
                List.of(topics.decisions(), topics.adherence(), topics.adherenceChanges(), topics.violations())) {
            assertThat(pipeline.headers(topic)).as(topic.name()).isNotEmpty().containsOnly(Map.of("build", build));
        }
    }

    @Test
    void theBalanceOfEachSourceIsExactWithFilesOfManyItems() {
        pipeline.receive(EVENTS, Told.feedback("f1", NOON));
        pipeline.receive(EVENTS, Told.feedback("f1", NOON));
        pipeline.receive(EVENTS, "{");
        pipeline.receive(EVENTS, Told.feedback("f2", NOON.plus(Duration.ofDays(1))));
        pipeline.receive(CLOUDTRAIL, Told.cloudtrailFile(7, NOON));
        pipeline.receive(CLOUDTRAIL, Told.cloudtrailFile(7, NOON));
        pipeline.receive(EVENTS, null, null, Map.of());

        assertThat(pipeline.balance("canonical"))
                .extracting(Balance::getReceived, Balance::getAccepted, Balance::getDuplicate, Balance::getRefused)
                .containsExactly(5L, 1L, 1L, 3L);
        assertThat(pipeline.balance("cloudtrail"))
                .extracting(Balance::getReceived, Balance::getAccepted, Balance::getDuplicate, Balance::getRefused)
                .containsExactly(14L, 7L, 7L, 0L);
        assertThat(pipeline.sealed()).hasSize(19);
        assertThat(pipeline.rejected()).hasSize(3);
        pipeline.andNothingMore();
    }

    @Test
    void theBalanceStandsStillWhereNothingComes() {
        pipeline.receive(EVENTS, Told.feedback("f1", NOON));
        var before = Map.copyOf(pipeline.balance());

        assertThat(pipeline.balance()).isEqualTo(before);
    }
}
