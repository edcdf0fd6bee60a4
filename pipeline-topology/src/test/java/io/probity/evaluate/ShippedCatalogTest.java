package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.evaluate.catalog.Catalog;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.ControlDefinition;
import io.probity.evaluate.catalog.ControlLint;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.cel.Expressions;
import io.probity.model.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ShippedCatalogTest {
    private static final Path CONTROLS = Path.of("..", "controls");

    private final Expressions expressions = new Expressions();

    @Test
    void hasNothingThatTheLintMinds() throws IOException {
        var files = CatalogFile.read(List.of(CONTROLS));
        new ControlLint(expressions, type -> true).check(files);

        assertThat(files).flatMap(CatalogFile::problems).isEmpty();
        assertThat(shipped().controls()).hasSize(47);
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
                .allSatisfy(control -> assertThat(catalog.frameworks())
                        .flatMap(framework -> framework.requirements())
                        .filteredOn(requirement -> requirement.controls().contains(control.id()))
                        .flatMap(requirement -> requirement.mappings())
                        .as(control.id())
                        .anyMatch(mapping -> mapping.id().startsWith("SOC 2:"))
                        .anyMatch(mapping -> mapping.id().startsWith("ISO 27001:")));
    }

    private static Catalog shipped() throws IOException {
        return CatalogFile.together(CatalogFile.read(List.of(CONTROLS)));
    }
}
