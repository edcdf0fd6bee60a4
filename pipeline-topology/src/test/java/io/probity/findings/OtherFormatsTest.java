package io.probity.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.Protected;
import io.probity.model.Severity;
import io.probity.model.ViolationStatus;
import org.junit.jupiter.api.Test;

class OtherFormatsTest {
    private static final String HOSTILE = "a|b\\c=d\r\ne\nf";

    @Test
    void cefIsOneLineInSevenFieldsAndKeys() {
        var line = CefFinding.of(Violations.of(ViolationStatus.DETECTED));

        assertThat(line)
                .startsWith("CEF:0|Probity|Probity|1|two-approvals|A merge has two approvals|8|rt=1772452801000 ")
                .contains(" act=created ", " cat=compliance ", " suid=alice ", " cs1Label=subject cs1=project/6 ")
                .contains("cs3=SOC 2:CC8.1, ISO 27001:A.8.32", "cs6=" + Violations.ID)
                .doesNotContain("\n", "\r")
                .doesNotContain(" end=");
        assertThat(CefFinding.of(Violations.of(ViolationStatus.RESOLVED)))
                .contains(" act=closed ", " end=1772452860000 ", " outcome=RESOLVED ");
    }

    @Test
    void cefEscapesWhatWouldBreakIt() {
        assertThat(CefFinding.field(HOSTILE)).isEqualTo("a\\|b\\\\c=d e f");
        assertThat(CefFinding.value(HOSTILE)).isEqualTo("a|b\\\\c\\=d\\r\\ne\\nf");
        assertThat(CefFinding.value("\\n"))
                .as("a stroke and an n are no line break")
                .isEqualTo("\\\\n");
        var line = CefFinding.of(
                Violations.of(ViolationStatus.DETECTED, Severity.LOW, HOSTILE, HOSTILE, HOSTILE, HOSTILE));

        assertThat(line).doesNotContain("\n", "\r").contains("msg=a|b\\\\c\\=d\\r\\ne\\nf ");
    }

    @Test
    void cefKeepsToTheLengthsOfItsKeys() {
        var line = CefFinding.of(Violations.of(
                ViolationStatus.DETECTED, Severity.LOW, "alice", "r".repeat(5_000), "m".repeat(9_000), "e1"));

        assertThat(line).contains("msg=" + "r".repeat(1_022) + "…").contains("cs4=" + "m".repeat(3_999) + "…");
    }

    @Test
    void cefSaysNothingOfWhatIsNotThere() {
        assertThat(CefFinding.of(Violations.bare(null)))
                .doesNotContain("suid=", "cs2=", "cs4=", "flexString1")
                .contains("|Unknown|");
    }

    @Test
    void ecsUsesItsOwnFieldsAndItsOwnWords() {
        var open = EcsFinding.of(Violations.of(ViolationStatus.DETECTED));
        var closed = EcsFinding.of(Violations.of(ViolationStatus.RESOLVED));

        assertThat(open.get("@timestamp").asText()).isEqualTo("2026-03-02T12:00:01Z");
        assertThat(open.at("/event/kind").asText()).isEqualTo("alert");
        assertThat(open.at("/event/outcome").asText()).isEqualTo("failure");
        assertThat(open.at("/event/category").toString()).isEqualTo("[\"configuration\"]");
        assertThat(open.at("/event/severity").asInt()).isEqualTo(73);
        assertThat(open.at("/rule/id").asText()).isEqualTo("two-approvals");
        assertThat(open.at("/organization/id").asText()).isEqualTo("acme");
        assertThat(open.at("/user/id").asText()).isEqualTo("alice");
        assertThat(open.at("/probity/standards/0").asText()).isEqualTo("SOC 2:CC8.1");
        assertThat(closed.at("/event/kind").asText()).isEqualTo("event");
        assertThat(closed.at("/event/outcome").asText()).isEqualTo("success");
        assertThat(closed.at("/event/end").asText()).isEqualTo("2026-03-02T12:01:00Z");
        assertThat(EcsFinding.of(Violations.bare(new Protected("k", null, null, null)))
                        .has("user"))
                .as("a ciphertext is no id")
                .isFalse();
    }

    @Test
    void theHeadersAreThoseOfACloudEventInBinaryMode() {
        var headers = CloudEvent.headers(Violations.of(ViolationStatus.RESOLVED), FindingFormat.OCSF);

        assertThat(headers)
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_id", Violations.ID + "/resolved/1-2-99")
                .containsEntry("ce_source", "urn:probity:acme")
                .containsEntry("ce_type", "io.probity.finding.closed")
                .containsEntry("ce_time", "2026-03-02T12:01:00Z")
                .containsEntry("content-type", "application/json")
                .containsKey("ce_dataschema");
        assertThat(CloudEvent.headers(Violations.of(ViolationStatus.DETECTED), FindingFormat.CEF))
                .containsEntry("content-type", "text/plain; charset=utf-8")
                .doesNotContainKey("ce_dataschema");
    }
}
