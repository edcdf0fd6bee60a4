package io.probity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probity.model.LeafRef;
import io.probity.model.Observation;
import io.probity.model.Seen;
import io.probity.model.Severity;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import io.probity.outputs.OutputRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
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

        var violation = Violation.newBuilder()
                .setId("v1")
                .setTenant("acme")
                .setControl("c")
                .setControlVersion("1")
                .setTitle("t")
                .setSeverity(Severity.HIGH)
                .setSubject("project/6")
                .setScopeId("project/6")
                .setStatus(ViolationStatus.DETECTED)
                .setEventId("e1")
                .setEventType("x")
                .setActor("ada")
                .setExpression("e")
                .setObserved(List.of(new Observation("event.metadata.clientIp", Seen.VALUE, "\"203.0.113.7\"")))
                .setReason("expected e; saw it")
                .setRemediation("r")
                .setCause(new LeafRef(1, 0, 1L, "00"))
                .setOccurredAt(Instant.EPOCH)
                .setDetectedAt(Instant.EPOCH)
                .build();
        var told = outputs.findings().told(violation);
        assertThat(told.getActor()).isEqualTo("");
        assertThat(told.getRemediation()).isEmpty();
        assertThat(told.getExpression()).isEqualTo("e");
        assertThat(told.getObserved())
                .containsExactly(new Observation("event.metadata.clientIp", Seen.VALUE, "\"203.0.113.0/24\""));
        assertThat(outputs.violations()).isSameAs(OutputRule.NOTHING);
        assertThat(outputs.decisions()).isSameAs(OutputRule.NOTHING);
    }

    @Test
    void whatIsWrongIsNamedWithItsLine() {
        assertThatThrownBy(() -> parse("findings:\n  drop: [remediaton]\n"))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("own.yaml:2")
                .hasMessageContaining(
                        "`remediaton` is neither a member that may be left empty (assignee, expected, expression,")
                .hasMessageContaining("`remediation`");
        assertThatThrownBy(() -> parse("decisions: {drop: [observed]}")).hasMessageContaining("(reason)");
        assertThatThrownBy(() -> parse("finding: {drop: [reason]}")).hasMessageContaining("findings");
        assertThatThrownBy(() -> parse("findings: {mask:ip: [reason]}")).hasMessageContaining("can only be dropped");
        assertThatThrownBy(() -> parse("findings: {token: [data.who]}")).hasMessageContaining("protect.tightening");
        assertThatThrownBy(() -> parse("findings: {drop: [data.who], mask:ip: [data.who]}"))
                .hasMessageContaining("named twice");
        assertThatThrownBy(() -> parse("findings: {drop: [data.who, 'data[\"who\"]']}"))
                .as("two ways to write one")
                .hasMessageContaining("named twice");
        assertThatThrownBy(() -> parse("findings: {drop: ['data.items[0].owner']}"))
                .hasMessageContaining("it must be one field, without the place in a list");
        assertThatThrownBy(() -> parse("findings: {drop: [event.actor.mail]}")).hasMessageContaining("mail");
        assertThatThrownBy(() -> parse("findings: {drop: [event.metadata.clientip]}"))
                .hasMessageContaining("clientip");
        assertThatThrownBy(() -> parse("findings: {drop: [event]}"))
                .hasMessageContaining("`event` cannot be left out: each record tells event.id");
        assertThatThrownBy(() -> parse("findings: {drop: [event.scope]}")).hasMessageContaining("event.scope.kind");
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
