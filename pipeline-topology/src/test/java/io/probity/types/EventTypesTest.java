package io.probity.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.probity.model.Category;
import io.probity.model.Crud;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
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

    /** Reports show what a type means. Add a name here only where its producer says nothing in public of what it means. */
    private static final Set<String> NO_PUBLIC_DESCRIPTION_KNOWN = Set.of();

    @Test
    void saysOfEveryTypeWhatHappened() {
        assertThat(SHIPPED.all())
                .filteredOn(type -> type.description().isBlank())
                .extracting(EventType::name)
                .containsExactlyInAnyOrderElementsOf(NO_PUBLIC_DESCRIPTION_KNOWN);
        assertThat(SHIPPED.all())
                .allSatisfy(type -> assertThat(type.description())
                        .as(type.name())
                        .doesNotEndWith(".")
                        .hasSizeLessThan(120));
    }

    @Test
    void linksEveryTypeOfGitlabToWhereItCameFrom() {
        assertThat(SHIPPED.all())
                .filteredOn(type -> type.introducedByMr().isEmpty()
                        != type.introducedByIssue().isEmpty())
                .isEmpty();
        assertThat(SHIPPED.all())
                .filteredOn(type -> !type.introducedByMr().isEmpty())
                .hasSizeGreaterThan(600)
                .allSatisfy(type -> {
                    assertThat(type.introducedByIssue()).startsWith("https://gitlab.com/");
                    assertThat(type.introducedByMr()).startsWith("https://gitlab.com/");
                    assertThat(type.milestone()).as(type.name()).matches("\\d+\\.\\d+");
                    assertThat(type.scope()).as(type.name()).isNotEmpty();
                    assertThat(type.featureCategory()).as(type.name()).isNotBlank();
                    assertThat(type.crud()).as(type.name()).isNotEqualTo(Crud.UNKNOWN);
                });
    }

    /** A refusal for its scope would lose a record that GitLab writes there, whatever its list says. */
    @Test
    void letsAFailedSignInOfAKnownUserBeOneOfTheUser() {
        assertThat(SHIPPED.find("login_failed_with_standard_authentication"))
                .hasValueSatisfying(type -> assertThat(type.scope()).containsExactly("instance", "user"));
    }

    @Test
    void namesServicesOfCloudtrailAsTheirRecordsDo() {
        assertThat(SHIPPED.find("monitoring.PutMetricAlarm")).isPresent();
        assertThat(SHIPPED.find("rdsdata.ExecuteStatement")).isPresent();
        assertThat(SHIPPED.find("tagging.TagResources")).isPresent();
        assertThat(SHIPPED.find("es.CreateDomain")).isPresent();
        // These calls are recorded under monitoring, rds, rds, es, autoscaling, bedrock and rdsdata.
        for (var word : List.of(
                "cloudwatch.PutMetricAlarm",
                "docdb.CreateDBCluster",
                "neptune.CreateDBCluster",
                "elasticsearch.CreateDomain",
                "application-autoscaling.RegisterScalableTarget",
                "bedrock-runtime.InvokeModel",
                "rds-data.ExecuteStatement")) {
            assertThat(SHIPPED.find(word)).as(word).isEmpty();
        }
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
