package io.probity.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.model.Actor;
import io.probity.model.ActorKind;
import io.probity.model.AuditEvent;
import io.probity.model.Category;
import io.probity.model.Context;
import io.probity.model.Crud;
import io.probity.model.Metadata;
import io.probity.model.Money;
import io.probity.model.Normaliser;
import io.probity.model.Outcome;
import io.probity.model.Protected;
import io.probity.model.Result;
import io.probity.model.Scope;
import io.probity.model.Subject;
import io.probity.model.SubmittedEvent;
import io.probity.model.Target;
import io.probity.model.TeamContext;
import io.probity.model.TimeContext;
import io.probity.model.UserContext;
import io.probity.model.Warning;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** Records with something in every corner of the schema; about 1 KB encoded. */
final class SampleRecords {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    private SampleRecords() {}

    static AuditEvent auditEvent() {
        return new AuditEvent(
                "evt-2026-03-01-000001",
                "merge_request.merged",
                "acme",
                "gitlab",
                Category.GOVERNANCE,
                "merge",
                Crud.UPDATE,
                new Actor(
                        "4711", new Protected("key-1", bytes(44), null, null), ActorKind.USER, true, null, null, null),
                new Scope("project", "8812", "payments/ledger"),
                List.of(new Subject("project", "8812"), new Subject("artifact", "sha256:9f2c")),
                new Target("merge_request", "1203", "Rotate the signing keys — now with Ümläuts"),
                Outcome.SUCCESS,
                NOON,
                null,
                NOON.plusMillis(250),
                "team-platform",
                null,
                "req-01HV3T6M8Z",
                "4bf92f3577b34da6a3ce929d0e0e4736",
                "00f067aa0ba902b7",
                null,
                "{\"approvals\":1,\"author_id\":4711,\"labels\":[\"security\",\"backend\"],\"source_branch\":\"rotate-keys\","
                        + "\"target_branch\":\"main\",\"title\":\"Rotate the signing keys\"}",
                "{\"custom_message\":\"merged\",\"details\":{\"event_name\":\"merge\",\"author_name\":\"Ada\"},"
                        + "\"entity_path\":\"payments/ledger\",\"ip_address\":\"203.0.113.7\"}",
                List.of("{\"delivery\":\"d-1\"}"),
                null,
                new Result("merged", null, new Money("85.00", "EUR"), true, null),
                new Metadata("203.0.113.7", "git/2.44", 37L, 1),
                new Context(
                        new UserContext(List.of("maintainer", "on-call"), "engineering", "active", List.of(), null),
                        new TeamContext("Platform", "Retail", null, new Money("12000.00", "EUR"), List.of()),
                        new TimeContext("default", "Europe/Berlin", true, null),
                        null,
                        null,
                        null,
                        List.of()),
                "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0",
                new Normaliser("gitlab", 3),
                List.of(new Warning("TIME_SKEWED", "2 s ahead")),
                bytes(16));
    }

    static SubmittedEvent submittedEvent() {
        return new SubmittedEvent(
                "sub-1",
                "deployment.finished",
                NOON,
                "ada",
                "team-platform",
                null,
                "req-1",
                "deployer",
                "infrastructure",
                "deploy",
                "{\"version\":\"1.2.3\"}",
                new Result("ok", null, new Money("1.50", "USD"), null, "dep-7"),
                new Metadata(new Protected(null, null, 2, "ab12"), null, 1200L, 4),
                "4bf92f3577b34da6a3ce929d0e0e4736",
                null,
                null,
                new Actor("ada", "Ada", ActorKind.SERVICE, null, null, null, null),
                new Scope("namespace", "prod", null),
                List.of(new Subject("environment", "prod"), new Subject("artifact", "a1")),
                new Target("deployment", null, null),
                Outcome.FAILURE,
                null,
                7L);
    }

    private static ByteBuffer bytes(int length) {
        return ByteBuffer.wrap("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP"
                .substring(0, length)
                .getBytes(UTF_8));
    }
}
