package io.probity.evaluate.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.probity.document.LocatedTree;
import io.probity.document.Problem;
import io.probity.document.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published form of catalog files and the reader's are one. */
class CatalogSchemaTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TEXT = Shipped.text(CatalogFile.SCHEMA);
    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(TEXT);

    /** Where in a file each kind of object stands, by its name in the schema. */
    private static final Map<String, String> PLACES = Map.ofEntries(
            Map.entry("control", "{\"controls\": [%s]}"),
            Map.entry("trigger", "{\"controls\": [{\"triggers\": [%s]}]}"),
            Map.entry("recall", "{\"controls\": [{\"recall\": {\"a\": %s}}]}"),
            Map.entry("followedBy", "{\"controls\": [{\"followedBy\": %s}]}"),
            Map.entry("review", "{\"controls\": [{\"confidence\": \"1\", \"review\": %s}]}"),
            Map.entry("evidence", "{\"controls\": [{\"evidence\": [%s]}]}"),
            Map.entry("expression", "{\"controls\": [{\"expression\": %s}]}"),
            Map.entry("test", "{\"controls\": [{\"tests\": [%s]}]}"),
            Map.entry("framework", "{\"frameworks\": [%s]}"),
            Map.entry("requirement", "{\"frameworks\": [{\"requirements\": [%s]}]}"),
            Map.entry("assignment", "{\"assignments\": [%s]}"),
            Map.entry("waiver", "{\"waivers\": [%s]}"),
            Map.entry("pass", "{\"passes\": [%s]}"),
            Map.entry("unit", "{\"scopes\": [%s]}"),
            Map.entry("member", "{\"scopes\": [{\"members\": [%s]}]}"));

    /** Says all that there is to say, each thing once. */
    private static final String FULL = """
            frameworks:
              - {id: f, version: 2, effectiveFrom: 2026-01-01, name: F, description: d, owner: {unit: u}, retired: true, requirements: [
                 {id: r, title: t, description: d, policy: p, controls: [c], external: ["a:b", {tool: x, name: y, form: {z: 1}}],
                  mappings: ["SOC 2:CC8.1", {id: "ISO 27001:A.8.32", relation: subset-of}]}]}
            controls:
              - id: c
                version: 1.5
                effectiveFrom: 2026-01-01T00:00:00Z
                title: C
                description: d
                severity: high
                triggers: [{event: a}, {every: PT1H}]
                judges: state
                applies: {kinds: [project], labels: {tier: gold}}
                when: "true"
                expect: facts.a == params.b
                recall: {x: {events: [a], where: "true", groupBy: data.a, within: PT1M, distinct: data.b, most: 5}}
                followedBy: {events: [a], where: "true", groupBy: data.a, within: PT1M, distinct: data.b}
                confidence: data.confidence
                review: {below: 0.7, within: P1D, when: [PASS, FAIL, WARN]}
                evidence: [{field: a, ttl: P1D, tolerance: PT1H, mayBeEmpty: true}, {type: scan}]
                mode: shadow
                params: {b: [1, x]}
                overrides: [{scope: acme, params: {b: 2}}, {scope: {kind: project, id: "1"}, params: {b: 3}}]
                remediation: r
                tests: [{name: n, before: [{data: {}}], event: {data: {}}, then: [{data: {}}], at: PT1M,
                   facts: {a: 1}, params: {b: 1}, expect: PASS, review: true}]
                aliases: [old]
                retired: true
              - {id: v, triggers: [{event: a}], verdict: data.status, evidence: [{type: scan, ttl: P1D}]}
            assignments:
              - {id: a, version: 1, effectiveFrom: 2026-01-01, framework: f, scope: "*", from: 2026-01-01, to: 2027-01-01, retired: true}
            waivers:
              - {id: w, control: c, subject: project/1, reason: r, approver: a, from: 2026-01-01, expires: 2027-01-01, retired: true}
              - {control: c, scope: {kind: project, path: acme}, reason: r, approver: a, expires: 2027-01-01}
            passes:
              - {id: p, version: 1, effectiveFrom: 2026-01-01, scope: {unit: u}, controls: [c], reason: r, approver: a,
                 from: 2026-01-01, expires: 2026-01-08, retired: true}
            scopes:
              - {id: u, version: 1, effectiveFrom: 2026-01-01, title: U, description: d, parent: v, retired: true,
                 members: [acme, {kind: project, id: "1"}, {kind: group, path: acme/x}]}
            """;

    @Test
    void everyShippedFileIsAsItSays() throws IOException {
        try (var files = Files.walk(Path.of("../controls"))) {
            for (var file : files.filter(it -> it.toString().endsWith(".yaml")).toList()) {
                assertThat(faults(Files.readString(file))).as("%s", file).isEmpty();
            }
        }
    }

    @Test
    void whatTheReaderTakesInFullIsAsItSaysAsItIsAndAsItIsWrittenAgain() {
        var file = CatalogFile.parse("full", FULL);

        assertThat(file.problems()).isEmpty();
        assertThat(faults(FULL)).isEmpty();
        var catalog = file.catalog();
        var again = JSON.createObjectNode();
        catalog.frameworks().forEach(it -> again.withArray("frameworks").add(DefinitionWriter.json(it)));
        catalog.controls().forEach(it -> again.withArray("controls").add(DefinitionWriter.json(it)));
        catalog.assignments().forEach(it -> again.withArray("assignments").add(DefinitionWriter.json(it)));
        catalog.waivers().forEach(it -> again.withArray("waivers").add(DefinitionWriter.json(it)));
        catalog.passes().forEach(it -> again.withArray("passes").add(DefinitionWriter.json(it)));
        catalog.scopes().forEach(it -> again.withArray("scopes").add(DefinitionWriter.json(it)));
        assertThat(faults(again.toString())).isEmpty();
    }

    @Test
    void theReaderKnowsEveryKeyOfIt() throws JsonProcessingException {
        var schema = JSON.readTree(TEXT);
        for (var place : PLACES.entrySet()) {
            for (var property :
                    schema.at("/$defs/" + place.getKey() + "/properties").properties()) {
                var key = property.getKey();
                var file = CatalogFile.parse(
                        "one",
                        place.getValue().formatted(JSON.createObjectNode().putNull(key)));

                assertThat(file.problems().stream().map(Problem::message))
                        .as("%s of %s", key, place.getKey())
                        .noneMatch(message -> message.contains("unknown key `" + key + "`"));
            }
        }
    }

    @Test
    void everyObjectOfItIsClosed() throws JsonProcessingException {
        var open = new ArrayList<JsonNode>();
        for (var part : JSON.readTree(TEXT).findParents("properties")) {
            if (part.path("additionalProperties").asBoolean(true)) {
                open.add(part);
            }
        }

        assertThat(open).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "control: []",
                "controls: [{id: c, expects: x}]",
                "controls: [{title: c}]",
                "controls: [{id: c, severity: awful}]",
                "controls: [{id: c, triggers: [{event: a, every: PT1H}]}]",
                "controls: [{id: c, triggers: [{every: 1h}]}]",
                "controls: [{id: c, tests: [{name: n}]}]",
                "controls: [{id: c, followedBy: {events: [a]}}]",
                "controls: [{id: c, verdict: {a: b}}]",
                "controls: [{id: c, confidence: '1', review: {below: 0.7}}]",
                "controls: [{id: c, confidence: '1', review: {within: P1D}}]",
                "controls: [{id: c, confidence: '1', review: {below: 0.7, within: P1D, when: [UNKNOWN]}}]",
                "waivers: [{control: c, reason: r, approver: a, expires: 2027-01-01}]",
                "assignments: [{framework: f, scope: '*', from: yesterday}]",
                "scopes: [{title: U}]",
                "passes: [{id: p, scope: '*', reason: r, approver: a, from: 2026-01-01}]",
                "scopes: [{id: u, members: [{unit: v}]}]"
            })
    void whatTheReaderRefusesForItsFormIsNotAsItSays(String text) {
        assertThat(CatalogFile.parse("wrong", text).problems()).isNotEmpty();
        assertThat(faults(text)).isNotEmpty();
    }

    private static List<String> faults(String text) {
        return SCHEMA.validate(LocatedTree.parse("file", text).root()).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }
}
