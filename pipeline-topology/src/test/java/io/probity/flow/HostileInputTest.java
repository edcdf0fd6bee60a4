package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.canonical.EventDigest;
import io.probity.draft.EventDraft;
import io.probity.model.AuditEvent;
import io.probity.model.Definition;
import io.probity.model.Entry;
import io.probity.model.LeafKind;
import io.probity.model.Reason;
import io.probity.model.Rejection;
import io.probity.model.SealedEntry;
import io.probity.model.UserRow;
import io.probity.model.Warning;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Small records that would fill the disk, or that once signed would stop the ledger at every start. */
class HostileInputTest {
    private static final String LONG = "x".repeat(900_000);

    @Test
    void halfAMillionWarningsAreFiftyAndANumber() {
        try (var pipeline = new PipelineUnderTest()) {
            pipeline.receive(Told.EVENTS, feedback("\"subjects\": [" + "0,".repeat(449_999) + "0]"));

            var warnings = event(pipeline.sealed()).getWarnings();
            assertThat(warnings).hasSize(EventDraft.MOST_WARNINGS + 1);
            assertThat(warnings.getLast()).isEqualTo(new Warning("WARNINGS_LEFT_OUT", "and 449950 more"));
        }
    }

    @Test
    void theFirstWarningOfACodeIsKeptHoweverManyCameBefore() {
        try (var pipeline = new PipelineUnderTest()) {
            pipeline.receive(
                    Told.EVENTS,
                    "{\"id\": \"w\", \"eventType\": \"feedback_submitted\", \"subjects\": [" + "0,".repeat(99) + "0]}");

            assertThat(event(pipeline.sealed()).getWarnings())
                    .extracting(Warning::getCode)
                    .contains("TIME_MISSING", "WARNINGS_LEFT_OUT");
        }
    }

    @Test
    void aWarningQuotesTheBeginningOfWhatItFound() {
        try (var pipeline = new PipelineUnderTest()) {
            pipeline.receive(Told.EVENTS, feedback("\"category\": \"" + LONG + '"'));

            assertThat(event(pipeline.sealed()).getWarnings())
                    .allSatisfy(it -> assertThat(it.getDetail().toString()).hasSizeLessThanOrEqualTo(300));
        }
    }

    @Test
    void anEventThatItsContextMadeTooLargeIsRefused() {
        try (var pipeline = new PipelineUnderTest()) {
            var row = UserRow.newBuilder()
                    .setId("agent-7")
                    .setDepartment("x".repeat(3_200_000))
                    .build();
            pipeline.tell(pipeline.topics().users(), "default|agent-7", row);
            pipeline.receive(Told.EVENTS, Told.tool("t1", "plan", NOON));

            refusedOnce(pipeline, Reason.TOO_LARGE);
        }
    }

    @Test
    void aDefinitionThatIsTooLargeForTheLogIsRefused() {
        try (var pipeline = new PipelineUnderTest()) {
            var sound = pipeline.publication(Told.NO_DRIFT).getFirst();
            pipeline.define(Definition.newBuilder(sound)
                    .setBody('"' + "x".repeat(1_100_000) + '"')
                    .build());

            refusedOnce(pipeline, Reason.TOO_LARGE);
        }
    }

    @Test
    void anItemIsRefusedWithItsOwnBytesAndNotWithTheRecords() {
        try (var pipeline = new PipelineUnderTest()) {
            pipeline.receive(Told.EVENTS, "[\"" + LONG + "\"" + ",1".repeat(500) + "]");

            var refused = pipeline.rejected();
            assertThat(refused)
                    .hasSize(501)
                    .allSatisfy(it -> assertThat(it.getReason()).isEqualTo(Reason.NOT_AN_OBJECT));
            assertThat(text(refused.getFirst())).isEqualTo('"' + LONG + '"');
            assertThat(refused.subList(1, 501))
                    .allSatisfy(it -> assertThat(text(it)).isEqualTo("1"));
            assertThat(refused).extracting(it -> it.getOrigin().getItem()).doesNotHaveDuplicates();
        }
    }

    @Test
    void aRecordOfTooManyItemsIsRefusedOnceAndWhole() {
        try (var pipeline = new PipelineUnderTest()) {
            for (var record :
                    List.of("[0" + ",0".repeat(449_999) + "]", "{\"Records\": [{}" + ",{}".repeat(5_000) + "]}")) {
                pipeline.receive(record.startsWith("[") ? Told.EVENTS : Told.CLOUDTRAIL, record);

                assertThat(refusedOnce(pipeline, Reason.TOO_LARGE)).isEqualTo(record);
            }
            assertThat(pipeline.balance("canonical").getReceived()).isOne();
        }
    }

