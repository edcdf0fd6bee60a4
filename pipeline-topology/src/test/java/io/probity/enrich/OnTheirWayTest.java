package io.probity.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.AliasRow;
import io.probity.model.AliasState;
import io.probity.registry.InMemorySchemaRegistry;
import io.probity.registry.RegistryConfig;
import io.probity.serde.AvroSerdes;
import io.probity.wire.Partitioning;
import io.probity.wire.Stores;
import io.probity.wire.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OnTheirWayTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final AliasRow ONE = row("one");
    private static final AliasRow TWO = row("two");
    private static final AliasRow BOTH = Aliases.merged(ONE, TWO);

    private final AvroSerdes avro = new AvroSerdes(
            new InMemorySchemaRegistry(), RegistryConfig.from(Map.of("schema.registry.url", "http://nowhere:1")));
    private final Table<AliasRow> table = table();
    private final OnTheirWay<AliasRow> told = new OnTheirWay<>(table);

    @AfterEach
    void close() {
        avro.close();
    }

    @Test
    void knowsBothRowsOfAKeyThatAreOnTheirWay() {
        told.told("a", ONE);
        told.told("a", TWO);

        assertThat(told.with("a", null)).isEqualTo(BOTH);
    }

    @Test
    void addsWhatIsOnItsWayToWhatTheTableHas() {
        told.told("a", ONE);

        assertThat(told.with("a", TWO)).isEqualTo(BOTH);
        assertThat(told.with("b", TWO)).isEqualTo(TWO);
    }

    @Test
    void leavesTheTableAloneToSpeakOnceARowHasArrived() {
        told.told("a", ONE);

        assertThat(told.with("a", BOTH)).isEqualTo(BOTH);
        assertThat(known("a")).isNull();
    }

    @Test
    void waitsForNoRowThatIsTakenBack() {
        told.told("a", ONE);
        told.told("b", TWO);
        table.tellers().add(told);
        table.takenBack("a");

        assertThat(known("a")).isNull();
        assertThat(known("b")).isEqualTo(TWO);
    }

    @Test
    void waitsForTenThousandRowsAndNoMore() {
        for (int i = 0; i <= 10_000; i++) {
            told.told("k" + i, ONE);
        }

        assertThat(known("k0")).isNull();
        assertThat(known("k1")).isEqualTo(ONE);
    }

    private @Nullable AliasRow known(String key) {
        return told.with(key, null);
    }

    private Table<AliasRow> table() {
        var topics = Topics.with(avro, new Partitioning(1), "");
        return new Table<>(topics.aliases(), Stores.inMemory().aliases(), avro.codec(AliasRow.class), Aliases::merged);
    }

    private static AliasRow row(String digest) {
        return new AliasRow("app:1", List.of(new AliasState(NOON, digest, "e")));
    }
}
