package io.probity.canonical;

import io.probity.model.Actor;
import io.probity.model.ActorKind;
import io.probity.model.AuditEvent;
import io.probity.model.BusinessContext;
import io.probity.model.Category;
import io.probity.model.Context;
import io.probity.model.Credential;
import io.probity.model.Crud;
import io.probity.model.GeoContext;
import io.probity.model.Metadata;
import io.probity.model.Money;
import io.probity.model.Normaliser;
import io.probity.model.Outcome;
import io.probity.model.Posture;
import io.probity.model.Principal;
import io.probity.model.Protected;
import io.probity.model.Quota;
import io.probity.model.ResourceContext;
import io.probity.model.Result;
import io.probity.model.Scope;
import io.probity.model.Subject;
import io.probity.model.Target;
import io.probity.model.TeamContext;
import io.probity.model.TimeContext;
import io.probity.model.UserContext;
import io.probity.model.Warning;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events behind the vectors of {@code resources/canonical/AuditEvent.v*.json}, written for the project. */
final class SampleEvents {
    private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");

    private SampleEvents() {}

    /** What a vector shows, to its event; in order. */
    static Map<String, AuditEvent> all() {
        var events = new LinkedHashMap<String, AuditEvent>();
        events.put("Least: only what every event has. Null members are omitted, empty arrays are written.", least());
        events.put("Full: every field filled, in clear.", full());
        events.put("Ciphertext: a personal value encrypted for its data subject is an object of k and c.", encrypted());
        events.put("Token: a personal value replaced by a keyed token is an object of e and t.", tokens());
        events.put("Unicode: escapes, controls, two to four bytes, separators; nothing is normalised.", unicode());
        events.put("Times: six digits always; before 1970; finer than a microsecond is cut.", times());
        events.put("Free-form JSON is text: its numbers and escapes are nobody's business.", freeForm());
        events.put("Numbers: an int is a number, a long a string.", numbers());
        return events;
    }

    static AuditEvent least() {
        return leastBuilder().build();
    }

    private static AuditEvent.Builder leastBuilder() {
        return AuditEvent.newBuilder()
                .setId("e-1")
                .setEventType("project_created")
                .setTenant("acme")
                .setSource("gitlab")
                .setCategory(Category.GOVERNANCE)
                .setAction("create")
                .setCrud(Crud.CREATE)
                .setActor(new Actor("42", null, ActorKind.USER, null, null, null, null))
                .setScope(new Scope("project", "7", null))
                .setSubjects(List.of(new Subject("project", "7")))
                .setOutcome(Outcome.SUCCESS)
                .setEffective(NOON)
                .setIngested(NOON.plusMillis(1_500))
                .setData("{}")
                .setContentKey("5f".repeat(32))
                .setNormaliser(new Normaliser("gitlab", 1))
                .setSalt(ByteBuffer.wrap(EventDigest.fromHex("000102030405060708090a0b0c0d0e0f")));
    }

    static AuditEvent full() {
        var calendar = new TimeContext("de", "Europe/Berlin", true, "patch sunday");
        var team = new TeamContext(
                "Payments", "Retail", "CC-17", new Money("120000.00", "EUR"), List.of(new Quota("cpu", "64")));
        return leastBuilder()
                .setActor(new Actor(
                        "42",
                        "Ada Beispiel",
                        ActorKind.USER,
                        true,
                        new Principal("43", "Bo Beispiel", ActorKind.USER),
                        new Credential("access_key", "AK1"),
                        "example.org"))
                .setScope(new Scope("project", "7", "retail/payments/api"))
                .setSubjects(List.of(new Subject("project", "7"), new Subject("artifact", "sha256:00ff")))
                .setTarget(new Target("merge_request", "981", "Raise the limit"))
                .setCollected(NOON.plusNanos(250_000_000))
                .setTeamId("t-3")
                .setSessionId("s-1")
                .setRequestId("r-1")
                .setTraceId("4bf92f3577b34da6a3ce929d0e0e4736")
                .setSpanId("00f067aa0ba902b7")
                .setParentId("e-0")
                .setData("{\"approvals\":1}")
                .setRaw("{\"id\":7}")
                .setResult(new Result("applied", "ds-1", new Money("85.00", "USD"), false, "d-1"))
                .setMetadata(new Metadata("192.0.2.7", "curl/8.5", 1_250L, 3))
                .setContext(new Context(
                        new UserContext(List.of("owner", "approver"), "Platform", "active", List.of("deploy"), "7"),
                        team,
                        calendar,
                        new ResourceContext(
                                "8",
                                "t-4",
                                "production",
                                "high",
                                new Money("9.50", "EUR"),
                                "created",
                                new Posture(
                                        "failed",
                                        1,
                                        2,
                                        30,
                                        0,
                                        1,
                                        2,
                                        0,
                                        0,
                                        150L,
                                        Instant.parse("2026-03-02T12:00:00Z"))),
                        new BusinessContext("Retail", "CC-17", "Checkout"),
                        new GeoContext("DE", "public"),
                        List.of("resource")))
                .setWarnings(List.of(new Warning("FIELD_CONFLICT", "author_name differs")))
                .build();
    }

