package io.probity.normalise.cloudtrail;

import static io.probity.normalise.Reading.event;
import static io.probity.normalise.Reading.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.draft.Actors;
import io.probity.draft.EventDraft;
import io.probity.model.Actor;
import io.probity.model.ActorKind;
import io.probity.model.Credential;
import io.probity.model.Crud;
import io.probity.model.Metadata;
import io.probity.model.Outcome;
import io.probity.model.Principal;
import io.probity.model.Reason;
import io.probity.model.Scope;
import io.probity.model.Target;
import io.probity.normalise.Normalised;
import io.probity.normalise.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudTrailSourceTest {

    @Test
    void readsACallOfAUser() {
        EventDraft draft = fixture(0);

        assertThat(draft.id).isEqualTo("e-1");
        assertThat(draft.eventType).isEqualTo("iam.CreateAccessKey");
        assertThat(draft.actor)
                .isEqualTo(new Actor(
                        "AIDAEXAMPLEONE",
                        "ada",
                        ActorKind.USER,
                        true,
                        null,
                        new Credential("access_key", "AKIAEXAMPLEONE"),
                        null));
        assertThat(draft.scope).isEqualTo(new Scope("account", "111122223333", null));
        assertThat(draft.target).isEqualTo(new Target("User", null, "grace"));
        assertThat(draft.metadata).isEqualTo(new Metadata("192.0.2.20", "console.amazonaws.com", null, null));
        assertThat(draft.outcome).isEqualTo(Outcome.SUCCESS);
        assertThat(draft.crud).isEqualTo(Crud.CREATE);
        assertThat(draft.effective).isEqualTo(Instant.parse("2026-02-03T10:00:00Z"));
        assertThat(draft.requestId).isEqualTo("r-1");
        assertThat(draft.warnings).isEmpty();
    }

    @Test
    void readsARoleThatAPersonSignedInThrough() {
        EventDraft draft = fixture(1);

        assertThat(draft.actor)
                .isEqualTo(new Actor(
                        "AROAEXAMPLE:grace@example.org",
                        "AWSReservedSSO_Admin_0123456789abcdef/grace@example.org",
                        ActorKind.USER,
                        false,
                        new Principal("AROAEXAMPLE", "AWSReservedSSO_Admin_0123456789abcdef", ActorKind.SERVICE),
                        new Credential("temporary_access_key", "ASIAEXAMPLE"),
                        null));
        assertThat(draft.target).isEqualTo(new Target("AWS::IAM::Role", "arn:aws:iam::111122223333:role/deploy", null));
        assertThat(draft.crud).isEqualTo(Crud.EXECUTE);
    }

    @Test
    void readsAFailedSignInOfRootThoughThereIsNoErrorCode() {
        EventDraft draft = fixture(2);

        assertThat(draft.actor).isEqualTo(Actors.of("111122223333", "root", ActorKind.USER, false));
        assertThat(draft.outcome).isEqualTo(Outcome.FAILURE);
        assertThat(draft.eventType).isEqualTo("signin.ConsoleLogin");
    }

    @Test
    void readsTheOutcomeOfASignInOfAnotherNameToo() {
        var draft = event(
                "cloudtrail",
                "{\"eventName\":\"ExternalIdPDirectoryLogin\",\"responseElements\":{\"ExternalIdPDirectoryLogin\":\"Failure\"}}");

        assertThat(draft.outcome).isEqualTo(Outcome.FAILURE);
    }

    @Test
    void takesTheNameOfAServiceForAnAddress() {
        EventDraft draft = fixture(3);

        assertThat(draft.actor).isEqualTo(Actors.of("ec2.amazonaws.com", "ec2.amazonaws.com", ActorKind.SYSTEM, null));
        assertThat(draft.metadata).isEqualTo(new Metadata("ec2.amazonaws.com", "ec2.amazonaws.com", null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "AccessDenied, DENIED",
        "AccessDeniedException, DENIED",
        "Client.UnauthorizedOperation, DENIED",
        "UnauthorizedAccess, DENIED",
        "EntityTemporarilyUnmodifiableException, FAILURE",
        "NoSuchBucket, FAILURE",
        "InternalFailure, ERROR",
        "Server.InternalError, ERROR"
    })
    void readsTheOutcomeFromTheErrorCode(String code, Outcome outcome) {
        assertThat(event(
                                "cloudtrail",
                                "{\"eventName\":\"X\",\"eventSource\":\"s3.amazonaws.com\",\"errorCode\":\"" + code
                                        + "\"}")
                        .outcome)
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"FederatedUser\",\"principalId\":\"1:bob\",\"arn\":\"arn:aws:sts::1:federated-user/bob\"}|1:bob|bob|USER",
                "{\"type\":\"SAMLUser\",\"principalId\":\"p\",\"userName\":\"bob\"}|p|bob|USER",
                "{\"type\":\"WebIdentityUser\",\"principalId\":\"idp:app:u\",\"userName\":\"u\"}|idp:app:u|u|USER",
                "{\"type\":\"IdentityCenterUser\",\"onBehalfOf\":{\"userId\":\"u-1\"},\"accountId\":\"1\"}|u-1||USER",
                "{\"type\":\"AWSAccount\",\"principalId\":\"AIDA2\",\"accountId\":\"2\"}|AIDA2|AIDA2|UNKNOWN",
                "{\"type\":\"AssumedRole\",\"principalId\":\"A:i-0123456789abcdef0\",\"arn\":\"arn:aws:sts::1:assumed-role/web/i-0123456789abcdef0\"}|A:i-0123456789abcdef0|arn:aws:sts::1:assumed-role/web/i-0123456789abcdef0|SERVICE",
                "{\"type\":\"Unknown\",\"principalId\":\"x\"}|x|x|UNKNOWN",
                "{\"type\":\"IAMUser\",\"userName\":\"alice\"}|alice|alice|USER"
            })
    void readsEveryTypeOfIdentity(String identity, String id, @Nullable String name, ActorKind kind) {
        assertThat(event("cloudtrail", "{\"eventName\":\"X\",\"userIdentity\":" + identity + "}").actor)
                .isEqualTo(Actors.of(id, name, kind, null));
    }

    @Test
    void readsAFileRecordByRecordAndRefusesABadOneAlone() {
        var results = Reading.results(
                "cloudtrail", "{\"Records\":[{\"eventName\":\"A\"},{\"x\":1},7,{\"eventName\":\"B\"}]}", Map.of());

        assertThat(results).hasSize(4);
        assertThat(results.get(1))
                .isInstanceOfSatisfying(
                        Normalised.Refused.class, r -> assertThat(r.reason()).isEqualTo(Reason.MISSING_FIELD));
        assertThat(results.get(2))
                .isInstanceOfSatisfying(
                        Normalised.Refused.class, r -> assertThat(r.reason()).isEqualTo(Reason.NOT_AN_OBJECT));
        assertThat(results.get(3)).isInstanceOf(Normalised.Event.class);
    }

    @Test
    void keepsWhatStandsBesideTheRecordsOfAFile() {
        var results = Reading.results(
                "cloudtrail", "{\"Records\":[{\"eventName\":\"A\"},{\"x\":1}],\"from\":\"s3\"}", Map.of());

        assertThat(((Normalised.Event) results.getFirst()).draft().around.objects())
                .containsExactly((ObjectNode) Reading.json("{\"from\":\"s3\"}"));
        assertThat(results)
                .extracting(result -> new String(Objects.requireNonNull(result.bytes()), StandardCharsets.UTF_8))
                .containsExactly(
                        "{\"Records\":[{\"eventName\":\"A\"}],\"from\":\"s3\"}",
                        "{\"Records\":[{\"x\":1}],\"from\":\"s3\"}");
    }

    @Test
    void refusesAnEmptyFile() {
        assertThat(refusal("cloudtrail", "{\"Records\":[]}").reason()).isEqualTo(Reason.EMPTY_RECORD);
    }

    @Test
    void readsTheTimeThatLogstashLeaves() {
        assertThat(event("cloudtrail", "{\"eventName\":\"X\",\"@timestamp\":\"2020-09-14T00:44:23.000Z\"}").effective)
                .isEqualTo(Instant.parse("2020-09-14T00:44:23Z"));
    }

    @Test
    void registersEveryEventOfAKnownServiceAndNoOther() {
        assertThat(event(
                                "cloudtrail",
                                "{\"eventName\":\"NewApi2031\",\"eventSource\":\"s3.amazonaws.com\",\"recipientAccountId\":\"1\"}")
                        .warnings)
                .isEmpty();
        assertThat(
                        Reading.warnings(
                                event(
                                        "cloudtrail",
                                        "{\"eventName\":\"X\",\"eventSource\":\"unheard.amazonaws.com\",\"recipientAccountId\":\"1\"}")))
                .containsExactly("TYPE_UNREGISTERED");
    }

    private static EventDraft fixture(int line) {
        return event("cloudtrail", Reading.fixture("cloudtrail.ndjson").get(line));
    }
}
