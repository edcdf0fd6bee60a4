package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.document.DocumentFolder;
import io.probity.evaluate.catalog.AssignmentDefinition;
import io.probity.evaluate.catalog.Catalog;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.ControlDefinition;
import io.probity.evaluate.catalog.ControlLint;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.catalog.FrameworkDefinition;
import io.probity.evaluate.catalog.FrameworkDefinition.Requirement;
import io.probity.evaluate.catalog.Mode;
import io.probity.evaluate.catalog.PartialEvent;
import io.probity.evaluate.catalog.Trigger;
import io.probity.evaluate.cel.Expressions;
import io.probity.model.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ShippedCatalogTest {
    private static final Path CONTROLS = Path.of("..", "controls");
    private static final String BASELINE = "probity-baseline";

    private final Expressions expressions = new Expressions();

    @Test
    void hasNothingThatTheLintMinds() throws IOException {
        var files = CatalogFile.read(List.of(CONTROLS));
        new ControlLint(expressions, type -> true).check(files);

        assertThat(files).flatMap(CatalogFile::problems).isEmpty();
        assertThat(shipped().controls()).hasSize(175);
    }

    @TestFactory
    Stream<DynamicTest> passesItsOwnTests() throws IOException {
        return shipped().controls().stream()
                .flatMap(control -> new InlineTests(expressions).run(control).stream())
                .map(outcome -> DynamicTest.dynamicTest(
                        outcome.control() + ": " + outcome.test(),
                        () -> assertThat(outcome.actual()).as(outcome.reason()).isEqualTo(outcome.expected())));
    }

    @Test
    void testsEveryControlForPassFailAndAMissingField() throws IOException {
        assertThat(shipped().controls())
                .allSatisfy(control -> assertThat(control.tests())
                        .extracting(ControlDefinition.Test::expect)
                        .contains(Status.PASS, Status.FAIL, Status.UNKNOWN));
    }

    @Test
    void comesBackFromItsFormInTheLogUnchanged() throws Exception {
        var catalog = shipped();

        for (var control : catalog.controls()) {
            assertThat(Definitions.control(Definitions.of(control, "p"))).isEqualTo(control);
        }
        for (var framework : catalog.frameworks()) {
            assertThat(Definitions.framework(Definitions.of(framework, "p"))).isEqualTo(framework);
        }
        for (var assignment : catalog.assignments()) {
            assertThat(Definitions.assignment(Definitions.of(assignment, "p"))).isEqualTo(assignment);
        }
    }

    @Test
    void mapsEveryControlToBothStandards() throws IOException {
        var catalog = shipped();

        assertThat(catalog.controls())
                .allSatisfy(control -> assertThat(baseline(catalog).requirements())
                        .filteredOn(requirement -> requirement.controls().contains(control.id()))
                        .flatMap(Requirement::mappings)
                        .as(control.id())
                        .anyMatch(mapping -> mapping.id().startsWith("SOC 2:"))
                        .anyMatch(mapping -> mapping.id().startsWith("ISO 27001:")));
    }

    @Test
    void isCountedInItsDocument() throws IOException {
        var document = Files.readString(Path.of("..", "docs", "controls.md"));
        int controls = 0;
        int shadows = 0;
        int tests = 0;
        for (var path : DocumentFolder.DOCUMENTS.below(CONTROLS)) {
            var name = CONTROLS.relativize(path).toString().replace('\\', '/');
            var catalog = CatalogFile.parse(name, Files.readString(path)).catalog();
            var those = catalog.controls();
            if (!those.isEmpty()) {
                int inShadow = (int) those.stream()
                        .filter(control -> control.mode() == Mode.SHADOW)
                        .count();
                int itsTests = those.stream()
                        .mapToInt(control -> control.tests().size())
                        .sum();
                assertThat(document)
                        .contains("| `%s` | %d | %d | %d |".formatted(name, those.size(), inShadow, itsTests));
                controls += those.size();
                shadows += inShadow;
                tests += itsTests;
            }
            for (var framework : catalog.frameworks()) {
                var listed = framework.requirements().stream()
                        .flatMap(requirement -> requirement.controls().stream())
                        .distinct()
                        .count();
                assertThat(document)
                        .contains("| `%s` | `%s` | %d | %d |"
                                .formatted(
                                        name,
                                        framework.id(),
                                        framework.requirements().size(),
                                        listed));
            }
        }
        assertThat(document).contains("| all | %d | %d | %d |".formatted(controls, shadows, tests));
    }

    @Test
    void assignsNothingButTheBaseline() throws IOException {
        var catalog = shipped();

        assertThat(catalog.assignments())
                .extracting(AssignmentDefinition::framework)
                .containsOnly(BASELINE);
        assertThat(catalog.frameworks())
                .extracting(FrameworkDefinition::id)
                .containsExactlyInAnyOrder(BASELINE, "soc2", "iso-27001", "pci-dss-4", "hipaa", "gdpr", "nist-800-53");
    }

    @Test
    void judgesTheSameWithPacksThatNobodyAssignedAsWithoutThem() throws IOException {
        var with = shipped();
        var without = new Catalog(List.of(baseline(with)), with.controls(), with.assignments(), with.waivers());

        assertThat(judgements(with)).hasSizeGreaterThan(100).isEqualTo(judgements(without));
    }

    @Test
    void namesTheClausesOfAPackThatIsAssigned() throws IOException {
        var catalog = shipped();
        var soc2 = CatalogFile.parse("own.yaml", "assignments: [{framework: soc2, scope: '*'}]")
                .catalog();
        var assigned = new Catalog(catalog.frameworks(), catalog.controls(), soc2.assignments(), List.of());

        assertThat(judgements(assigned))
                .anyMatch(line -> line.startsWith("no-open-drift FAIL") && line.endsWith("[soc2/CC7.1]"))
                .noneMatch(line -> line.contains(BASELINE));
    }

    /** What every event of an inline test gives, under the whole catalog: control, status, reason, requirements. */
    private List<String> judgements(Catalog catalog) {
        var rulebook = Rulebook.empty(expressions).plus(Definitions.publish(catalog, "p"));
        return catalog.controls().stream()
                .flatMap(control -> control.tests().stream().flatMap(test -> judge(rulebook, control, test).stream()))
                .map(ShippedCatalogTest::line)
                .toList();
    }

    private static List<Judgement> judge(Rulebook rulebook, ControlDefinition control, ControlDefinition.Test test) {
        var type = ((Trigger.OnEvent) control.triggers().getFirst()).type();
        var kind = control.applies().kinds().stream().findFirst().orElse("test");
        var event = PartialEvent.complete(test.event(), type, kind);
        var home = event.getSubjects().getFirst();
        return rulebook.judge(event, home.getKind() + "/" + home.getId(), test.facts());
    }

    private static String line(Judgement judgement) {
        return judgement.control().definition().id() + " " + judgement.status() + " " + judgement.reason() + " "
                + judgement.requirements().stream()
                        .map(ref -> ref.getFramework() + "/" + ref.getRequirement())
                        .toList();
    }

    private static FrameworkDefinition baseline(Catalog catalog) {
        return catalog.frameworks().stream()
                .filter(framework -> framework.id().equals(BASELINE))
                .findFirst()
                .orElseThrow();
    }

    private static Catalog shipped() throws IOException {
        return CatalogFile.together(CatalogFile.read(List.of(CONTROLS)));
    }
}