    static AuditEvent encrypted() {
        return leastBuilder()
                .setActor(new Actor(
                        ciphertext(0),
                        ciphertext(1),
                        ActorKind.USER,
                        null,
                        new Principal(ciphertext(6), ciphertext(7), ActorKind.SERVICE),
                        null,
                        "example.org"))
                .setTarget(new Target("user", null, ciphertext(2)))
                .setMetadata(new Metadata(ciphertext(3), ciphertext(4), null, null))
                .setWarnings(List.of(new Warning("FIELD_CONFLICT", ciphertext(5))))
                .build();
    }

    static AuditEvent tokens() {
        return leastBuilder()
                .setActor(new Actor(
                        token(1), token(2), ActorKind.USER, null, null, new Credential("access_key", token(1)), null))
                .setMetadata(new Metadata(token(2), null, null, null))
                .build();
    }

    private static Protected ciphertext(int seed) {
        byte[] sealed = new byte[12 + seed + 16]; // nonce, as many bytes as the clear text has, tag
        for (int i = 0; i < sealed.length; i++) {
            sealed[i] = (byte) (37 * i + 11 * seed);
        }
        return new Protected("acme/p-42/1", ByteBuffer.wrap(sealed), null, null);
    }

    private static Protected token(int epoch) {
        return new Protected(null, null, epoch, "0123456789abcdef".repeat(2));
    }

    static AuditEvent unicode() {
        return leastBuilder()
                .setId(
                        "quote \" backslash \\ slash / tab \t newline \n return \r feed \f back \b nul \0 unit \u001f del \u007f")
                .setAction("\u00e9 is not e\u0301, \u0130 stays, \u2028 and \u2029 too")
                .setActor(new Actor(
                        "\u6f22\u5b57",
                        "\ud83d\ude00\ud83c\uddea\ud83c\uddfa\udbff\udfff",
                        ActorKind.USER,
                        null,
                        null,
                        null,
                        null))
                .setTeamId("\ue000\ufeff\uffff")
                .setRequestId("")
                .build();
    }

    static AuditEvent times() {
        return leastBuilder()
                .setEffective(Instant.parse("1969-12-31T23:59:59.999999999Z"))
                .setCollected(Instant.parse("0000-02-29T00:00:00.000001Z"))
                .setIngested(Instant.parse("9999-12-31T23:59:59.999999Z"))
                .build();
    }

    static AuditEvent freeForm() {
        return leastBuilder()
                .setData("{\"big\":18446744073709551616,\"half\":\"\\ud83d\",\"tiny\":1E-400}")
                .setRaw("{\"a\":[null,true,{\"b\":\"\\u0000\"}]}")
                .build();
    }

    static AuditEvent numbers() {
        return leastBuilder()
                .setMetadata(new Metadata(null, null, Long.MIN_VALUE, Integer.MIN_VALUE))
                .setNormaliser(new Normaliser("gitlab", Integer.MAX_VALUE))
                .setActor(new Actor("", null, ActorKind.SYSTEM, false, null, null, null))
                .build();
    }
}
