package io.probity.flow;

import static io.probity.flow.Told.EVENTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.AuditEvent;
import io.probity.model.Entry;
import io.probity.model.Rejection;
import io.probity.model.SealedEntry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a rule moves is read on its own topic, once. */
class RerouteTest {
    private static final String NOISY = "audit.raw.noisy";

    private final PipelineUnderTest pipeline = new PipelineUnderTest(Map.of(
            "sources",
            "audit.events=canonical," + NOISY + "=canonical",
            "reroute",
            "audit.events/eventType=performance_*>" + NOISY));

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void isCountedAndSealedOnceAndTheRestAsEver() {
        metric("m1");
        metric("m2");
        pipeline.receive(EVENTS, "{\"id\": \"e1\", \"eventType\": \"login\", \"source\": \"api\"}");
        pipeline.receive(NOISY, "{\"id\": \"m3\", \"eventType\": \"performance_metric\", \"source\": \"api\"}");

        assertThat(entries())
                .extracting(
                        entry -> ((AuditEvent) entry.getBody()).getId(),
                        entry -> entry.getOrigin().getTopic())
                .containsExactlyInAnyOrder(
                        tuple("m1", NOISY), tuple("m2", NOISY), tuple("e1", EVENTS), tuple("m3", NOISY));
        var balance = pipeline.balance("canonical");
        assertThat(balance.getReceived()).isEqualTo(4);
        assertThat(balance.getAccepted()).isEqualTo(4);
    }

    @Test
    void keepsKeyBytesAndHeadersOfARecordThatIsThenRefused() {
        pipeline.receive(
                EVENTS, "k".getBytes(UTF_8), "{\"eventType\": \"performance_x\", no".getBytes(UTF_8), Map.of("h", "v"));

        var refused = pipeline.rejected();
        assertThat(refused).extracting(it -> it.getOrigin().getTopic()).containsExactly(NOISY);
        assertThat(refused)
                .flatExtracting(Rejection::getHeaders)
                .extracting(header -> header.getKey())
                .containsExactly("h", "probity-rerouted-from");
    }

    @Test
    void whatHasNoValueStaysAndIsRefusedThere() {
        pipeline.receive(EVENTS, null, null, Map.of());

        assertThat(pipeline.rejected())
                .extracting(it -> it.getOrigin().getTopic())
                .containsExactly(EVENTS);
    }

    private void metric(String id) {
        pipeline.receive(
                EVENTS, "{\"id\": \"%s\", \"eventType\": \"performance_metric\", \"source\": \"api\"}".formatted(id));
    }

    private List<Entry> entries() {
        return pipeline.sealed().stream()
                .map(SealedEntry::getEntry)
                .filter(Objects::nonNull)
                .filter(entry -> entry.getBody() instanceof AuditEvent)
                .toList();
    }
}
