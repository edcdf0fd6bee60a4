package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.draft.EventDraft;
import io.probity.model.AuditEvent;
import io.probity.model.Definition;
import io.probity.model.Entry;
import io.probity.model.LeafKind;
import io.probity.model.Reason;
import io.probity.model.SealedEntry;
import io.probity.model.UserRow;
import io.probity.model.Warning;
import java.util.List;
import java.util.Objects;
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

    private static void refusedOnce(PipelineUnderTest pipeline, Reason reason) {
        assertThat(pipeline.rejected()).singleElement().satisfies(it -> assertThat(it.getReason())
                .as(it.getDetail())
                .isEqualTo(reason));
        assertThat(pipeline.sealed()).extracting(SealedEntry::getKind).containsExactly(LeafKind.REJECTION);
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
