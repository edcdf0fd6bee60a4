package io.probity.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.BalancePart;
import io.probity.wire.Stores;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CounterTest {
    private final KeyValueStore<String, BalancePart> store =
            Stores.inMemory().tally().persistent().withLoggingDisabled().build();

    @BeforeEach
    void open() {
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    }

    @Test
    void whatMovedIsToldOnceAndThenNoMore() {
        var counter = new Counter(store, "intake-0");
        counter.count("acme", "gitlab", Tally::arrived);
        counter.count("acme", "gitlab", Tally::arrived);

        assertThat(counter.changed()).containsExactly(received("acme", "gitlab", 2));
        assertThat(counter.changed()).isEmpty();
        counter.count("acme", "gitlab", Tally::arrived);
        assertThat(counter.changed()).containsExactly(received("acme", "gitlab", 3));
    }

    @Test
    void tenantsAndSourcesCountApart() {
        var counter = new Counter(store, "intake-0");
        counter.count("acme", "gitlab", Tally::arrived);
        counter.count("acme", "cloudtrail", Tally::arrived);
        counter.count("other", "gitlab", Tally::arrived);

        assertThat(counter.changed())
                .containsExactlyInAnyOrder(
                        received("acme", "gitlab", 1),
                        received("acme", "cloudtrail", 1),
                        received("other", "gitlab", 1));
    }

    @Test
    void aRestartGoesOnWhereItWasAndTellsEverythingAgain() {
        var before = new Counter(store, "intake-0");
        before.count("acme", "gitlab", Tally::arrived);
        before.changed();

        var after = new Counter(store, "intake-0");
        assertThat(after.changed()).containsExactly(received("acme", "gitlab", 1));
        after.count("acme", "gitlab", Tally::arrived);
        assertThat(after.changed()).containsExactly(received("acme", "gitlab", 2));
    }

    private static BalancePart received(String tenant, String source, long count) {
        return new BalancePart(tenant, source, "intake-0", count, 0L, 0L, 0L, 0L, null);
    }
}
