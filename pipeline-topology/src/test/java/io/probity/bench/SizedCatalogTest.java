package io.probity.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.probity.evaluate.catalog.Catalog;
import io.probity.evaluate.catalog.CatalogFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class SizedCatalogTest {
    private static final Catalog SHIPPED = CatalogFile.parse("shipped", """
            controls:
              - id: merged
                title: Met by the mix
                triggers: [{event: merge_request_merged}]
                expect: event.outcome == "success"
              - id: elsewhere
                title: Not met
                triggers: [{event: iam.CreateUser}]
                expect: event.outcome == "success"
            """).catalog();

    @Test
    void holdsWhatTheMixMeetsAndIsAsLargeAsItIsSaidToBe() {
        var catalog = new SizedCatalog(SHIPPED).of(31);

        assertThat(catalog.controls()).hasSize(31);
        assertThat(catalog.controls().getFirst().id()).isEqualTo("merged");
        assertThat(catalog.controls()).noneMatch(control -> control.id().equals("elsewhere"));
        assertThat(catalog.controls().subList(1, 31))
                .as("two for each of the fifteen types")
                .allSatisfy(control -> assertThat(catalog.controls().stream()
                                .filter(other -> other.triggers().equals(control.triggers()))
                                .filter(other -> other.id().startsWith("bench-")))
                        .hasSize(2));
    }

    @Test
    void isNeverSmallerThanWhatTheMixMeets() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SizedCatalog.requireEnough(SHIPPED, List.of(10, 0)))
                .withMessageContaining("meets 1 controls");
    }
}
