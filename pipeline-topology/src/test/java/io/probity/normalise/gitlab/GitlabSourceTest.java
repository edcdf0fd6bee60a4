package io.probity.normalise.gitlab;

import static io.probity.normalise.Reading.event;
import static io.probity.normalise.Reading.refusal;
import static io.probity.normalise.Reading.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.draft.Actors;
import io.probity.draft.EventDraft;
import io.probity.model.Actor;
import io.probity.model.ActorKind;
import io.probity.model.Credential;
import io.probity.model.Crud;
import io.probity.model.Outcome;
import io.probity.model.Reason;
import io.probity.model.Scope;
import io.probity.model.Target;
import io.probity.normalise.Reading;
import io.probity.types.EventTypes;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The traps of domain.md, each by name, and the shapes of hooks. */
class GitlabSourceTest {
    private static final String TYPE = "x-gitlab-audit-event-type";

    @Test
    void readsAMergeWithItsApprovals() {
        EventDraft draft = event("gitlab", Reading.fixture("gitlab.ndjson").getFirst());

        assertThat(draft.eventType).isEqualTo("merge_request_merged");
        assertThat(draft.scope).isEqualTo(new Scope("project", "77", "engines/analytical"));
        assertThat(draft.actor).isEqualTo(Actors.of("42", "Ada Byron", ActorKind.USER, null));
        assertThat(draft.target).isEqualTo(new Target("MergeRequest", "311", "Carry the seven"));
        assertThat(draft.effective).isEqualTo(Instant.parse("2026-02-03T10:15:30.123Z"));
        assertThat(draft.outcome).isEqualTo(Outcome.SUCCESS);
        assertThat(draft.data())
                .contains("\"approval_count\":1", "\"required_approvals\":2", "\"merged_at\":\"2026-02-03T10:15:29Z\"");
        assertThat(draft.warnings).isEmpty();
    }

    @Test
    void readsTheBodyAsJsonWhateverTheContentTypeSays() {
        var headers = Map.of("content-type", "application/x-www-form-urlencoded", TYPE, "repository_git_operation");

        assertThat(event("gitlab", audit("\"event_type\":\"repository_git_operation\""), headers).warnings)
                .isEmpty();
    }

    @Test
    void takesTheTypeFromTheHeaderBeforeTheBody() {
        var draft = event("gitlab", audit("\"event_type\":\"project_archived\""), Map.of(TYPE, "project_created"));

        assertThat(draft.eventType).isEqualTo("project_created");
        assertThat(warnings(draft)).containsExactly("TYPE_CONFLICT");
    }

    @Test
    void takesTheRegisteredTypeWhereTheHeadersIsNot() {
        var draft = event("gitlab", audit("\"event_type\":\"project_archived\""), Map.of(TYPE, "custom"));

        assertThat(draft.eventType).isEqualTo("project_archived");
        assertThat(warnings(draft)).containsExactly("TYPE_CONFLICT");
    }

    @Test
    void seesNoConflictBetweenATypeAndItsAlias() {
        var draft = event(
                "gitlab",
                audit("\"event_type\":\"project_group_link_create\""),
                Map.of(TYPE, "project_group_link_created"));

        assertThat(draft.eventType).isEqualTo("project_group_link_created");
        assertThat(draft.warnings).isEmpty();
    }

    @Test
    void givesRenamedAndMisspeltTypesTheirName() {
        assertThat(event("gitlab", audit("\"event_type\":\"project_group_link_destroy\"")).eventType)
                .isEqualTo("project_group_link_deleted");
        var misspelt = event(
                "gitlab",
                "{\"id\":1,\"author_id\":1,\"entity_id\":1,\"entity_type\":\"User\",\"created_at\":\"2026-01-01T00:00:00Z\",\"event_type\":\"user_profile_visiblity_updated\"}");
        assertThat(misspelt.eventType).isEqualTo("user_profile_visibility_updated");
        assertThat(warnings(misspelt)).containsExactly("TYPE_ALIASED");
    }

