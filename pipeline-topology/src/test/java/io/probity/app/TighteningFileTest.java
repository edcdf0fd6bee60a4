package io.probity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probity.draft.FieldTable;
import io.probity.draft.Keeping;
import io.probity.transform.Tightening;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TighteningFileTest {
    private static final FieldTable SHIPPED =
            FieldTable.of("shipped", Map.of("data", Map.of("public", List.of("/open"), "token", List.of("/who"))));

    @Test
    void aFileAddsAndTightens() {
        var tightening =
                parse("event: {drop: [actor/name]}\nsources:\n  gitlab:\n    data: {encrypt: [/open, /who]}\n");

        assertThat(Objects.requireNonNull(tightening.event().get("actor/name")).keeping())
                .isEqualTo(Keeping.DROP);
        var table = Objects.requireNonNull(tightening.sources().get("gitlab"));
        assertThat(Objects.requireNonNull(table.data().ruleOf(List.of("open"))).keeping())
                .isEqualTo(Keeping.ENCRYPT);
    }

    @Test
    void whatWouldLoosenIsNamedWithItsLine() {
        assertThatThrownBy(() -> parse("event:\n  mask:ip: [actor/name]\n"))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("own.yaml:2")
                .hasMessageContaining("would loosen it");
        assertThatThrownBy(() -> parse("sources:\n  gitlab:\n    data:\n      internal: [/who]\n"))
                .hasMessageContaining("own.yaml:4")
                .hasMessageContaining("would loosen it");
        assertThatThrownBy(() -> parse("sources:\n  gitlab:\n    data:\n      internal: [/free]\n"))
                .as("what nothing names is personal")
                .hasMessageContaining("would loosen it");
    }

    @Test
    void whatThereIsNotIsNamed() {
        assertThatThrownBy(() -> parse("sources: {nowhere: {}}\n"))
                .hasMessageContaining("there is no source `nowhere`");
        assertThatThrownBy(() -> parse("event: {drop: [actor/nmae]}\n")).hasMessageContaining("actor/name");
    }

    private static Tightening parse(String text) {
        return TighteningFile.parse("own.yaml", text, name -> name.equals("gitlab") ? SHIPPED : null);
    }
}
