package io.probity.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.probity.model.Category;
import io.probity.model.Crud;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void readsTheSampleOfAdr005WithItsOlderKeyAndItsRepeatedControl() {
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
                .satisfies(each -> assertThat(each.type().complianceControls())
                        .containsExactly("author_approval", "committers_approval"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                "[{name: a, scopes: [Project]}]    | 1:12: error: unknown key `scopes`; did you mean `scope`?",
                "[{description: a}]                | 1:2: error: `name` is needed",
                "[{name: a, streamed: perhaps}]    | `streamed` must be true or false",
                "[{name: a, crud: create}, a]      | 1:27: error: an object is needed here",
                "[{name: a, crud: crate}]          | `crate` is not one of create, read, update, delete, execute, unknown; did you mean `create`?",
                "[{name: a, scope: Project}]       | `scope` must be a list",
                "[{name: a, name: b}]              | 1:12: error: `name` is given twice",
                "[{name: a.b.*}]                   | must be a word, or one without a dot and `.*`",
                "[{name: a b}]                     | must be a word",
                "[{name: a, facts: {b: {c: d}}}]   | fact `b` must be a path",
                "[{name: a, facts: {b: '!'}}]      | fact `b` must be a path",
                "[{name: a, facts: {'b.{': c}}]    | fact `b.{` must be a name",
                "[{name: a, facts: {lifecycle: c}}] | fact `lifecycle` is what types with `lifecycle` tell of their target",
                "[{name: a                         | mine.yaml:1:10: error: while parsing a flow mapping",
                "name                              | an object is needed here"
            })
    void namesFileLineAndColumnAndWhatToDo(String yaml, String words) {
        assertThat(EventTypeFile.parse("mine.yaml", yaml).problems())
                .first()
                .asString()
                .startsWith("mine.yaml:")
                .contains(words);
    }

    @Test
    void aSecondDocumentInAFileIsNotPassedOverInSilence() {
        assertThat(EventTypeFile.parse("mine.yaml", "- name: a\n---\n- name: b\n")
                        .problems())
                .first()
                .asString()
                .contains("only one document per file");
    }

    @Test
    void refusesATypeThatIsRegisteredInOtherWordsAndSaysBothPlaces() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SHIPPED.plus(read("- name: push\n")))
                .withMessageMatching("mine.yaml:1:3: event type `push` is registered already, in other words, at "
                        + "event-types/gitlab-hooks.yaml:\\d+:3: remove one, or say `replaces: true`.*");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SHIPPED.plus(read("- {name: a, crud: read}\n- {name: a, replaces: true}\n")))
                .withMessage("mine.yaml:2:3: event type `a` is registered already, in other words, at mine.yaml:1:3:"
                        + " remove one");
    }

    @Test
    void takesTheSameTypeTwiceForOne() {
        var types = SHIPPED.plus(read("- {name: a, crud: read}\n- {crud: read, name: a}\n"));

        assertThat(types.all()).hasSize(SHIPPED.all().size() + 1);
        assertThat(types.find("a")).isPresent();
    }

    @Test
    void replacesATypeWhereTheFileSaysSo() {
        var types = SHIPPED.plus(read("- {name: push, crud: delete, replaces: true}\n"));

        assertThat(types.find("push"))
                .hasValueSatisfying(type -> assertThat(type.crud()).isEqualTo(Crud.DELETE));
        assertThat(types.all()).hasSameSizeAs(SHIPPED.all());
    }

    @Test
    void refusesToReplaceWhatThereIsNot() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SHIPPED.plus(read("- {name: pusch, replaces: true}\n")))
                .withMessage(
                        "mine.yaml:1:3: `pusch` replaces nothing: no event type has this name; did you mean `push`?");
    }

    @Test
    void refusesAnAliasThatIsAnothersName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SHIPPED.plus(read("- {name: a, aliases: [push]}\n")))
                .withMessage("mine.yaml:1:3: alias `push` of `a` is another type's name or alias: remove one");
    }

    private static List<Registration> read(String yaml) {
        var file = EventTypeFile.parse("mine.yaml", yaml);
        assertThat(file.problems()).isEmpty();
        return file.registrations();
    }
}