    @Test
    void looksPastAuditOperationForTheType() {
        var draft = event(
                "gitlab",
                audit("\"event_type\":\"audit_operation\",\"details\":{\"custom_message\":\"Approved merge request\"}"),
                Map.of(TYPE, "audit_operation"));

        assertThat(draft.eventType).isEqualTo("merge_request_approval_operation");
        assertThat(draft.warnings).isEmpty();
    }

    @Test
    void keepsAuditOperationWhereNothingSaysMore() {
        var draft = event("gitlab", audit("\"event_type\":\"audit_operation\""));

        assertThat(draft.eventType).isEqualTo("audit_operation");
        assertThat(warnings(draft)).containsExactly("TYPE_UNREGISTERED");
    }

    @Test
    void readsACustomMessageThatIsAnObject() {
        EventDraft draft = event("gitlab", Reading.fixture("gitlab.ndjson").get(1));

        assertThat(draft.eventType).isEqualTo("repository_git_operation");
        assertThat(draft.action).isEqualTo("git-upload-pack");
        assertThat(draft.id).isEqualTo("901");
    }

    @Test
    void readsTargetDetailsThatAreAnObject() {
        var draft = event(
                "gitlab",
                audit("\"event_type\":\"merge_request_invalid_approver_rules\",\"target_details\":\"title\","
                        + "\"details\":{\"target_details\":{\"title\":\"t\",\"iid\":1,\"rule_name\":\"r\"}}"));

        assertThat(draft.target).isEqualTo(new Target("", null, "title"));
        assertThat(draft.data()).contains("\"rule_name\":\"r\"");
        assertThat(draft.warnings).isEmpty();
    }

    @Test
    void readsIdsAsNumbersAndAsText() {
        assertThat(event("gitlab", audit("\"event_type\":\"project_created\",\"target_id\":\"group/path\"")).target)
                .isEqualTo(new Target("", "group/path", null));
        assertThat(event("gitlab", audit("\"event_type\":\"project_created\",\"target_id\":29")).target)
                .isEqualTo(new Target("", "29", null));
    }

    @Test
    void takesNegativeAuthorsForWhatTheyAre() {
        assertThat(author(-1, "An unauthenticated user", "UnauthenticatedAuthor"))
                .isEqualTo(Actors.of("", "An unauthenticated user", ActorKind.UNKNOWN, null));
        assertThat(author(-1, "ci", "CiRunnerToken").getKind()).isEqualTo(ActorKind.TOKEN);
        assertThat(author(-2, "reader", "DeployToken"))
                .isEqualTo(bearer("deploy_token:reader", "reader", "deploy_token"));
        assertThat(author(-3, "key", "DeployKey")).isEqualTo(bearer("deploy_key:key", "key", "deploy_key"));
    }

    private static Actor bearer(String id, String name, String kind) {
        return new Actor(id, name, ActorKind.TOKEN, null, null, new Credential(kind, name), null);
    }

    private static Actor author(int id, String name, String authorClass) {
        return event(
                        "gitlab",
                        "{\"id\":1,\"author_id\":" + id + ",\"author_name\":\"" + name
                                + "\",\"entity_id\":1,\"entity_type\":\"Project\","
                                + "\"event_type\":\"project_created\",\"details\":{\"author_class\":\"" + authorClass
                                + "\"}}")
                .actor;
    }

    @Test
    void takesTheOuterAuthorNameAndSaysThatTheTwoDiffer() {
        var draft = event(
                "gitlab",
                "{\"id\":1,\"author_id\":1,\"author_name\":\"Administrator\",\"entity_id\":24,\"entity_type\":\"Project\","
                        + "\"event_type\":\"merge_request_create\",\"details\":{\"author_name\":\"example_user\"}}");

        assertThat(draft.actor.getName()).isEqualTo("Administrator");
        assertThat(warnings(draft)).containsExactly("FIELD_CONFLICT");
    }

