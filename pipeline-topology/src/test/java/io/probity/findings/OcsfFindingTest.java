package io.probity.findings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.probity.model.CountedOccurrences;
import io.probity.model.LeafRef;
import io.probity.model.Protected;
import io.probity.model.Severity;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OcsfFindingTest {
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private JsonNode required;

    @BeforeEach
    void read() throws IOException {
        try (var yaml = OcsfFindingTest.class.getResourceAsStream("/ocsf/required.yaml")) {
            required = new YAMLMapper().readTree(yaml);
        }
    }

    @ParameterizedTest
    @EnumSource
    void hasAllThatTheSchemaRequiresInEachStatus(ViolationStatus status) {
        assertThat(faults(OcsfFinding.of(Violations.of(status)))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void hasAllThatTheSchemaRequiresInEachSeverity(Severity severity) {
        var violation = Violations.of(ViolationStatus.DETECTED, severity, "alice", "why", "how", "e1");

        assertThat(faults(OcsfFinding.of(violation))).isEmpty();
    }

    @Test
    void oneThatCountsAFloodIsAnUpdateWithItsCount() {
        var opened = Violations.of(ViolationStatus.DETECTED);
        var cause = opened.getCause();
        var last = new LeafRef(cause.getGeneration(), cause.getPartition(), cause.getLeaf() + 5L, "");
        var counting = Violation.newBuilder(opened)
                .setCounted(
                        new CountedOccurrences(6L, last, opened.getDetectedAt().plusSeconds(9)))
                .build();

        var ocsf = OcsfFinding.of(counting);

        assertThat(faults(ocsf)).isEmpty();
        assertThat(ocsf.path("count").asLong()).isEqualTo(6);
        assertThat(ocsf.path("activity_name").asText()).isEqualTo("Update");
        assertThat(State.id(counting)).isNotEqualTo(State.id(opened));
        assertThat(CefFinding.of(counting)).contains(" cnt=6 ");
        assertThat(EcsFinding.of(counting).at("/probity/violation/occurrences").asLong())
                .isEqualTo(6);
    }

    @Test
    void hasAllThatTheSchemaRequiresWhereMuchIsMissing() {
        assertThat(faults(OcsfFinding.of(Violations.bare(null)))).isEmpty();
        assertThat(faults(OcsfFinding.of(Violations.bare(new Protected("k", null, null, null)))))
                .isEmpty();
        assertThat(faults(OcsfFinding.of(Violations.bare(new Protected(null, null, 3, "00ff")))))
                .isEmpty();
    }

    @Test
    void theCheckSeesWhatIsMissing() {
        var finding = OcsfFinding.of(Violations.of(ViolationStatus.DETECTED));
        ((ObjectNode) finding.get("metadata")).remove("version");
        finding.remove("time");
        finding.put("severity_id", 7);
        finding.put("severiti", "High");

        assertThat(faults(finding))
                .containsExactlyInAnyOrder(
                        "compliance_finding lacks time",
                        "compliance_finding.severity_id may not be 7",
                        "compliance_finding.severiti is not known",
                        "metadata lacks version");
    }

    @ParameterizedTest
    @CsvSource({
        "DETECTED, 1, 1, 3",
        "IN_REVIEW, 2, 2, 3",
        "RESOLVED, 3, 4, 1",
        "DISMISSED, 3, 3, 99",
    })
    void aStatusIsAnActivityAndAStandingOfItsOwn(ViolationStatus status, int activity, int finding, int compliance) {
        var ocsf = OcsfFinding.of(Violations.of(status));

        assertThat(ocsf.get("activity_id").asInt()).isEqualTo(activity);
        assertThat(ocsf.get("type_uid").asInt()).isEqualTo(200_300 + activity);
        assertThat(ocsf.get("status_id").asInt()).isEqualTo(finding);
        assertThat(ocsf.at("/compliance/status_id").asInt()).isEqualTo(compliance);
    }

    @Test
    void saysWhatTheViolationSays() {
        var ocsf = OcsfFinding.of(Violations.of(ViolationStatus.RESOLVED));

        assertThat(ocsf.at("/finding_info/uid").asText()).isEqualTo(Violations.ID);
        assertThat(ocsf.at("/time").asLong())
                .isEqualTo(Violations.NOON.plusSeconds(1).toEpochMilli());
        assertThat(ocsf.at("/finding_info/modified_time").asLong())
                .isEqualTo(Violations.NOON.plusSeconds(60).toEpochMilli());
        assertThat(ocsf.at("/finding_info/related_events/0/uid").asText()).isEqualTo("e1");
        assertThat(ocsf.at("/compliance/requirements").toString())
                .isEqualTo("[\"baseline/change-review\",\"baseline/other\"]");
        assertThat(ocsf.at("/compliance/standards").toString()).isEqualTo("[\"SOC 2:CC8.1\",\"ISO 27001:A.8.32\"]");
        assertThat(ocsf.at("/compliance/control_parameters/0").toString())
                .isEqualTo("{\"name\":\"params.minimum\",\"value\":\"2\"}");
        assertThat(ocsf.at("/resources/0/uid").asText()).isEqualTo("project/6");
        assertThat(ocsf.at("/evidences/0/actor/user/uid").asText()).isEqualTo("alice");
        assertThat(ocsf.at("/evidences/1/data").toString()).isEqualTo("{\"seen\":\"VALUE\",\"value\":1}");
        assertThat(ocsf.at("/evidences/3/data/value").asText())
                .as("no JSON any more")
                .isEqualTo("\"a text that was cu");
        assertThat(ocsf.at("/evidences/4/data").toString()).isEqualTo("{\"seen\":\"MISSING\"}");
        assertThat(ocsf.at("/unmapped/end_leaf").asText()).isEqualTo("1-2-99");
    }

    @Test
    void aTokenStaysATokenAndACiphertextIsNotTold() {
        assertThat(OcsfFinding.of(Violations.bare(new Protected(null, null, 3, "00ff")))
                        .at("/evidences/0/actor/user/uid")
                        .asText())
                .isEqualTo("token:3:00ff");
        assertThat(OcsfFinding.of(Violations.bare(new Protected("k", null, null, null)))
                        .has("evidences"))
                .isFalse();
    }

    private List<String> faults(JsonNode finding) {
        var faults = new ArrayList<String>();
        check(finding, "compliance_finding", faults);
        return faults;
    }

    private void check(JsonNode object, String type, List<String> faults) {
        var rule = required.get(type);
        rule.get("required").forEach(name -> {
            if (isMissing(object.get(name.asText()))) {
                faults.add(type + " lacks " + name.asText());
            }
        });
        if (rule.has("one") && names(rule.get("one")).stream().allMatch(name -> isMissing(object.get(name)))) {
            faults.add(type + " has none of " + rule.get("one"));
        }
        object.properties().forEach(member -> {
            if (!names(rule.get("known")).contains(member.getKey())) {
                faults.add(type + '.' + member.getKey() + " is not known");
            }
        });
        rule.path("values").properties().forEach(values -> {
            var value = object.get(values.getKey());
            if (value != null && values.getValue().valueStream().noneMatch(value::equals)) {
                faults.add(type + '.' + values.getKey() + " may not be " + value);
            }
        });
        rule.path("within").properties().forEach(within -> {
            var inner = object.get(within.getKey());
            if (inner != null && inner.isArray()) {
                inner.forEach(item -> check(item, within.getValue().asText(), faults));
            } else if (inner != null) {
                check(inner, within.getValue().asText(), faults);
            }
        });
    }

    private static boolean isMissing(@Nullable JsonNode value) {
        return value == null || value.isNull();
    }

    private static List<String> names(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }
}
