package io.probity.evaluate.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DefinitionChangesTest {
    private static final Definition OLD = control("a", "1", "{\"x\":1}", false);

    @Test
    void whatTheLogDoesNotHaveIsNew() {
        var changes = DefinitionChanges.between(List.of(OLD), List.of());

        assertThat(changes.added()).containsExactly(OLD);
        assertThat(changes.toPublish()).containsExactly(OLD);
    }

    @Test
    void whatTheLogHasIsNotWrittenAgain() {
        var again =
                new Definition(OLD.getKind(), OLD.getId(), "1", Instant.EPOCH, false, OLD.getBody(), "other", 0, null);
        var changes = DefinitionChanges.between(List.of(again), List.of(OLD));

        assertThat(changes.unchanged()).containsExactly(again);
        assertThat(changes.toPublish()).isEmpty();
    }

    @Test
    void aChangeWantsAVersionOfItsOwn() {
        var raised = control("a", "2", "{\"x\":2}", false);
        assertThat(DefinitionChanges.between(List.of(raised), List.of(OLD)).toPublish())
                .containsExactly(raised);

        var silent = control("a", "1", "{\"x\":2}", false);
        var changes = DefinitionChanges.between(List.of(silent), List.of(OLD));
        assertThat(changes.sameVersion()).containsExactly(new DefinitionChanges.Change(OLD, silent));
        assertThat(changes.toPublish()).isEmpty();
    }

    @Test
    void whatStaysInForceIsTold() {
        var retired = control("b", "1", "{}", true);

        assertThat(DefinitionChanges.between(List.of(), List.of(OLD, retired)).left())
                .containsExactly(OLD);
    }

    @Test
    void kindsHaveNamesOfTheirOwn() {
        var framework = new Definition(DefinitionKind.FRAMEWORK, "a", "1", Instant.EPOCH, false, "{}", "p", 0, null);

        assertThat(DefinitionChanges.between(List.of(framework), List.of(OLD)).added())
                .containsExactly(framework);
    }

    private static Definition control(String id, String version, String body, boolean retired) {
        return new Definition(DefinitionKind.CONTROL, id, version, Instant.EPOCH, retired, body, "p", 0, null);
    }
}
