package io.probity.evaluate.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.probity.evaluate.catalog.Catalog;
import io.probity.evaluate.catalog.CatalogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class OscalExportTest {
    private static final JsonMapper JSON = new JsonMapper();

    /** What is awkward: ids that are no tokens, two that become one, texts of many lines, lists, what nobody knows. */
    private static final String AWKWARD = """
            frameworks:
              - id: 1 awkward
                version: "3"
                effectiveFrom: 2024-02-03T00:00:00Z
                name: "Awkward\\n framework"
                owner: {unit: bank}
                requirements:
                  - {id: "1.1", title: " Two\\n lines ", controls: [one, uno, gone], external: ["prowler:iam_x", "ask somebody"],
                     mappings: ["SOC 2:CC8.1", {id: "ISO 27001:A.8.32", relation: subset-of}]}
                  - {id: "a b"}
                  - {id: "a/b", description: "All\\n of it", controls: [one]}
            controls:
              - {id: one, title: One, version: "7", effectiveFrom: 2025-01-01T00:00:00Z, triggers: [{event: x}],
                 expect: "true", aliases: [uno], params: {people: [a, b], nobody: [], minimum: 2},
                 overrides: [{scope: g, params: {minimum: 3}}]}
            """;

    /** The same, in a plant. */
    private static final String HELD = AWKWARD + """
            scopes:
              - {id: bank, title: "The\\n bank", description: "All of it\\n", version: "2", effectiveFrom: 2025-06-01T00:00:00Z}
              - {id: payments, parent: bank, members: [acme/payments, {kind: cloud_account, id: "123"}, {kind: k8s_cluster, path: eu/payments}]}
              - {id: shop, parent: bank}
              - {id: elsewhere}
              - {id: gone, parent: bank, retired: true}
            assignments:
              - {id: a-1, framework: 1 awkward, scope: {unit: payments}, from: 2026-01-01, to: 2027-01-01}
              - {id: a-2, framework: other, scope: {unit: elsewhere}, from: 2026-01-01}
            waivers:
              - {id: w-1, control: uno, subject: project/6, reason: "known\\n since May", approver: eve, from: 2026-01-01, expires: 2027-01-01}
              - {id: w-2, control: not-here, subject: project/6, reason: r, approver: eve, from: 2026-01-01, expires: 2027-01-01}
            passes:
              - {id: p 1, scope: acme/payments, controls: [one], reason: the registry is down, approver: eve, from: 2026-03-02T12:00:00Z, expires: 2026-03-02T16:00:00Z}
            """;

    @Test
    void isWhatNistsSchemasAskFor() throws IOException {
        for (var catalog : List.of(shipped(), awkward(), held())) {
            var export = export(catalog, null);
            assertThat(faults("catalog", export.catalog())).isEmpty();
            assertThat(faults("profile", export.profile())).isEmpty();
            assertThat(faults("component-definition", export.component())).isEmpty();
        }
    }

    @Test
    void isRefusedByNistsSchemasWhereItIsWrong() throws IOException {
        var wrong = export(shipped(), null).catalog();
        ((ObjectNode) wrong.document().path("catalog")).put("uuid", "6ba7b811-9dad-31d1-80b4-00c04fd430c8");

        assertThat(faults("catalog", wrong)).isNotEmpty();
    }

    @Test
    void holdsARequirementAsAControlWithItsLabelAndItsMappings() {
        var group = export(awkward(), null).catalog().document().at("/catalog/groups/0");

        assertThat(export(awkward(), null)
                        .catalog()
                        .document()
                        .at("/catalog/metadata/props/0/value")
                        .asText())
                .isEqualTo("unit/bank");
        assertThat(group.path("id").asText()).isEqualTo("_1-awkward");
        assertThat(group.path("title").asText()).isEqualTo("Awkward framework");
        assertThat(group.path("controls").findValuesAsText("id"))
                .containsExactly("_1.1", "_1.1_smt", "a-b", "a-b_smt", "a-b-2", "a-b-2_smt");
        assertThat(group.at("/controls/0/props").toString())
                .isEqualTo("[{\"name\":\"label\",\"value\":\"1.1\"},"
                        + "{\"name\":\"mapping\",\"ns\":\"urn:probity:oscal\",\"value\":\"SOC 2:CC8.1\","
                        + "\"class\":\"intersects-with\"},"
                        + "{\"name\":\"mapping\",\"ns\":\"urn:probity:oscal\",\"value\":\"ISO 27001:A.8.32\","
                        + "\"class\":\"subset-of\"}]");
        assertThat(group.path("params").findValuesAsText("label")).containsExactly("people", "nobody", "minimum");
    }

    @Test
    void choosesTheRequirementsAndSetsTheParametersOfTheirControls() {
        var exported = export(awkward(), null).profile();
        var profile = exported.document().path("profile");

        assertThat(profile.at("/imports/0").toString())
                .isEqualTo("{\"href\":\"catalog.json\",\"include-controls\":"
                        + "[{\"with-ids\":[\"_1.1\",\"a-b\",\"a-b-2\"]}]}");
        assertThat(profile.at("/modify/set-parameters").toString())
                .isEqualTo("[{\"param-id\":\"one.people\",\"values\":[\"a\",\"b\"]},"
                        + "{\"param-id\":\"one.minimum\",\"values\":[\"2\"]}]");
        assertThat(exported.remarks())
                .containsExactly(
                        "not in the export: of requirement `1.1` `gone`, which no controls file has",
                        "not in the export: `one` has other parameters for g");
    }

    @Test
    void namesTheControlsAndTheOtherToolsThatCheckARequirement() {
        var components = export(awkward(), null).component().document().at("/component-definition/components");

        assertThat(components.findValuesAsText("title")).containsExactly("Probity", "external", "prowler");
        assertThat(components.at("/0/control-implementations/0/implemented-requirements"))
                .extracting(it -> it.path("control-id").asText() + ": "
                        + it.path("description").asText())
                .containsExactly("_1.1: Checked by one.", "a-b-2: Checked by one.");
        assertThat(components.at("/0/control-implementations/0/implemented-requirements/0/props"))
                .extracting(prop ->
                        prop.path("name").asText() + "=" + prop.path("value").asText())
                .containsExactly(
                        "check=one",
                        "check-title=One",
                        "check-version=7",
                        "check-severity=medium",
                        "check-mode=observe");
        assertThat(components
                        .at("/2/control-implementations/0/implemented-requirements/0/props/0/value")
                        .asText())
                .isEqualTo("iam_x");
    }

    /** The tree is whole as far as it is named: those above for their name, those below since they are covered. */
    @Test
    void unitsAreOrganizationsBelowOneAnother() {
        var parties = export(held(), null).component().document().at("/component-definition/metadata/parties");

        assertThat(parties)
                .extracting(
                        it -> it.path("type").asText() + " " + it.path("name").asText())
                .containsExactly("organization The bank", "organization payments", "organization shop");
        assertThat(parties.at("/1/member-of-organizations/0")).isEqualTo(parties.at("/0/uuid"));
        assertThat(parties.at("/0/remarks").asText()).isEqualTo("All of it");
        assertThat(parties.at("/1/props"))
                .extracting(OscalExportTest::shown)
                .containsExactly(
                        "unit=payments",
                        "unit-version=1",
                        "unit-from=1970-01-01T00:00:00Z",
                        "unit-parent=bank",
                        "unit-member=acme/payments (path)",
                        "unit-member=cloud_account/123 (id)",
                        "unit-member=k8s_cluster/eu/payments (path)");
    }

    @Test
    void whereItHoldsAndWhatIsLetThroughArePropsOfWhatJudges() {
        var props = export(held(), null).component().document().at("/component-definition/components/0/props");

        assertThat(props)
                .extracting(it -> it.path("group").asText() + " " + shown(it))
                .containsExactly(
                        "assignment-a-1 assignment=a-1",
                        "assignment-a-1 assignment-version=1",
                        "assignment-a-1 assignment-scope=unit/payments (unit)",
                        "assignment-a-1 assignment-from=2026-01-01T00:00:00Z",
                        "assignment-a-1 assignment-to=2027-01-01T00:00:00Z",
                        "waiver-w-1 waiver=w-1: known since May",
                        "waiver-w-1 waiver-version=1",
                        "waiver-w-1 waiver-control=uno",
                        "waiver-w-1 waiver-subject=project/6",
                        "waiver-w-1 waiver-approver=eve",
                        "waiver-w-1 waiver-from=2026-01-01T00:00:00Z",
                        "waiver-w-1 waiver-expires=2027-01-01T00:00:00Z",
                        "pass-through-p-1 pass-through=p 1: the registry is down",
                        "pass-through-p-1 pass-through-version=1",
                        "pass-through-p-1 pass-through-scope=acme/payments (path)",
                        "pass-through-p-1 pass-through-control=one",
                        "pass-through-p-1 pass-through-approver=eve",
                        "pass-through-p-1 pass-through-from=2026-03-02T12:00:00Z",
                        "pass-through-p-1 pass-through-expires=2026-03-02T16:00:00Z");
        assertThat(export(held(), null).component().remarks())
                .containsExactly("not in the export: of requirement `1.1` `gone`, which no controls file has");
    }

    @Test
    void aCatalogNamesWhatStandsInTheComponentDefinition() {
        assertThat(export(held(), null).catalog().remarks())
                .contains(
                        "not in a catalog, but in oscal-component: the unit `bank` of the scope tree, the unit `payments` of the"
                                + " scope tree, the unit `shop` of the scope tree, the assignment `a-1` to unit/payments, the waiver `w-1`"
                                + " of `uno`, the pass-through `p 1`");
    }

    /** A waiver makes no other requirements of it. */
    @Test
    void aWaiverMakesAnotherComponentDefinitionAndNoOtherCatalog() {
        var without = parsed(HELD.replaceAll(".*id: w-1.*\n", ""));

        assertThat(export(without, null).component().document().at("/component-definition/uuid"))
                .isNotEqualTo(export(held(), null).component().document().at("/component-definition/uuid"));
        assertThat(export(without, null).catalog().document())
                .isEqualTo(export(held(), null).catalog().document());
    }

    private static String shown(JsonNode prop) {
        return prop.path("name").asText() + "=" + prop.path("value").asText()
                + (prop.has("class") ? " (" + prop.path("class").asText() + ")" : "")
                + (prop.has("remarks") ? ": " + prop.path("remarks").asText() : "");
    }

    @Test
    void saysWhenItsYoungestDefinitionCameIntoForceOrWhatTheCallerSays() {
        assertThat(metadata(null).path("last-modified").asText()).isEqualTo("2025-01-01T00:00:00Z");
        assertThat(metadata(Instant.parse("2026-05-06T07:08:09Z"))
                        .path("last-modified")
                        .asText())
                .isEqualTo("2026-05-06T07:08:09Z");
        assertThat(metadata(null).path("version").asText()).isEqualTo("3");
    }

    @Test
    void isTheSameEachTimeAndAnotherDocumentInAnotherVersion() {
        var one = export(awkward(), null).catalog().document();
        var other = export(
                        CatalogFile.parse("a.yaml", AWKWARD.replace("\"7\"", "\"8\""))
                                .catalog(),
                        null)
                .catalog()
                .document();

        assertThat(export(awkward(), null).catalog().document()).isEqualTo(one);
        assertThat(other.at("/catalog/uuid")).isNotEqualTo(one.at("/catalog/uuid"));
    }

    /** Held so that a document keeps its name from release to release; as Python's uuid5 gives it. */
    @Test
    void givesANameTheSameUuidForEver() {
        assertThat(Oscal.uuid("a", "b")).hasToString("90e4e038-a4c9-5122-a088-03495e6e3249");
        assertThat(Oscal.uuid("ab")).isNotEqualTo(Oscal.uuid("a", "b"));
    }

    /** Hundreds of requirements, whose ids begin with digits, and whose texts nobody here wrote; where they are there. */
    @TestFactory
    Stream<DynamicTest> writesWhatCameFromProwlerAsNistsSchemasAskFor() throws IOException {
        var shared = Path.of(System.getProperty(
                        "probity.shared", System.getenv().getOrDefault("PROBITY_SHARED", "../../shared")))
                .resolve("data/frameworks");
        assumeTrue(Files.exists(shared), () -> "skipped: no " + shared);
        try (var files = Files.walk(shared)) {
            return files
                    .filter(file -> file.toString().matches(".*prowler(_ids)?/[^/]+\\.json"))
                    .sorted()
                    .toList()
                    .stream()
                    .map(file -> DynamicTest.dynamicTest(
                            String.valueOf(file.getFileName()), () -> valid(Files.readString(file))));
        }
    }

    private static void valid(String prowler) throws IOException {
        var known = new KnownControls(shipped());
        var imported = new ProwlerImport(CheckMap.shipped(), known).read("p.json", prowler);
        var export = new OscalExport(imported.catalog().frameworks().getFirst(), shipped(), null, "catalog.json");

        assertThat(faults("catalog", export.catalog())).isEmpty();
        assertThat(faults("profile", export.profile())).isEmpty();
        assertThat(faults("component-definition", export.component())).isEmpty();
    }

    private static JsonNode metadata(@Nullable Instant lastModified) {
        return export(awkward(), lastModified).catalog().document().at("/catalog/metadata");
    }

    private static OscalExport export(Catalog catalog, @Nullable Instant lastModified) {
        return new OscalExport(catalog.frameworks().getFirst(), catalog, lastModified, "catalog.json");
    }

    private static Catalog awkward() {
        return parsed(AWKWARD);
    }

    private static Catalog held() {
        return parsed(HELD);
    }

    private static Catalog parsed(String yaml) {
        var file = CatalogFile.parse("a.yaml", yaml);
        assertThat(file.problems()).isEmpty();
        return file.catalog();
    }

    private static Catalog shipped() throws IOException {
        return CatalogFile.together(CatalogFile.read(List.of(Path.of("..", "controls"))));
    }

    /** By the schemas of OSCAL 1.1.2 that NIST's own library for Java carries. */
    private static Set<ValidationMessage> faults(String model, Exported exported) throws IOException {
        try (var in = OscalExportTest.class.getResourceAsStream("/schema/json/oscal-" + model + "_schema.json")) {
            var schema = JSON.readTree(Objects.requireNonNull(in));
            // its definitions give their own pointers as ids, by which validators that keep to draft 7 lose their way
            schema.path("definitions").forEach(definition -> ((ObjectNode) definition).remove("$id"));
            return JsonSchemaFactory.getInstance(VersionFlag.V7)
                    .getSchema(schema)
                    .validate(JSON.readTree(exported.document().toString()));
        }
    }
}
