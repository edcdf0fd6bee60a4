package io.probity.normalise.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.probity.normalise.Sources;
import io.probity.normalise.TypeNaming;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The mappings that ship are held to what their lint and their own tests ask. */
class ShippedMappingsTest {
    @TestFactory
    Stream<DynamicTest> nothingIsWrongOrDoubtful() {
        return Sources.mappings().stream()
                .map(file -> dynamicTest(
                        file.source(), () -> assertThat(file.problems()).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> theTestsInsideThemPass() {
        var naming = new TypeNaming(Sources.shipped().types());
        return Sources.mappings().stream()
                .flatMap(file -> file.test(naming).stream())
                .map(outcome -> dynamicTest(
                        outcome.source() + ": " + outcome.test(),
                        () -> assertThat(outcome.faults()).isEmpty()));
    }
}