    @Test
    void givesASettingATypedValueUnderOneName() {
        assertThat(event("gitlab", Reading.fixture("gitlab.ndjson").get(2)).data())
                .contains("\"settings\":{\"number_of_required_approvals\":1}");
        assertThat(
                        event(
                                "gitlab",
                                audit(
                                        "\"details\":{\"change\":\"prevent merge request approval from reviewers\",\"from\":\"\",\"to\":\"true\"}")))
                .satisfies(draft -> assertThat(draft.eventType)
                        .isEqualTo("project_merge_requests_disable_committers_approval_updated"))
                .satisfies(draft -> assertThat(draft.data())
                        .contains("\"settings\":{\"prevent_merge_request_approval_from_committers\":true}"));
        assertThat(event(
                                "gitlab",
                                audit(
                                        "\"event_type\":\"protected_branch_allow_force_push_updated\",\"details\":{\"custom_message\":\"Changed allow force push from false to true\"}"))
                        .data())
                .contains("\"settings\":{\"allow_force_push\":true}");
    }

    @Test
    void findsTheNameOfASettingThatItselfHoldsTheWordFrom() {
        assertThat(
                        event(
                                "gitlab",
                                audit(
                                        "\"details\":{\"custom_message\":\"Changed prevent merge request approval from authors from false to true\"}")))
                .satisfies(draft ->
                        assertThat(draft.eventType).isEqualTo("project_merge_requests_author_approval_updated"))
                .satisfies(draft -> assertThat(draft.data())
                        .contains("\"settings\":{\"prevent_merge_request_approval_from_authors\":true}"));
        assertThat(event(
                                "gitlab",
                                audit(
                                        "\"details\":{\"custom_message\":\"Changed merge method to Fast-forward merge\"}"))
                        .data())
                .contains("\"settings\":{\"merge_method\":\"Fast-forward merge\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "project_default_branch_updated|Default branch changed from main to release/2|default_branch\":\"release/2\"",
                "group_saml_provider_create|Group SAML SSO configuration changed: enabled changed to true. |saml_enabled\":true",
                "group_saml_provider_update|Group SAML SSO configuration changed: enabled changed from true to false. |saml_enabled\":false",
                "group_saml_provider_update|Group SAML SSO configuration changed: enforced_sso changed from false to true. |saml_enforced_sso\":true",
            })
    void readsASettingThatIsToldInAnotherOrderOfWords(String type, String message, String setting) {
        var draft = event(
                "gitlab",
                audit("\"event_type\":\"%s\",\"details\":{\"custom_message\":\"%s\"}".formatted(type, message)));

        assertThat(draft.data()).contains("\"settings\":{\"" + setting + "}");
    }

