package io.probity.evaluate.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.probity.document.Problem;
import io.probity.evaluate.InlineTests;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.CatalogYaml;
import io.probity.evaluate.catalog.ControlLint;
import io.probity.evaluate.catalog.FrameworkDefinition.External;
import io.probity.evaluate.catalog.FrameworkDefinition.Requirement;
import io.probity.evaluate.cel.Expressions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ProwlerImportTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static final Expressions EXPRESSIONS = new Expressions();

    private static final String FRAMEWORK = """
            {"Framework": "House", "Version": "2.0", "Provider": "AWS", "Description": "Rules of ours", "Requirements": [
              {"Id": "1.1", "Name": "Root", "Description": "Root is left alone.", "Attributes": [{"Section": "IAM"}],
               "Checks": ["iam_no_root_access_key", "iam_root_unused", "iam_root_unused"]},
              {"Id": "1.1", "Checks": []}]}
            """;

    @Test
    void listsTheControlThatStandsForACheckAndKeepsTheOthersAsExternal() throws IOException {
        var imported = imported(CheckMap.shipped(), FRAMEWORK);
        var framework = imported.catalog().frameworks().getFirst();

        assertThat(framework.id()).isEqualTo("house-2-0-aws");
        assertThat(framework.version()).isEqualTo("2.0");
        assertThat(framework.requirements()).extracting(Requirement::id).containsExactly("1.1", "1.1-2");
        assertThat(framework.requirements().getFirst()).satisfies(requirement -> {
            assertThat(requirement.title()).isEqualTo("Root");
            assertThat(requirement.description()).isEqualTo("Root is left alone.");
            assertThat(requirement.controls()).containsExactly("aws-no-root-access-key");
            assertThat(requirement.external())
                    .extracting(External::toString)
                    .containsExactly("prowler:iam_root_unused");
        });
        assertThat(imported.remarks())
                .containsExactly(
                        "requirement `1.1` is there more than once: this one is `1.1-2`",
                        "not taken over, for a catalog has no place for it: Requirements[].Attributes (1×)",
                        "1 checks are judged by controls here: iam_no_root_access_key",
                        "1 checks are not judged here, kept as external: iam_root_unused");
    }

    @Test
    void takesAMapOfTheCallersAndNamesAControlThatItDoesNotKnow() throws IOException {
        var map =
                CheckMap.parse("m.yaml", "checks: {iam_root_unused: [no-such], iam_no_root_access_key: no-open-drift}");
        var imported = imported(map, FRAMEWORK);

        assertThat(map.problems()).isEmpty();
        assertThat(imported.catalog()
                        .frameworks()
                        .getFirst()
                        .requirements()
                        .getFirst()
                        .controls())
                .containsExactly("no-open-drift");
        assertThat(imported.remarks()).contains("`iam_root_unused` is mapped to [no-such], which no controls file has");
    }

    @Test
    void saysWhatIsWrongWithAMap() {
        assertThat(CheckMap.parse("m.yaml", "checks:\n  a: {b: c}\nother: 1\n").problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "m.yaml:2:3: error: `a` must name a control, or a list of them",
                        "m.yaml:3:1: error: unknown key `other`");
    }

    @Test
    void shipsAMapOfControlsThatShip() throws IOException {
        var known = known();

        assertThat(CheckMap.shipped().problems()).isEmpty();
        assertThat(CheckMap.shipped().controls().values())
                .isNotEmpty()
                .allSatisfy(names -> assertThat(names)
                        .allSatisfy(
                                name -> assertThat(known.find(name)).as(name).isNotNull()));
    }

    @Test
    void refusesAFileThatIsNoFrameworkOfOneProvider() throws IOException {
        assertThat(imported(CheckMap.shipped(), "{\"framework\": \"all\"}").problems())
                .extracting(Problem::message)
                .containsExactly(
                        "this is Prowler's form for several providers, which is not read: give the file of one provider");
    }

    /** Prowler's own files, where they are there: nothing of requirements and checks is lost, on the way to the file either. */
    @TestFactory
    Stream<DynamicTest> bringsEachRequirementAndAccountsForEachCheck() throws IOException {
        var shared = Path.of(System.getProperty(
                        "probity.shared", System.getenv().getOrDefault("PROBITY_SHARED", "../../shared")))
                .resolve("data/frameworks");
        assumeTrue(Files.exists(shared), () -> "skipped: no " + shared);
        try (var files = Files.walk(shared)) {
            var prowler = files.filter(file -> file.toString().matches(".*prowler(_ids)?/[^/]+\\.json"))
                    .sorted()
                    .toList();
            assertThat(prowler).hasSizeGreaterThan(10);
            return prowler.stream()
                    .map(file -> DynamicTest.dynamicTest(
                            String.valueOf(file.getFileName()), () -> nothingIsLost(Files.readString(file))));
        }
    }

    private static void nothingIsLost(String text) throws IOException {
        var source = JSON.readTree(text);
        var map = CheckMap.shipped();
        var imported = imported(map, text);
        assertThat(imported.problems()).isEmpty();

        var file = CatalogFile.parse("f.yaml", CatalogYaml.text(imported.catalog()));
        assertThat(file.problems()).isEmpty();
        assertThat(file.catalog()).isEqualTo(imported.catalog());
        judgesTheRest(imported);

        var requirements = file.catalog().frameworks().getFirst().requirements();
        assertThat(requirements).hasSameSizeAs(source.path("Requirements"));
        assertThat(requirements).extracting(Requirement::id).doesNotHaveDuplicates();
        for (int i = 0; i < requirements.size(); i++) {
            assertThat(accounted(
                            requirements.get(i),
                            map,
                            source.path("Requirements").path(i)))
                    .as(requirements.get(i).id())
                    .isEqualTo(checks(source.path("Requirements").path(i)));
        }
    }

    /** Each check that is kept as external once, by a control that has nothing wrong with it. */
    private static void judgesTheRest(Imported imported) throws IOException {
        var more = new EvidenceControls(known()).add(imported);
        var checks = new TreeSet<String>();
        for (var requirement : more.catalog().frameworks().getFirst().requirements()) {
            requirement.external().forEach(external -> checks.add(external.toString()));
            assertThat(requirement.controls())
                    .containsAll(requirement.external().stream()
                            .map(External::toString)
                            .toList());
        }

        assertThat(more.catalog().controls())
                .extracting(control -> control.aliases().getFirst())
                .containsExactlyInAnyOrderElementsOf(checks);
        var files = CatalogFile.read(List.of(Path.of("..", "controls")));
        files.add(CatalogFile.parse("more.yaml", CatalogYaml.text(more.catalog())));
        new ControlLint(EXPRESSIONS, "evidence_reported"::equals).check(files);
        assertThat(files.getLast().problems())
                .filteredOn(it -> !it.message().contains("has no control"))
                .isEmpty();
        for (var control : more.catalog().controls()) {
            assertThat(new InlineTests(EXPRESSIONS).run(control)).hasSize(3).allMatch(InlineTests.Outcome::passed);
        }
        assertThat(new EvidenceControls(new KnownControls(more.catalog()))
                        .add(more)
                        .catalog()
                        .controls())
                .as("those that are there are made once")
                .isEqualTo(more.catalog().controls());
    }

    /** The checks of a requirement that it has as external, or has the controls of. */
    private static Set<String> accounted(Requirement requirement, CheckMap map, JsonNode source) {
        var accounted = new TreeSet<String>();
        requirement.external().forEach(external -> accounted.add(external.name()));
        for (var check : checks(source)) {
            if (!map.of(check).isEmpty() && requirement.controls().containsAll(map.of(check))) {
                accounted.add(check);
            }
        }
        return accounted;
    }

    private static Set<String> checks(JsonNode source) {
        var checks = new TreeSet<String>();
        source.path("Checks").forEach(check -> checks.add(check.asText()));
        return checks;
    }

    private static Imported imported(CheckMap map, String text) throws IOException {
        return new ProwlerImport(map, known()).read("f.json", text);
    }

    private static KnownControls known() throws IOException {
        return new KnownControls(CatalogFile.together(CatalogFile.read(List.of(Path.of("..", "controls")))));
    }
}