    @Test
    void keyAndHeadersGoWithEachItemWhileTheyAreSmall() {
        try (var pipeline = new PipelineUnderTest()) {
            var items = ("[1" + ",1".repeat(999) + "]").getBytes(UTF_8);
            pipeline.receive(Told.EVENTS, "key".getBytes(UTF_8), items, Map.of("trace", "7"));
            assertThat(pipeline.rejected()).hasSize(1_000).allSatisfy(it -> {
                assertThat(it.getKey()).isEqualTo(ByteBuffer.wrap("key".getBytes(UTF_8)));
                assertThat(it.getHeaders()).hasSize(1);
            });

            var beside = "x".repeat(2_000);
            pipeline.receive(Told.EVENTS, beside.getBytes(UTF_8), items, Map.of("trace", beside));
            assertThat(pipeline.rejected()).hasSize(1_000).allSatisfy(it -> {
                assertThat(it.getKey()).isNull();
                assertThat(it.getHeaders()).isEmpty();
            });
        }
    }

    /** A topic bounds a batch as it is compressed: what comes out may be larger than any topic of ours takes. */
    @Test
    void ofARecordThatNoTopicTakesTheBeginningIsKept() {
        try (var pipeline = new PipelineUnderTest()) {
            var huge = "x".repeat(6_000_000).getBytes(UTF_8);
            pipeline.receive(Told.EVENTS, huge, huge, Map.of("trace", "x".repeat(6_000_000)));

            var refused = pipeline.rejected();
            assertThat(refused).singleElement().satisfies(it -> {
                assertThat(it.getReason()).isEqualTo(Reason.TOO_LARGE);
                assertThat(it.getDetail())
                        .asString()
                        .contains("6000000 bytes, SHA-256 " + EventDigest.hex(EventDigest.sha256(huge)), "headers");
            });
            assertThat(Weight.of(pipeline.topics().rejected(), refused)).isLessThan(200_000);
        }
    }

    @Test
    void aLargeEventOfManySubjectsIsRefused() {
        try (var pipeline = new PipelineUnderTest()) {
            var event = feedback("\"big\": \"" + LONG.substring(50_000) + "\", " + subjects(100));
            pipeline.receive(Told.EVENTS, event);

            assertThat(refusedOnce(pipeline, Reason.TOO_LARGE)).isEqualTo(event);
        }
    }

    @Test
    void soIsARecordOfManySmallOnes() {
        try (var pipeline = new PipelineUnderTest()) {
            var event = feedback(subjects(100));
            pipeline.receive(Told.EVENTS, "[" + event + (", " + event).repeat(150) + "]");

            refusedOnce(pipeline, Reason.TOO_LARGE);
        }
    }

    @Test
    void anEventOfAHundredSubjectsHasARecordForEach() {
        try (var pipeline = new PipelineUnderTest()) {
            pipeline.receive(Told.EVENTS, feedback("\"big\": \"" + LONG.substring(800_000) + "\", " + subjects(100)));

            assertThat(pipeline.sealed()).hasSize(100);
        }
    }

    private static String subjects(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"kind\": \"package\", \"id\": \"a" + i + "-" + "x".repeat(20) + "\"}")
                .collect(Collectors.joining(", ", "\"subjects\": [", "]"));
    }

    private static String text(Rejection rejection) {
        return UTF_8.decode(((ByteBuffer) Objects.requireNonNull(rejection.getValue())).duplicate())
                .toString();
    }

    /** @return what is kept of it */
    private static String refusedOnce(PipelineUnderTest pipeline, Reason reason) {
        var refused = pipeline.rejected();
        assertThat(refused)
                .singleElement()
                .satisfies(it ->
                        assertThat(it.getReason()).as("%s", it.getDetail()).isEqualTo(reason));
        assertThat(pipeline.sealed()).extracting(SealedEntry::getKind).containsExactly(LeafKind.REJECTION);
        return text(refused.getFirst());
    }

    /** Something that no control asks after, and one member more. */
    private static String feedback(String member) {
        var sound = Told.feedback("w", NOON);
        return sound.substring(0, sound.length() - 1) + ", " + member + '}';
    }

    private static AuditEvent event(List<SealedEntry> leaves) {
        assertThat(leaves).extracting(SealedEntry::getKind).containsExactly(LeafKind.EVENT);
        Entry entry = Objects.requireNonNull(leaves.getFirst().getEntry());
        return (AuditEvent) entry.getBody();
    }
}