    /** GitLab's newer words for the same columns. */
    @ParameterizedTest
    @CsvSource({"issues, issues_access_level", "CI/CD, builds_access_level", "repository, repository_access_level"})
    void knowsTheFeaturesOfAProjectByTheirColumnsAndByTheirNames(String change, String setting) {
        for (var word : new String[] {change, setting}) {
            assertThat(event(
                                    "gitlab",
                                    audit("\"details\":{\"change\":\"%s\",\"from\":\"enabled\",\"to\":\"disabled\"}"
                                            .formatted(word)))
                            .data())
                    .contains("\"settings\":{\"" + setting + "\":\"disabled\"}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"push_access_levels\":[\"No one\"]|\"push_level\":0",
                "\"push_access_levels\":[]|\"push_level\":0",
                "\"push_access_levels\":[\"Maintainers\"]|\"push_level\":40",
                "\"push_access_levels\":[\"Ada Byron\",\"Maintainers\",\"Developers + Maintainers\"]|\"push_level\":30",
                "\"push_access_levels\":[\"Ada Byron\"]|\"push_level\":\"others\"",
                "\"push_access_levels\":[\"No one\",\"Ada Byron\"]|\"push_level\":\"others\"",
                "\"merge_access_levels\":[\"Instance admins\"]|\"merge_level\":60",
                "\"change\":\"allowed to push\",\"from\":[\"No one\"],\"to\":[\"Maintainers\"]|\"push_level\":40",
                "\"change\":\"allowed to merge\",\"from\":[\"No one\"],\"to\":[\"Maintainers\"]|\"merge_level\":40",
            })
    void saysWhoMayPushToAProtectedBranchWithoutTheirNames(String details, String level) {
        var draft = event(
                "gitlab",
                audit(
                        "\"event_type\":\"protected_branch_updated\",\"details\":{\"target_type\":\"ProtectedBranch\",\"target_details\":\"main\","
                                + details + "}"));

        assertThat(draft.data()).contains("\"branch\":\"main\"", level);
    }

    @Test
    void readsHowManyApprovalsANewRuleAsksFor() {
        var draft = event(
                "gitlab",
                audit(
                        "\"details\":{\"custom_message\":\"Added approval rule with number of required approvals of 2\"}"));

        assertThat(draft.eventType).isEqualTo("approval_rule_created");
        assertThat(draft.data()).contains("\"settings\":{\"number_of_required_approvals\":2}");
    }

    @ParameterizedTest(name = "{2} of {1} in {0}")
    @CsvSource({
        "Project, Project, visibility_level, project_visibility_level_updated",
        "Project, Project, visibility, project_visibility_level_updated",
        "Group, Group, visibility, group_visibility_level_updated",
        "Group, Group, name, group_name_updated",
        "User, User, name, user_name_updated",
        "User, User, email address, user_email_address_updated",
        "Project, MergeRequests::ExternalStatusCheck, name, external_status_check_name_updated",
        "Project, MergeRequests::ExternalStatusCheck, external url, external_status_check_url_updated",
        "Project, PushRule, reject unsigned commits, project_push_rules_reject_unsigned_commits_updated",
        "Group, PushRule, reject unsigned commits, group_push_rules_reject_unsigned_commits_updated",
        "Group, PushRule, do not allow users to remove Git tags with git push, group_push_rules_reject_deny_delete_tag_updated",
        "Group, GroupMergeRequestApprovalSetting, prevent merge request approval from authors, allow_author_approval_updated",
        "Project, Project, require new approvals when new commits are added to an MR, project_reset_approvals_on_push_updated",
        "Project, ProjectFeature, wiki_access_level, project_feature_wiki_access_level_updated",
        "Project, ProjectSetting, require_reauthentication_to_approve, require_reauthentication_to_approve_updated",
        "Group, NamespaceSetting, seat_control, seat_control_updated",
        "Project, ProtectedBranch, allowed to push and merge, protected_branch_updated",
        "Project, User, access_level, member_updated",
    })
    void tellsATypeFromTheChangeAndFromWhatWasChanged(String entity, String target, String change, String type) {
        var draft = event(
                "gitlab",
                ("{\"id\":1,\"author_id\":1,\"entity_id\":6,\"entity_type\":\"%s\",\"created_at\":\"2026-01-01T00:00:00Z\","
                                + "\"details\":{\"change\":\"%s\",\"from\":\"a\",\"to\":\"b\",\"target_type\":\"%s\"}}")
                        .formatted(entity, change, target));

        assertThat(draft.eventType).isEqualTo(type);
    }

    @Test
    void makesNoTypeOfAChangeThatCouldBeOfAnything() {
        assertThat(event(
                                "gitlab",
                                audit("\"target_type\":\"Ci::Bridge\",\"details\":{\"change\":\"name\",\"to\":\"b\"}"))
                        .eventType)
                .isEqualTo("audit_operation");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "Added merge request, merge_request_create, SUCCESS",
        "Merge request merged, merge_request_merged, SUCCESS",
        "Created merge request Carry the seven, merge_request_created_by_project_bot, SUCCESS",
        "Merged merge request Carry the seven, merge_request_merged_by_project_bot, SUCCESS",
        "Membership created, member_created, SUCCESS",
        "Unprotected branch, protected_branch_removed, SUCCESS",
        "Blocked user, user_blocked, SUCCESS",
        "User access locked - excessive failed login attempts, user_access_locked, SUCCESS",
        "Created personal access token with id 7, personal_access_token_created, SUCCESS",
        "Attempted to create personal access token but failed with message: Not permitted to create, personal_access_token_created, FAILURE",
        "Revoked project access token with token_id: 7, project_access_token_deleted, SUCCESS",
        "Attempted to create group deploy token but failed with message: no, group_deploy_token_creation_failed, FAILURE",
        "Registered WebAuthn device, user_enable_two_factor, SUCCESS",
        "Failed to login with OTP authentication, login_failed_with_otp_authentication, FAILURE",
        "Added ci variable, ci_variable_created, SUCCESS",
    })
    void tellsATypeAndAnOutcomeFromAMessage(String message, String type, Outcome outcome) {
        var draft = event("gitlab", audit("\"details\":{\"custom_message\":\"%s\"}".formatted(message)));

        assertThat(draft.eventType).isEqualTo(type);
        assertThat(draft.outcome).isEqualTo(outcome);
    }

