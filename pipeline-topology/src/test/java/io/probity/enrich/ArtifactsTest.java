package io.probity.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.draft.EventDraft;
import io.probity.model.AliasRow;
import io.probity.model.AliasState;
import io.probity.model.Outcome;
import io.probity.model.Subject;
import io.probity.model.Warning;
import io.probity.types.EventType;
import io.probity.types.EventTypes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactsTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final String HEX = "0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f221d1e8de6817db93427";
    private static final String ONE = "sha256:" + HEX;
    private static final String TWO = "sha256:" + "2".repeat(64);
    private static final EventType PUSH =
            EventTypes.shipped().find("artifact_pushed").orElseThrow();

    private final Map<String, AliasRow> known = new HashMap<>();

    @ParameterizedTest
    @CsvSource({
        "sha256:" + HEX + ", ",
        HEX + ", ",
        "SHA256:0B31B1C02FF458AD9B7B81CBDF8F028BD54699FA151F221D1E8DE6817DB93427, ",
        "registry.example:5000/app:1.2@sha256:" + HEX + ", registry.example:5000/app:1.2",
        "app.jar@" + HEX + ", app.jar",
        "@scope/app@sha256:" + HEX + ", @scope/app",
        "pkg:oci/app@sha256%3A" + HEX + "?repository_url=registry.example/app, pkg:oci/app"
    })
    void bringsADigestToOneSpelling(String given, String name) {
        assertThat(ArtifactName.of(given)).isEqualTo(new ArtifactName(ONE, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"app:1.2", "sha256:abc", "sha512:" + HEX, HEX + "0", "app@1.2", "pkg:npm/app@1.2?x=y", "@"})
    void takesNothingElseForADigest(String given) {
        assertThat(ArtifactName.of(given).digest()).isNull();
    }

    @Test
    void leavesAnEventAloneThatNamesItsArtifactsByDigest() {
        var draft = draft(ONE);
        draft.keep(JsonNodeFactory.instance.objectNode().put("a", 1));

        assertThat(settle(draft)).isEmpty();
        assertThat(draft.subjects).containsExactly(artifact(ONE));
        assertThat(draft.data()).isEqualTo("{\"a\":1}");
    }

    @Test
    void learnsANameFromAnEventThatGivesBoth() {
        assertThat(settle(draft("app:1.2@" + ONE)))
                .containsExactly(new AliasRow("app:1.2", List.of(new AliasState(NOON, ONE, "e"))));
        known.put("app:1.2", row(new AliasState(NOON.minusSeconds(1), ONE, "d")));
        assertThat(settle(draft("app:1.2@" + ONE)))
                .as("it stood for the same already")
                .isEmpty();
    }

    @Test
    void learnsNothingFromAnEventThatFailedOrOfATypeThatTellsOfNoNames() {
        var failed = draft("app:1.2@" + ONE);
        failed.outcome = Outcome.DENIED;
        assertThat(settle(failed)).isEmpty();
        assertThat(failed.subjects).containsExactly(artifact(ONE));

        assertThat(Artifacts.settle(draft("app:1.2@" + ONE), NOON, null, known::get))
                .isEmpty();
    }

    @Test
    void resolvesANameToWhatItStoodForAtTheEventsOwnTime() {
        known.put(
                "app:1.2",
                row(new AliasState(NOON.plusSeconds(1), TWO, "f"), new AliasState(NOON.minusSeconds(9), ONE, "e")));

        var draft = draft("app:1.2");
        settle(draft);
        assertThat(draft.subjects).containsExactly(artifact(ONE));
        assertThat(draft.data())
                .as("the name is kept")
                .isEqualTo("{\"artifactNames\":[{\"digest\":\"" + ONE + "\",\"name\":\"app:1.2\"}]}");
        assertThat(draft.noted()).isEmpty();
    }

    @Test
    void hasNoSubjectForANameThatNothingIsKnownOf() {
        known.put("app:1.2", row(new AliasState(NOON.plusSeconds(1), ONE, "e")));
        var draft = draft("app:1.2");
        draft.subjects.add(new Subject("environment", "production"));
        settle(draft);

        assertThat(draft.subjects).containsExactly(new Subject("environment", "production"));
        assertThat(draft.noted())
                .extracting(Warning::getCode, Warning::getDetail)
                .containsExactly(tuple(
                        "ARTIFACT_UNRESOLVED",
                        "`app:1.2` is no digest, and nothing is known of what it stood for at 2026-03-04T12:00:00Z"));
        assertThat(draft.data()).isEqualTo("{\"artifactNames\":[{\"name\":\"app:1.2\"}]}");
    }

    @Test
    void namesAnArtifactOnceHoweverManyNamesItHas() {
        var draft = draft("app:1.2@" + ONE);
        draft.subjects.add(artifact("app:latest@" + ONE));
        draft.subjects.add(artifact(ONE));

        assertThat(settle(draft)).hasSize(2);
        assertThat(draft.subjects).containsExactly(artifact(ONE));
    }

    @Test
    void putsRowsTogetherInWhicheverOrderTheyCome() {
        var a = row(new AliasState(NOON, ONE, "e"));
        var b = row(new AliasState(NOON.minusSeconds(5), TWO, "d"));
        var both = row(new AliasState(NOON, ONE, "e"), new AliasState(NOON.minusSeconds(5), TWO, "d"));

        assertThat(Aliases.merged(a, b)).isEqualTo(both).isEqualTo(Aliases.merged(b, a));
        assertThat(Aliases.merged(both, a)).isEqualTo(both);
    }

    private List<AliasRow> settle(EventDraft draft) {
        return Artifacts.settle(draft, NOON, PUSH, known::get);
    }

    private static AliasRow row(AliasState... states) {
        return new AliasRow("app:1.2", List.of(states));
    }

    private static EventDraft draft(String id) {
        var draft = new EventDraft();
        draft.id = "e";
        draft.subjects.add(artifact(id));
        return draft;
    }

    private static Subject artifact(String id) {
        return new Subject("artifact", id);
    }
}
