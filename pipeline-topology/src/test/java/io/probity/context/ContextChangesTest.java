package io.probity.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.UserRow;
import io.probity.model.UserState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContextChangesTest {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:00Z");
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<ContextTable, Map<String, SpecificRecordBase>> standing = new HashMap<>();

    @Test
    void tellsNewFromChangedFromSaidAlreadyFromLeftOut() {
        publish("users: [{id: a}, {id: b, roles: [dev]}, {id: c}]\nteams: [{id: t}]");
        var changes = changes("users: [{id: b, roles: [admin]}, {id: c}, {id: d}]");

        assertThat(changes.added()).extracting(TableRow::key).containsExactly("d");
        assertThat(changes.changed()).extracting(TableRow::key).containsExactly("b");
        assertThat(changes.unchanged()).isEqualTo(1);
        assertThat(changes.left())
                .as("teams are not looked at, since no file has one")
                .extracting(TableRow::key)
                .containsExactly("a");
    }

    @Test
    void keepsWhatHeldBeforeWithTheMomentFromWhichItHeld() {
        publish("users: [{id: a, roles: [dev]}]");
        publish("users: [{id: a, roles: [admin], from: 2026-03-01}]");
        publish("users: [{id: a, roles: [owner]}]");

        assertThat(user()).isEqualTo(row(null, "owner", NOW, state("admin", MARCH), state("dev", Instant.EPOCH)));
    }

    @Test
    void changesANameWithoutAChapterOfHistory() {
        publish("users: [{id: a, roles: [dev], from: 2026-01-01}]");
        publish("users: [{id: a, name: Ada, roles: [dev]}]");

        assertThat(user()).isEqualTo(row("Ada", "dev", JANUARY));
    }

    @Test
    void correctsWhatWasSaidOfTheSameMoment() {
        publish("from: 2026-01-01\nusers: [{id: a, roles: [dve]}]");
        publish("from: 2026-01-01\nusers: [{id: a, roles: [dev]}]");

        assertThat(user()).isEqualTo(row(null, "dev", JANUARY));
    }

    @Test
    void fillsInThePastWithoutTouchingToday() {
        publish("users: [{id: a, name: Ada, roles: [admin], from: 2026-03-01}]");
        publish("users: [{id: a, name: Miss Byron, roles: [dev], from: 2026-01-01}]");

        assertThat(user()).isEqualTo(row("Ada", "admin", MARCH, state("dev", JANUARY)));
        assertThat(changes("users: [{id: a, name: Ada, roles: [admin], from: 2026-03-01}]")
                        .unchanged())
                .isEqualTo(1);
    }

    /** Otherwise who was made admin in February would have been dev until March. */
    @Test
    void placesAnEarlierMomentThoughWhatHeldThenIsWhatHoldsToday() {
        publish("users: [{id: a, roles: [dev], from: 2026-01-01}]");
        publish("users: [{id: a, roles: [admin], from: 2026-03-01}]");
        publish("users: [{id: a, roles: [admin], from: 2026-02-01}]");

        var february = Instant.parse("2026-02-01T00:00:00Z");
        assertThat(user()).isEqualTo(row(null, "admin", MARCH, state("admin", february), state("dev", JANUARY)));
        assertThat(changes("users: [{id: a, roles: [admin], from: 2026-02-01}]").unchanged())
                .isEqualTo(1);
    }

    @Test
    void takesTwoFilesForTwoChaptersOfOneHistory() {
        var changes = ContextChanges.between(
                List.of(
                        file("from: 2026-01-01\nusers: [{id: a, roles: [dev]}]"),
                        file("from: 2026-03-01\nusers: [{id: a, roles: [admin]}]")),
                standing,
                NOW);

        assertThat(changes.added())
                .extracting(TableRow::row)
                .containsExactly(row(null, "admin", MARCH, state("dev", JANUARY)));
    }

    @Test
    void keepsAHundredChapters() {
        for (int i = 0; i < 150; i++) {
            publish("users: [{id: a, roles: [r" + i + "], from: " + JANUARY.plusSeconds(i) + "}]");
        }

        assertThat(user().getEarlier()).hasSize(100);
        assertThat(user().getEarlier().getFirst().getRoles()).containsExactly("r148");
    }

    private UserRow user() {
        return (UserRow) Objects.requireNonNull(
                standing.getOrDefault(ContextTable.USERS, Map.of()).get("a"));
    }

    private void publish(String yaml) {
        var changes = changes(yaml);
        changes.added().forEach(this::keep);
        changes.changed().forEach(this::keep);
    }

    private void keep(TableRow row) {
        standing.computeIfAbsent(row.table(), it -> new TreeMap<>()).put(row.key(), row.row());
    }

    private ContextChanges changes(String yaml) {
        return ContextChanges.between(List.of(file(yaml)), standing, NOW);
    }

    private static ContextFile file(String yaml) {
        var file = ContextFile.parse("f.yaml", yaml);
        assertThat(file.problems()).isEmpty();
        return file;
    }

    private static UserRow row(@Nullable String name, String role, Instant from, UserState... earlier) {
        return new UserRow("a", name, List.of(role), null, null, null, List.of(), null, from, List.of(earlier));
    }

    private static UserState state(String role, Instant from) {
        return new UserState(from, List.of(role), null, null, List.of(), null);
    }
}
