package io.probity.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.probity.model.Category;
import io.probity.model.Crud;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTypesTest {
    private static final EventTypes SHIPPED = EventTypes.shipped();

    @Test
    void shipsTheFourFamiliesOfTheSpecification() {
        for (var category : List.of(
                Category.USER_INTERACTION, Category.SYSTEM_PROCESSING, Category.GOVERNANCE, Category.INFRASTRUCTURE)) {
            assertThat(SHIPPED.all().stream().filter(type -> type.category() == category))
                    .as(category.name())
                    .hasSizeGreaterThan(4);
        }
        assertThat(SHIPPED.find("infrastructure_request")).isPresent();
    }

    @Test
    void shipsGitlabsTypesWithTheirScopesAndControls() {
        assertThat(SHIPPED.find("merge_request_merged")).hasValueSatisfying(type -> {
            assertThat(type.scope()).containsExactly("project");
            assertThat(type.milestone()).isEqualTo("17.5");
            assertThat(type.complianceControls())
                    .contains("minimum_approvals_required_2")
                    .doesNotHaveDuplicates();
            assertThat(type.introducedByIssue()).endsWith("/442279");
        });
        assertThat(SHIPPED.all()).hasSizeGreaterThan(700);
    }

    @Test
    void findsByAliasAndByPrefixButNamedEntriesFirst() {
        assertThat(SHIPPED.find("project_group_link_create"))
                .hasValueSatisfying(type -> assertThat(type.name()).isEqualTo("project_group_link_created"));
        assertThat(SHIPPED.find("iam.TagUser"))
                .hasValueSatisfying(type -> assertThat(type.name()).isEqualTo("iam.*"));
        assertThat(SHIPPED.find("iam.CreateUser"))
                .hasValueSatisfying(type -> assertThat(type.crud()).isEqualTo(Crud.CREATE));
        assertThat(SHIPPED.find("nothing.X")).isEmpty();
        assertThat(SHIPPED.find(".x")).isEmpty();
    }

    @Test
    void readsTheSampleOfAdr005WithItsOlderKeyAndItsRepeatedControl() throws IOException {
        var types = read("""
                ---
                name: merge_request_merged
                description: A merge request is merged
                milestone: '17.5'
                saved_to_database: true
                streamed: true
                scope: [Project]
                compliance_requirement_controls: [author_approval, committers_approval, author_approval]
                """);

        assertThat(types)
                .singleElement()
                .satisfies(type -> assertThat(type.complianceControls())
                        .containsExactly("author_approval", "committers_approval"));
    }

    @Test
    void namesFileAndLineAndWhatToDo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("- name: a\n- name: b\n  scopes: [Project]\n"))
                .withMessageContaining("mine.yaml:2")
                .withMessageContaining("scopes")
                .withMessageContaining("scope");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("- description: a\n"))
                .withMessageContaining("mine.yaml:1")
                .withMessageContaining("`name` is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("- name: a\n  streamed: perhaps\n"))
                .withMessageContaining("must be true or false");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("- name: a\n  crud: paint\n"))
                .withMessageContaining("is not one of");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("- name: [a\n"))
                .withMessageContaining("not YAML");
    }

    @Test
    void refusesANameThatIsRegisteredTwice() throws IOException {
        var twice = read("- name: push\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SHIPPED.plus(twice))
                .withMessageContaining("push");
    }

    private static List<EventType> read(String yaml) throws IOException {
        return EventTypeFile.read("mine.yaml", new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }
}
