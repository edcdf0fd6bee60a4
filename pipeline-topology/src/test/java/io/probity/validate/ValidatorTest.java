package io.probity.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.draft.Actors;
import io.probity.draft.EventDraft;
import io.probity.model.ActorKind;
import io.probity.model.Metadata;
import io.probity.model.Reason;
import io.probity.model.Scope;
import io.probity.model.Subject;
import io.probity.model.Warning;
import io.probity.types.EventTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValidatorTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final EventTypes TYPES = EventTypes.shipped();

    private final Validator validator = Validator.standard(TYPES);

    @Test
    void acceptsAnEventUpToTheSkewAheadAndRefusesOneBeyond() {
        var draft = draft("project_created");
        draft.effective = NOON.plus(Duration.ofMinutes(5));
        assertThat(validator.judge(draft, NOON)).isInstanceOf(Verdict.Accepted.class);

        draft.effective = NOON.plus(Duration.ofMinutes(5)).plusNanos(1000);
        assertThat(reason(draft)).isEqualTo(Reason.TIME_IN_FUTURE);
    }

    @Test
    void refusesWhatIsTooOldOnlyWhereAnAgeIsSet() {
        var draft = draft("project_created");
        draft.effective = NOON.minus(Duration.ofDays(3650));
        assertThat(validator.judge(draft, NOON)).isInstanceOf(Verdict.Accepted.class);

        var strict = new Validator(TYPES, DataSchemas.of(TYPES), Duration.ofMinutes(5), Duration.ofDays(365));
        assertThat(strict.judge(draft, NOON))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class, r -> assertThat(r.reason()).isEqualTo(Reason.TIME_TOO_OLD));
    }

    @Test
    void acceptsAnEventWithoutTime() {
        assertThat(validator.judge(draft("project_created"), NOON)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void refusesAnEventWithoutType() {
        assertThat(reason(draft(" "))).isEqualTo(Reason.MISSING_FIELD);
    }

    @Test
    void refusesAScopeThatTheTypeCannotHave() {
        var draft = draft("merge_request_merged");
        draft.scope = new Scope("group", "9", null);
        assertThat(reason(draft)).isEqualTo(Reason.SCOPE_MISMATCH);

        draft.scope = new Scope("project", "9", null);
        assertThat(validator.judge(draft, NOON)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void judgesNoScopeOfAnotherKindByGitlabsWords() {
        var draft = draft("deployment_started");
        draft.scope = new Scope("team", "9", null);

        assertThat(validator.judge(draft, NOON)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void boundsKeysAndTheNumberOfSubjects() {
        var longId = draft("project_created");
        longId.id = "x".repeat(513);
        assertThat(reason(longId)).isEqualTo(Reason.INVALID_FIELD);

        var many = draft("project_created");
        IntStream.range(0, 101).forEach(i -> many.subjects.add(new Subject("artifact", "a" + i)));
        assertThat(reason(many)).isEqualTo(Reason.INVALID_FIELD);
    }

    @Test
    void shortensWhatIsNoKeySoThatWhatDiffersStillDiffers() {
        var one = draft("project_created");
        one.actor = Actors.of("x".repeat(5_000) + "a", "x".repeat(1_024), ActorKind.USER, null);
        one.metadata = new Metadata(null, "😀".repeat(900), null, null);
        var other = draft("project_created");
        other.actor = Actors.of("x".repeat(5_000) + "b", null, ActorKind.USER, null);
        assertThat(validator.judge(one, NOON)).isInstanceOf(Verdict.Accepted.class);
        assertThat(validator.judge(other, NOON)).isInstanceOf(Verdict.Accepted.class);

        assertThat(one.actor.getId().toString()).hasSize(1_024).startsWith("xxx");
        assertThat(one.actor.getId()).isNotEqualTo(other.actor.getId());
        assertThat(one.actor.getName()).as("as long as it may be").isEqualTo("x".repeat(1_024));
        assertThat(String.valueOf(one.metadata.getUserAgent()))
                .as("no half of a pair")
                .hasSizeLessThanOrEqualTo(1_024)
                .matches("(😀)+…[0-9a-f]{64}");
        assertThat(one.warnings)
                .containsExactly(
                        new Warning("FIELD_SHORTENED", "actor.id has 5001 characters; the limit is 1024"),
                        new Warning("FIELD_SHORTENED", "metadata.userAgent has 1800 characters; the limit is 1024"));
    }

    @Test
    void refusesAComponentThatIsTooLong() {
        var draft = draft("project_created");
        draft.source = "x".repeat(256);
        assertThat(validator.judge(draft, NOON)).isInstanceOf(Verdict.Accepted.class);

        draft.source += "x";
        assertThat(reason(draft)).isEqualTo(Reason.INVALID_FIELD);
    }

    @Test
    void letsNobodySpeakInThePlatformsNameButThePlatform() {
        for (var name : List.of("probity", " Probity ")) {
            var draft = draft("source_silent");
            draft.source = name;
            assertThat(Validator.posing(draft, "canonical")).isInstanceOf(Verdict.Refused.class);
            assertThat(Validator.posing(draft, "mcp")).isInstanceOf(Verdict.Refused.class);
            assertThat(Validator.posing(draft, "probity")).isNull();
        }
        var draft = draft("source_silent");
        draft.source = "probity-ui";
        assertThat(Validator.posing(draft, "canonical")).isNull();
    }

    @Test
    void warnsWhereDataIsNotAsItsTypeSaysWithoutShowingTheValue() {
        var draft = draft("intent_recognised");
        draft.keep(JsonNodeFactory.instance.objectNode().put("confidence", "secretly high"));

        assertThat(validator.judge(draft, NOON)).isInstanceOf(Verdict.Accepted.class);
        assertThat(draft.warnings)
                .containsExactly(new Warning("DATA_SCHEMA_MISMATCH", "/confidence breaks the rule type"));
    }

    private Reason reason(EventDraft draft) {
        return validator.judge(draft, NOON) instanceof Verdict.Refused refused ? refused.reason() : Reason.UNKNOWN;
    }

    private static EventDraft draft(String type) {
        var draft = new EventDraft();
        draft.eventType = type;
        return draft;
    }
}
