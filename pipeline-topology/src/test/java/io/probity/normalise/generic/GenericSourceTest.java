package io.probity.normalise.generic;

import static io.probity.normalise.Reading.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.draft.EventDraft;
import io.probity.model.Crud;
import io.probity.model.Metadata;
import io.probity.model.Outcome;
import io.probity.normalise.Reading;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GenericSourceTest {

    @Test
    void findsTheUsualFieldsUnderNamesInAnyManner() {
        EventDraft draft = fixture(0);

        assertThat(draft.id).isEqualTo("g-1");
        assertThat(draft.effective).isEqualTo(Instant.parse("2026-02-03T10:00:00Z"));
        assertThat(draft.actor.getId()).isEqualTo("ada@example.org");
        assertThat(draft.eventType).isEqualTo("UserLoginFailed");
        assertThat(draft.outcome).isEqualTo(Outcome.FAILURE);
        assertThat(draft.metadata)
                .as("the address without its port")
                .isEqualTo(new Metadata("192.0.2.30", "Mozilla/5.0", null, null));
    }

    @Test
    void looksIntoAWrapperBeforeATimeThatOnlyTheCollectorPutThere() {
        EventDraft draft = fixture(1);

        assertThat(draft.id).isEqualTo("g-2");
        assertThat(draft.actor.getId()).isEqualTo("u-1");
        assertThat(draft.action).isEqualTo("page.deleted");
        assertThat(draft.crud).isEqualTo(Crud.DELETE);
    }

    @Test
    void readsJsonInsideAString() {
        EventDraft draft = fixture(2);

        assertThat(draft.id).isEqualTo("a-3");
        assertThat(draft.actor.getName()).isEqualTo("joan");
        assertThat(draft.outcome).isEqualTo(Outcome.DENIED);
        assertThat(draft.metadata).isEqualTo(new Metadata("192.0.2.31", null, null, null));
    }

    @Test
    void takesTheTypeFromAHeader() {
        var draft = event(
                "generic",
                "{\"action\":\"opened\",\"sender\":{\"id\":7,\"login\":\"ada\"}}",
                Map.of("x-github-event", "issues", "x-github-delivery", "d-1"));

        assertThat(draft.eventType).isEqualTo("issues");
        assertThat(draft.action).isEqualTo("opened");
        assertThat(draft.id).isEqualTo("d-1");
        assertThat(draft.actor.getId()).isEqualTo("7");
    }

    @Test
    void acceptsAnObjectThatSaysNothing() {
        var draft = event("generic", "{}");

        assertThat(draft.eventType).isEqualTo("generic");
        assertThat(draft.effective).isNull();
        assertThat(draft.id).isNull();
    }

    private static EventDraft fixture(int line) {
        return event("generic", Reading.fixture("generic.ndjson").get(line));
    }
}
