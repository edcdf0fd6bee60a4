package io.probity.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.draft.Actors;
import io.probity.draft.WarningCode;
import io.probity.model.ActorKind;
import io.probity.model.AuditEvent;
import io.probity.model.Category;
import io.probity.model.Crud;
import io.probity.model.Normaliser;
import io.probity.model.Outcome;
import io.probity.model.Scope;
import io.probity.model.Subject;
import io.probity.model.Warning;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LeakNoticeTest {
    private static final Instant HALF_PAST = Instant.parse("2026-03-01T09:30:00Z");

    @Test
    void tellsOfASecretOnceAnHourWhateverTheEvent() {
        var one = Objects.requireNonNull(LeakNotice.of(event("gitlab", HALF_PAST, WarningCode.SECRET_FOUND)));
        var later = Objects.requireNonNull(
                LeakNotice.of(event("gitlab", HALF_PAST.plusSeconds(600), WarningCode.SECRET_FOUND)));
        var nextHour = Objects.requireNonNull(
                LeakNotice.of(event("gitlab", HALF_PAST.plusSeconds(3_600), WarningCode.SECRET_FOUND)));

        assertThat(one.type()).isEqualTo("data_leak_detected");
        assertThat(one.tenant()).isEqualTo("acme");
        assertThat(one.subject()).isEqualTo("gitlab");
        assertThat(one.data().toString())
                .isEqualTo("{\"eventType\":\"deploy\",\"found\":\"secret\",\"hour\":\"2026-03-01T09:00:00Z\"}");
        assertThat(later.json())
                .as("the same bytes, so a repeat is a duplicate")
                .isEqualTo(one.json());
        assertThat(nextHour.id()).isNotEqualTo(one.id());
    }

    @Test
    void takesASecretForWorseThanPersonalData() {
        var both = Objects.requireNonNull(
                LeakNotice.of(event("gitlab", HALF_PAST, WarningCode.PERSONAL_DATA_FOUND, WarningCode.SECRET_FOUND)));
        var personal =
                Objects.requireNonNull(LeakNotice.of(event("gitlab", HALF_PAST, WarningCode.PERSONAL_DATA_FOUND)));

        assertThat(both.data().get("found").asText()).isEqualTo("secret");
        assertThat(personal.data().get("found").asText()).isEqualTo("personal_data");
    }

    @Test
    void hasNothingToSayOfOtherWarningsAndOfOurOwnEvents() {
        assertThat(LeakNotice.of(event("gitlab", HALF_PAST, WarningCode.TIME_MISSING)))
                .isNull();
        assertThat(LeakNotice.of(event("gitlab", HALF_PAST))).isNull();
        assertThat(LeakNotice.of(event("probity", HALF_PAST, WarningCode.SECRET_FOUND)))
                .as("or it would tell of itself for ever")
                .isNull();
    }

    private static AuditEvent event(String source, Instant ingested, WarningCode... warnings) {
        return AuditEvent.newBuilder()
                .setId("e-1")
                .setEventType("deploy")
                .setTenant("acme")
                .setSource("component")
                .setCategory(Category.INFRASTRUCTURE)
                .setAction("deploy")
                .setCrud(Crud.EXECUTE)
                .setActor(Actors.of("u", null, ActorKind.USER, null))
                .setScope(new Scope("project", "7", null))
                .setSubjects(List.of(new Subject("project", "7")))
                .setOutcome(Outcome.SUCCESS)
                .setEffective(ingested)
                .setIngested(ingested)
                .setData("{}")
                .setContentKey("5f".repeat(32))
                .setNormaliser(new Normaliser(source, 1))
                .setWarnings(Arrays.stream(warnings)
                        .map(code -> new Warning(code.name(), "somewhere"))
                        .toList())
                .setSalt(ByteBuffer.allocate(16))
                .build();
    }
}