    /** A word that led to a type nobody registered would be a guess. */
    @Test
    void mapsWordsToRegisteredTypesOnlyAndSettingsToNamesThatFactsUse() {
        var types = EventTypes.shipped();
        var facts = types.all().stream()
                .flatMap(type -> type.facts().values().stream())
                .collect(Collectors.toSet());
        for (var section : GitlabMessages.load().table().entrySet()) {
            switch (section.getKey()) {
                case "outcomes" -> assertThat(section.getValue().values()).containsOnly("failure");
                case "settings" ->
                    assertThat(section.getValue().values()).allMatch(name -> facts.contains("data.settings." + name));
                default ->
                    assertThat(section.getValue().values())
                            .allMatch(word -> types.find(word)
                                    .filter(type -> type.name().equals(word))
                                    .isPresent());
            }
        }
    }

    @Test
    void readsTheRestApisObjectsWhichHaveNoType() {
        assertThat(event("gitlab", audit("\"details\":{\"add\":\"user_access\",\"as\":\"Developer\"}")).eventType)
                .isEqualTo("member_created");
        assertThat(event("gitlab", audit("\"details\":{\"remove\":\"project\"}")).eventType)
                .isEqualTo("project_destroyed");
        var failed = event(
                "gitlab",
                "{\"id\":1,\"author_id\":-1,\"entity_type\":\"User\",\"entity_id\":5,\"details\":{\"failed_login\":\"STANDARD\"}}");
        assertThat(failed.eventType).isEqualTo("login_failed_with_standard_authentication");
        assertThat(failed.outcome).isEqualTo(Outcome.FAILURE);
    }

    @Test
    void namesTheInstanceScopeByItsOwnWord() {
        var draft = event(
                "gitlab",
                "{\"id\":1,\"author_id\":1,\"entity_type\":\"Gitlab::Audit::InstanceScope\",\"entity_id\":1,\"event_type\":\"application_setting_updated\"}");

        assertThat(draft.scope).isEqualTo(new Scope("instance", "1", null));
    }

    @Test
    void warnsOfATypeThatIsNewerThanTheProducer() {
        var old = event(
                "gitlab", audit("\"event_type\":\"merge_request_merged\""), Map.of("x-gitlab-version", "17.4.2-ee"));
        var current = event(
                "gitlab", audit("\"event_type\":\"merge_request_merged\""), Map.of("x-gitlab-version", "17.10.0"));

        assertThat(warnings(old)).containsExactly("OLDER_THAN_TYPE");
        assertThat(current.warnings).isEmpty();
    }

