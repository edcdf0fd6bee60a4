package io.probity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probity.outputs.OutputRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputRulesFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path folder;

    @Test
    void eachOutputHasARuleOfItsOwn() throws Exception {
        var file = Files.writeString(
                folder.resolve("outputs.yaml"),
                "findings: {drop: [remediation, event.actor.id], mask:ip: [event.metadata.clientIp]}\n");
        var outputs = OutputRulesFile.of(settings(file.toString()));

        assertThat(outputs.findings()).isNotSameAs(OutputRule.NOTHING);
        assertThat(outputs.violations()).isSameAs(OutputRule.NOTHING);
        assertThat(outputs.decisions()).isSameAs(OutputRule.NOTHING);
    }

    @Test
    void whatIsWrongIsNamedWithItsLine() {
        assertThatThrownBy(() -> parse("findings:\n  drop: [remediaton]\n"))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("own.yaml:2")
                .hasMessageContaining("`remediaton` is neither a member that may be left empty (expected, expression,")
                .hasMessageContaining("`remediation`");
        assertThatThrownBy(() -> parse("decisions: {drop: [observed]}")).hasMessageContaining("(reason)");
        assertThatThrownBy(() -> parse("finding: {drop: [reason]}")).hasMessageContaining("findings");
        assertThatThrownBy(() -> parse("findings: {mask:ip: [reason]}")).hasMessageContaining("can only be dropped");
        assertThatThrownBy(() -> parse("findings: {token: [data.who]}")).hasMessageContaining("protect.tightening");
        assertThatThrownBy(() -> parse("findings: {drop: [data.who], mask:ip: [data.who]}"))
                .hasMessageContaining("named twice");
        assertThatThrownBy(() -> parse("findings: {hide: [data.who]}")).hasMessageContaining("unknown key `hide`");
        assertThatThrownBy(() -> parse("findings: [data.who]")).hasMessageContaining("an object is needed");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> OutputRulesFile.of(settings("nowhere.yaml")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("outputs.rules")
                .hasMessageContaining("nowhere.yaml");
    }

    private static void parse(String text) {
        OutputRulesFile.parse("own.yaml", text);
    }

    private static Settings settings(String file) {
        return Settings.of(null, Map.of(), Map.of("outputs.rules", file));
    }
}
