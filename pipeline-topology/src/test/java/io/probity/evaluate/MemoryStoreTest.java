package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.RecallRow;
import io.probity.wire.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class MemoryStoreTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final KeyValueStore<String, RecallRow> rows = open();
    private final MemoryStore memory = new MemoryStore(rows);

    @Test
    void aRowThatIsNotNewIsWrittenOnce() {
        memory.put("k", row(60), true);
        memory.put("k", row(90), false);

        assertThat(keys()).hasSize(2);
        assertThat(memory.get("k")).isEqualTo(row(90));
    }

    @Test
    void aRowThatGrewIsLookedAtAgainAndTakenAwayInTheEnd() {
        memory.put("k", row(60), true);
        memory.put("k", row(90), false);

        assertThat(memory.forget(null, NOON.plusSeconds(59), 9)).isNull();
        var last = memory.forget(null, NOON.plusSeconds(60), 9);
        assertThat(memory.get("k")).isEqualTo(row(90));
        memory.forget(last, NOON.plusSeconds(90), 9);
        assertThat(keys()).isEmpty();
    }

    @Test
    void takesAFewAtATime() {
        for (int i = 0; i < 5; i++) {
            memory.put("k" + i, row(i), true);
        }
        var last = memory.forget(null, NOON.plusSeconds(9), 3);

        assertThat(keys()).hasSize(4);
        memory.forget(last, NOON.plusSeconds(9), 3);
        assertThat(keys()).isEmpty();
    }

    private static RecallRow row(int until) {
        return new RecallRow(List.of(), NOON, NOON.plusSeconds(until));
    }

    private List<String> keys() {
        var keys = new ArrayList<String>();
        try (var each = rows.all()) {
            each.forEachRemaining(row -> keys.add(row.key));
        }
        return keys;
    }

    private static KeyValueStore<String, RecallRow> open() {
        var context = new MockProcessorContext<Void, Void>();
        var opened =
                Stores.inMemory().recall().persistent().withLoggingDisabled().build();
        opened.init(context.getStateStoreContext(), opened);
        return opened;
    }
}