    @Test
    void readsAMergeRequestHook() {
        EventDraft draft = event("gitlab", Reading.fixture("gitlab.ndjson").get(6), Map.of("idempotency-key", "k-1"));

        assertThat(draft.id).isEqualTo("k-1");
        assertThat(draft.eventType).isEqualTo("merge_request");
        assertThat(draft.action).isEqualTo("merge");
        assertThat(draft.crud).isEqualTo(Crud.UPDATE);
        assertThat(draft.actor).isEqualTo(Actors.of("7", "Grace", ActorKind.USER, null));
        assertThat(draft.scope).isEqualTo(new Scope("project", "77", "engines/analytical"));
        assertThat(draft.effective).isEqualTo(Instant.parse("2026-02-03T10:15:29Z"));
        assertThat(draft.warnings).isEmpty();
    }

    @Test
    void readsTheOutcomeOfPipelinesAndDeployments() {
        assertThat(event("gitlab", Reading.fixture("gitlab.ndjson").get(4)).outcome)
                .isEqualTo(Outcome.FAILURE);
        var deployment = event("gitlab", Reading.fixture("gitlab.ndjson").get(5));
        assertThat(deployment.outcome).isEqualTo(Outcome.SUCCESS);
        assertThat(deployment.effective).isEqualTo(Instant.parse("2026-02-03T13:50:00Z"));
    }

    @Test
    void doesNotTakeTheMemberForTheOneWhoAddedThem() {
        EventDraft draft = event("gitlab", Reading.fixture("gitlab.ndjson").get(7));

        assertThat(draft.actor.getId()).isEqualTo("");
        assertThat(draft.target).isEqualTo(new Target("user", "41", "Joan"));
        assertThat(draft.scope).isEqualTo(new Scope("group", "9", "engines"));
    }

    @Test
    void neverTakesACreationDateForTheTimeOfALaterEvent() {
        var renamed = event(
                "gitlab",
                "{\"event_name\":\"user_rename\",\"created_at\":\"2017-11-01T11:21:04Z\",\"updated_at\":\"2026-01-01T00:00:00Z\",\"user_id\":58,\"username\":\"new\",\"old_username\":\"old\"}");
        var pushed = event(
                "gitlab",
                "{\"object_kind\":\"push\",\"event_name\":\"push\",\"project_id\":15,\"user_id\":4,\"user_name\":\"J\",\"commits\":[{\"timestamp\":\"2011-01-01T00:00:00Z\"}]}");

        assertThat(renamed.effective).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(pushed.effective).isNull();
        assertThat(pushed.actor.getId()).isEqualTo("4");
    }

    @Test
    void saysWhenOnlyAPathIsKnown() {
        var draft = event(
                "gitlab",
                "{\"object_kind\":\"note\",\"user\":{\"id\":1},\"project\":{\"path_with_namespace\":\"a/b\"},\"object_attributes\":{\"id\":1}}");

        assertThat(draft.scope).isEqualTo(new Scope("project", "a/b", "a/b"));
        assertThat(warnings(draft)).containsExactly("FIELD_COERCED");
    }

    @Test
    void refusesWhatIsNeitherAuditEventNorHook() {
        assertThat(refusal("gitlab", "{\"a\":1}").reason()).isEqualTo(Reason.MISSING_FIELD);
        assertThat(refusal("gitlab", "7").reason()).isEqualTo(Reason.NOT_AN_OBJECT);
        assertThat(refusal("gitlab", "[]").reason()).isEqualTo(Reason.NOT_AN_OBJECT);
    }

    private static String audit(String members) {
        return "{\"id\":1,\"author_id\":1,\"entity_id\":6,\"entity_type\":\"Project\",\"created_at\":\"2026-01-01T00:00:00Z\","
                + members + "}";
    }
}
