package io.probity.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.SubmittedEvent;
import io.probity.registry.InMemorySchemaRegistry;
import io.probity.serde.AvroCodec;
import io.probity.serde.Decoded;
import io.probity.types.EventTypes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MixTest {
    private static final int MANY = 10_000;
    private static final Set<String> JUDGED = Set.of(
            "merge_request_merged",
            "intent_recognised",
            "tool_execution_requested",
            "drift_detected",
            "drift_resolved");

    private final AvroCodec<SubmittedEvent> codec =
            new AvroCodec<>(SubmittedEvent.class, new InMemorySchemaRegistry(), true, 1 << 20);
    private final List<byte[]> records = records();
    private final List<SubmittedEvent> events =
            records.stream().flatMap(this::event).toList();

    @Test
    void oneInAHundredIsMalformed() {
        assertThat(records.size() - events.size()).isEqualTo(Mix.malformedOf(MANY));
    }

    @Test
    void fiveInAHundredRepeatAnEarlierOne() {
        long repeated = MANY - records.stream().map(ByteBuffer::wrap).distinct().count();
        assertThat(repeated / (double) MANY).isBetween(0.043, 0.057);
    }

    @Test
    void thirtyInAHundredAreNewAndTriggerAControl() {
        var ids = new HashSet<String>();
        long judged = events.stream()
                .filter(event -> ids.add(event.getId()) && JUDGED.contains(event.getEventType()))
                .count();
        assertThat(judged / (double) MANY).isBetween(0.285, 0.315);
    }

    @Test
    void everyTypeIsRegistered() {
        var types = EventTypes.shipped();
        var unregistered = events.stream()
                .map(SubmittedEvent::getEventType)
                .distinct()
                .filter(type -> types.find(type).isEmpty());
        assertThat(unregistered).isEmpty();
    }

    @Test
    void aRecordHasAboutAThousandBytes() {
        var bytes = records.stream().mapToInt(value -> value.length).average();
        assertThat(bytes.orElseThrow()).isBetween(900.0, 1_100.0);
    }

    @Test
    void theSameSeedGivesTheSameRecords() {
        assertThat(Arrays.deepEquals(records().toArray(), records.toArray())).isTrue();
    }

    private List<byte[]> records() {
        var mix = new Mix(7, Instant.parse("2026-05-01T00:00:00Z"), event -> codec.encode("audit.events-value", event));
        return Stream.generate(mix::next).limit(MANY).map(Mix.Piece::value).toList();
    }

    private Stream<SubmittedEvent> event(byte[] value) {
        return codec.tryDecode(value) instanceof Decoded.Value<SubmittedEvent>(var event, int schema)
                ? Stream.of(event)
                : Stream.empty();
    }
}
