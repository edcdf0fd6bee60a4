package io.probity.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.draft.EventDraft;
import io.probity.model.LifecycleRow;
import io.probity.model.Outcome;
import io.probity.model.Target;
import io.probity.types.EventTypes;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LifecyclesTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final EventTypes TYPES = EventTypes.shipped();

    private final EventDraft draft = new EventDraft();
    private @Nullable LifecycleRow known;

    LifecyclesTest() {
        draft.id = "e";
        draft.target = new Target("vm", "7", null);
    }

    @Test
    void tellsOfATargetWhoseTypeSaysSo() {
        assertThat(told("resource_created", NOON))
                .isEqualTo(new LifecycleRow("vm", "7", NOON, "e", null, null, null, null, null, null));
        assertThat(told("subject_moved", NOON))
                .isEqualTo(new LifecycleRow("vm", "7", null, null, NOON, "e", null, null, null, null));
        assertThat(told("subject_archived", NOON))
                .isEqualTo(new LifecycleRow("vm", "7", null, null, null, null, NOON, "e", null, null));
    }

    @Test
    void tellsOfNothingElse() {
        assertThat(told("deployment_started", NOON)).isNull();
        assertThat(told("never_heard_of", NOON)).isNull();
        draft.outcome = Outcome.FAILURE;
        assertThat(told("resource_created", NOON)).isNull();
        draft.outcome = Outcome.SUCCESS;
        draft.target = new Target("IAMUser", "ada", null);
        assertThat(told("resource_created", NOON)).as("somebody").isNull();
        draft.target = new Target("vm", null, "seven");
        assertThat(told("resource_created", NOON)).isNull();
    }

    @Test
    void addsToWhatIsKnownAndIsSilentWhereThatChangesNothing() {
        known = told("resource_deleted", NOON);
        assertThat(told("resource_deleted", NOON)).as("again").isNull();
        assertThat(told("resource_deleted", NOON.minusSeconds(1))).as("older").isNull();

        var both = Objects.requireNonNull(told("resource_created", NOON.minusSeconds(9)));
        assertThat(both.getDeleted()).isEqualTo(NOON);
        assertThat(both.getCreated()).isEqualTo(NOON.minusSeconds(9));
        assertThat(Lifecycles.at(both, NOON)).isEqualTo("deleted");
        assertThat(Lifecycles.at(both, NOON.minusSeconds(1))).isEqualTo("created");
        assertThat(Lifecycles.at(both, NOON.minusSeconds(10))).isNull();
    }

    @Test
    void endsTheSameInWhicheverOrderEventsCome() {
        var created = new LifecycleRow("vm", "7", NOON, "a", null, null, null, null, null, null);
        var changed = new LifecycleRow("vm", "7", null, null, NOON, "b", null, null, null, null);
        var later = new LifecycleRow("vm", "7", null, null, NOON.plusSeconds(1), "c", null, null, null, null);
        var rival = new LifecycleRow("vm", "7", NOON, "z", null, null, null, null, null, null);

        var one = Lifecycles.merged(Lifecycles.merged(Lifecycles.merged(created, changed), later), rival);
        var other = Lifecycles.merged(rival, Lifecycles.merged(later, Lifecycles.merged(changed, created)));
        assertThat(one).isEqualTo(other);
        assertThat(one)
                .isEqualTo(new LifecycleRow("vm", "7", NOON, "z", NOON.plusSeconds(1), "c", null, null, null, null));
    }

    private @Nullable LifecycleRow told(String type, Instant at) {
        return Lifecycles.told(draft, at, TYPES.find(type).orElse(null), key -> known);
    }
}
