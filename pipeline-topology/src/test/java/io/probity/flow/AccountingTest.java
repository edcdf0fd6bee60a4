package io.probity.flow;

import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.AuditEvent;
import io.probity.model.Entry;
import io.probity.model.LeafKind;
import io.probity.model.SealedEntry;
import io.probity.model.Subject;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What did not come enters the log as an event, and the controls that ship judge it. */
class AccountingTest {
    private final PipelineUnderTest pipeline = new PipelineUnderTest(Map.of(
            "sources",
            "audit.events=canonical,audit.raw.generic=generic:acme",
            "balance.silence",
            "canonical=PT2H,generic=PT1H"));

    @BeforeEach
    void publish() {
        pipeline.publishShipped();
        pass(2);
        pipeline.forget();
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void aGapOpensAViolationAndItsLateNumbersEndIt() {
        numbered(1);
        numbered(4);
        pass(6);

        var gap = Objects.requireNonNull(own().getFirst());
        assertThat(gap.getEventType()).isEqualTo("source_gap");
        assertThat(gap.getSubjects()).containsExactly(new Subject("source", "canonical"));
        assertThat(gap.getData()).contains("\"component\":\"api\"", "\"first\":2", "\"last\":3", "\"missing\":2");
        assertThat(pipeline.violations())
                .extracting(Violation::getControl, Violation::getSubject, Violation::getStatus)
                .containsExactly(tuple("no-source-gap", "source/canonical", ViolationStatus.DETECTED));
        numbered(3);
        numbered(2);

        assertThat(own()).extracting(AuditEvent::getEventType).containsExactly("source_gap_closed");
        assertThat(pipeline.violations()).extracting(Violation::getStatus).containsExactly(ViolationStatus.RESOLVED);
        pass(6);
        assertThat(own()).isEmpty();
    }

    @Test
    void aSilenceOpensAViolationAndTheSourcesReturnEndsIt() {
        numbered(1);
        pass(130);

        assertThat(own()).extracting(AuditEvent::getEventType).containsExactly("source_silent");
        assertThat(pipeline.violations())
                .extracting(Violation::getControl, Violation::getStatus)
                .containsExactly(tuple("no-silent-source", ViolationStatus.DETECTED));
        numbered(2);
        pass(2);

        assertThat(own()).extracting(AuditEvent::getEventType).containsExactly("source_resumed");
        assertThat(pipeline.violations()).extracting(Violation::getStatus).containsExactly(ViolationStatus.RESOLVED);
    }

    @Test
    void whatIsFoundOfATenantsSourceIsInTheLogOfThatTenant() {
        pipeline.receive("audit.raw.generic", "{\"event\": \"something\"}");
        pass(70);

        assertThat(entries())
                .filteredOn(entry -> entry.getBody() instanceof AuditEvent event
                        && event.getEventType().equals("source_silent"))
                .extracting(Entry::getTenant)
                .containsExactly("acme");
        assertThat(pipeline.rejected()).isEmpty();
    }

    @Test
    void whatIsToldTwiceIsOneEvent() {
        numbered(1);
        numbered(3);
        pass(6);
        var first = own().getFirst();
        var twice =
                ("{\"id\":\"%s\",\"eventType\":\"source_gap\",\"timestamp\":\"%s\",\"source\":\"probity\",\"action\":"
                                + "\"source_gap\",\"scope\":{\"kind\":\"source\",\"id\":\"canonical\"},\"subjects\":[{\"kind\":"
                                + "\"source\",\"id\":\"canonical\"}],\"data\":%s}")
                        .formatted(first.getId(), first.getEffective(), first.getData());
        pipeline.receive("audit.raw.probity", twice);

        assertThat(own()).isEmpty();
        assertThat(pipeline.balance("probity").getDuplicate()).isEqualTo(1);
    }

    private void numbered(long number) {
        pipeline.receive(
                EVENTS,
                ("{\"id\": \"n%d\", \"eventType\": \"performance_metric\", \"timestamp\": \"%s\", \"source\": \"api\","
                                + " \"sequence\": %d}")
                        .formatted(number, pipeline.now(), number));
    }

    /** Half-minutes, since a longer step is not watched. */
    private void pass(int minutes) {
        for (int i = 0; i < 2 * minutes; i++) {
            pipeline.pass(Duration.ofSeconds(30));
        }
    }

    private List<Entry> entries() {
        return pipeline.sealed().stream()
                .filter(leaf -> leaf.getKind() == LeafKind.EVENT)
                .map(SealedEntry::getEntry)
                .filter(Objects::nonNull)
                .toList();
    }

    private List<AuditEvent> own() {
        return entries().stream()
                .map(Entry::getBody)
                .filter(AuditEvent.class::isInstance)
                .map(AuditEvent.class::cast)
                .filter(event -> event.getNormaliser().getName().equals("probity"))
                .toList();
    }
}
