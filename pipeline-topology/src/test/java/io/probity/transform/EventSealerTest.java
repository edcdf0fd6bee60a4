package io.probity.transform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import io.probity.canonical.EventDigest;
import io.probity.draft.Actors;
import io.probity.draft.EventDraft;
import io.probity.draft.FieldRule;
import io.probity.draft.FieldTable;
import io.probity.draft.LateBytes;
import io.probity.keys.Aad;
import io.probity.keys.KeyFolder;
import io.probity.keys.KeyRing;
import io.probity.keys.Reveal;
import io.probity.keys.SubjectNames;
import io.probity.model.Actor;
import io.probity.model.ActorKind;
import io.probity.model.AuditEvent;
import io.probity.model.Metadata;
import io.probity.model.Normaliser;
import io.probity.model.Principal;
import io.probity.model.Protected;
import io.probity.model.Scope;
import io.probity.model.Subject;
import io.probity.model.Target;
import io.probity.model.Warning;
import io.probity.wire.EntryLimit;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSealerTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final EntryLimit LIMIT = new EntryLimit(3 << 20);
    private static final String SECRET = "gl" + "pat-A1b2C3d4E5f6G7h8I9j0";

    private final KeyRing ring = KeyRing.known(new byte[32]);
    private final EventDraft draft = new EventDraft();
    private Protection protection = Protection.standard(ring, false);

    @BeforeEach
    void fill() {
        draft.id = "e-1";
        draft.eventType = "t";
        draft.source = "platform";
        draft.effective = NOON;
        draft.actor = new Actor(
                "u-42", "Ada Beispiel", ActorKind.USER, null, new Principal("u-7", "Bob", ActorKind.USER), null, null);
        draft.target = new Target("User", "u-9", "Carol");
        draft.metadata = new Metadata("203.0.113.77", "curl/8", null, null);
        draft.scope = new Scope("project", "7", "a/b");
    }

    @Test
    void keepsEachCanonicalFieldAsItsSchemaSays() {
        var event = seal();

        assertThat(event.getActor().getId()).isEqualTo(token("u-42"));
        assertThat(opened(event.getActor().getName(), "actor/name")).isEqualTo("Ada Beispiel");
        var other = Objects.requireNonNull(event.getActor().getOnBehalfOf());
        assertThat(other.getId()).isEqualTo(token("u-7"));
        assertThat(opened(other.getName(), "actor/onBehalfOf/name")).isEqualTo("Bob");
        var target = Objects.requireNonNull(event.getTarget());
        assertThat(target.getId())
                .as("somebody")
                .isEqualTo("token:1:" + token("u-9").getT());
        assertThat(opened(target.getName(), "target/name")).isEqualTo("Carol");
        var metadata = Objects.requireNonNull(event.getMetadata());
        assertThat(metadata.getClientIp()).isEqualTo("203.0.113.0/24");
        assertThat(opened(metadata.getUserAgent(), "metadata/userAgent")).isEqualTo("curl/8");
        assertThat(event.getScope().getPath()).isEqualTo("a/b");
        assertThat(event.getOriginal()).isNull();
    }

    @Test
    void takesNoTraceForACardAndExcusesNothingElse() {
        draft.spanId = "4111111111111111";
        draft.traceId = "00000000000000004111111111111111";
        var event = seal();
        assertThat(event.getSpanId()).isEqualTo("4111111111111111");
        assertThat(event.getTraceId()).isEqualTo("00000000000000004111111111111111");
        assertThat(event.getWarnings()).isEmpty();

        draft.parentId = "of ada@example.org";
        draft.sessionId = "4111111111111111";
        event = seal();
        assertThat(event.getParentId()).startsWith("token:1:");
        assertThat(event.getSessionId()).startsWith("token:1:");
        assertThat(event.getWarnings()).hasSize(2);
    }

    @Test
    void encryptsForWhomAFieldIsAbout() {
        var event = seal();
        var keys = ring.of("acme");

        assertThat(key(event.getActor().getName()))
                .isEqualTo(keys.of(SubjectNames.person("gitlab", "u-42")).ref());
        assertThat(key(Objects.requireNonNull(event.getActor().getOnBehalfOf()).getName()))
                .isEqualTo(keys.of(SubjectNames.person("gitlab", "u-7")).ref());
        assertThat(key(Objects.requireNonNull(event.getTarget()).getName()))
                .isEqualTo(keys.of(SubjectNames.person("gitlab", "u-9")).ref());

        draft.target = new Target("Branch", "b-1", "main");
        assertThat(Objects.requireNonNull(seal().getTarget()).getId()).isEqualTo("b-1");
        assertThat(key(Objects.requireNonNull(seal().getTarget()).getName()))
                .isEqualTo(
                        keys.of(SubjectNames.target("gitlab", "Branch", "b-1")).ref());

        draft.actor = Actors.NOBODY;
        draft.target = new Target("", null, "something");
        assertThat(key(Objects.requireNonNull(seal().getTarget()).getName()))
                .isEqualTo(keys.of(SubjectNames.nobody("gitlab", NOON)).ref());
    }

    @Test
    void anEmptyIdStaysEmptyAndNobodyElsesActorIsChanged() {
        draft.actor = Actors.NOBODY;

        assertThat(seal().getActor().getId()).isEqualTo("");
        assertThat(Actors.NOBODY.getId()).isEqualTo("");
    }

    @Test
    void whatNoTableNamesIsEncryptedAndWhatCountsOrSwitchesStays() throws JsonProcessingException {
        draft.keep(
                json(
                        "{\"note\":\"Ada says so\",\"count\":3,\"on\":true,\"none\":null,\"list\":[\"x\",1,\"\"],\"in\":{\"s\":\"y\"}}"));
        var data = data(seal());

        assertThat(data.path("count").intValue()).isEqualTo(3);
        assertThat(data.path("on").booleanValue()).isTrue();
        assertThat(data.get("none").isNull()).isTrue();
        assertThat(opened(data.get("note"), "data/note")).isEqualTo("\"Ada says so\"");
        assertThat(opened(data.path("list").get(0), "data/list")).isEqualTo("\"x\"");
        assertThat(data.path("list").get(1).intValue()).isEqualTo(1);
        assertThat(data.path("list").get(2).textValue()).isEmpty();
        assertThat(opened(data.at("/in/s"), "data/in/s")).isEqualTo("\"y\"");
    }

    @Test
    void aTableSaysHowAPathIsKept() throws JsonProcessingException {
        draft.fields = FieldTable.of(
                "test",
                Map.of(
                        "data",
                        Map.of(
                                "public", List.of("/open"),
                                "token", List.of("/who", "/ids"),
                                "mask:last4", List.of("/card"),
                                "mask:ip", List.of("/ip"),
                                "mask:domain", List.of("/mail"),
                                "drop", List.of("/gone"),
                                "pii", List.of("/user"),
                                "keyed", List.of("/members"))));
        draft.keep(
                json(
                        "{\"open\":\"yes\",\"who\":\"u-42\",\"ids\":[7,8],\"card\":\"1234567890\",\"ip\":\"2001:db8:1:2::3\","
                                + "\"mail\":\"ada@example.org\",\"gone\":\"x\",\"user\":{\"age\":42},\"members\":{\"ada\":true}}"));
        var data = data(seal());

        assertThat(data.path("open").textValue()).isEqualTo("yes");
        assertThat(data.path("who").path("t").textValue())
                .isEqualTo(token("u-42").getT());
        assertThat(data.path("ids").get(0).path("t").textValue())
                .isEqualTo(token("7").getT());
        assertThat(data.path("card").textValue()).isEqualTo("****7890");
        assertThat(data.path("ip").textValue()).isEqualTo("2001:db8:1::/48");
        assertThat(data.path("mail").textValue()).isEqualTo("example.org");
        assertThat(data.has("gone")).isFalse();
        assertThat(opened(data.at("/user/age"), "data/user/age")).isEqualTo("42");
        assertThat(data.path("members").fieldNames().next())
                .isEqualTo("token:1:" + token("ada").getT());
    }

    @Test
    void anIdThatIsTheActorsIsATokenWhereverNothingClassifiesIt() throws JsonProcessingException {
        draft.actor = Actors.of("42", null, ActorKind.USER, null);
        draft.keep(json("{\"approver\":\"42\",\"author_id\":42,\"count\":42}"));
        var data = data(seal());

        assertThat(data.path("approver").path("t").textValue())
                .isEqualTo(token("42").getT());
        assertThat(data.path("author_id").path("t").textValue())
                .isEqualTo(token("42").getT());
        assertThat(data.path("count").intValue()).isEqualTo(42);
    }

    @Test
    void secretsAreTakenOutAndPersonalValuesProtectedAndBothAreTold() throws JsonProcessingException {
        draft.fields = FieldTable.of("test", Map.of("data", Map.of("public", List.of("/log", "/by", "/n"))));
        draft.action = "mail ada@example.org";
        draft.keep(json(
                "{\"log\":\"key " + SECRET + " used\",\"by\":\"for ada@example.org\",\"n\":4111111111111111,\"free\":\""
                        + SECRET + "\",\"ada@example.org\":1}"));
        var event = seal();
        var data = data(event);

        assertThat(data.path("log").textValue()).isEqualTo("key [secret:gitlab_token] used");
        assertThat(opened(data.get("by"), "data/by")).isEqualTo("\"for ada@example.org\"");
        assertThat(opened(data.get("n"), "data/n")).isEqualTo("4111111111111111");
        assertThat(opened(data.get("free"), "data/free")).isEqualTo("\"[secret:gitlab_token]\"");
        assertThat(event.getAction()).startsWith("token:1:");
        assertThat(event.getData()).doesNotContain("ada@example.org").doesNotContain(SECRET);
        assertThat(event.getWarnings()).extracting(Warning::getCode).contains("SECRET_FOUND", "PERSONAL_DATA_FOUND");
        assertThat(event.getWarnings().stream().map(it -> opened(it.getDetail(), "warnings/detail")))
                .contains("data/log: gitlab_token", "data/by: email", "action: email");
    }

    @Test
    void aMaskThatLeavesAValueAsItIsHidesNothing() throws JsonProcessingException {
        var host = "xo" + "xb-12345678901234567890.example.org";
        draft.metadata = new Metadata("Ada Lovelace", "curl/8", null, null);
        draft.fields = FieldTable.of(
                "test",
                Map.of("data", Map.of("mask:ip", List.of("/ip", "/more"), "token:arn", List.of("/arn", "/role"))));
        draft.keep(
                json(
                        "{\"ip\":\"" + host + "\",\"more\":\"203.0.113.7, " + host
                                + "\",\"arn\":\"arn:aws:iam::123456789012:role/ada@example.org\",\"role\":\"arn:aws:iam::123456789012:role/ops\"}"));
        var event = seal();
        var data = data(event);

        assertThat(opened(Objects.requireNonNull(event.getMetadata()).getClientIp(), "metadata/clientIp"))
                .isEqualTo("Ada Lovelace");
        assertThat(data.path("ip").textValue()).isEqualTo("[secret:slack_token].example.org");
        assertThat(data.path("more").textValue()).isEqualTo("203.0.113.0/24, [secret:slack_token].example.org");
        assertThat(data.path("arn").path("t").textValue())
                .isEqualTo(
                        token("arn:aws:iam::123456789012:role/ada@example.org").getT());
        assertThat(data.path("role").textValue()).isEqualTo("arn:aws:iam::123456789012:role/ops");
        assertThat(event.getWarnings().stream().map(it -> opened(it.getDetail(), "warnings/detail")))
                .contains("data/ip: slack_token", "data/arn: email");
    }

    @Test
    void whatIsEncryptedWholeKeepsNoSecretWhereverItStands() throws JsonProcessingException {
        draft.keep(json("{\"by\":{\"k\":\"me\",\"c\":\"" + SECRET + "\"},\"deep\":{\"c\":\"x\",\"k\":\"y\"}}"));
        var event = seal();
        assertThat(opened(data(event).get("by"), "data/by"))
                .isEqualTo("{\"c\":\"[secret:gitlab_token]\",\"k\":\"me\"}");
        assertThat(event.getWarnings()).extracting(Warning::getCode).containsExactly("SECRET_FOUND");

        var many = new StringBuilder("{\"rows\":[");
        for (int i = 0; i < 40_000; i++) {
            many.append(i == 0 ? "" : ",").append("{\"").append(SECRET).append("\":1,\"x\":[{\"v\":\"");
            many.append(SECRET).append("\"}]}");
        }
        draft.keep(json(many.append("]}").toString()));
        assertThat(opened(data(seal()).get("rows"), "data/rows"))
                .startsWith("[{\"[secret:gitlab_token]\":1,\"x\":[{\"v\":\"[secret:gitlab_token]\"}]}");
    }

    @Test
    void namesThatBecomeTheSameAreNumbered() throws JsonProcessingException {
        var members = new StringBuilder("{\"a\":{");
        for (int i = 0; i < 20_000; i++) {
            members.append('"').append("gl").append("pat-%020d".formatted(i)).append("\":1,");
        }
        draft.keep(json(members.append("\"[secret:gitlab_token]#2\":2}}").toString()));
        var names = data(seal()).path("a");

        assertThat(names.size()).isEqualTo(20_001);
        assertThat(names.has("[secret:gitlab_token]")).isTrue();
        assertThat(names.path("[secret:gitlab_token]#2").intValue()).isEqualTo(2);
        assertThat(names.has("[secret:gitlab_token]#20001")).isTrue();
    }

    @Test
    void aKeyIsTakenOnceForAnEvent(@TempDir Path folder) {
        var keys = new KeyFolder(folder, null);
        keys.init("acme");
        try (var real = keys.open()) {
            var values = new Values(
                    real.of("acme"),
                    new Aad("acme", Protection.eventSchema(), "e-1"),
                    new Subjects("gitlab", NOON, draft.actor, null));
            var key = values.key(Subjects.Whose.ACTOR);
            real.store("acme").destroy(List.of(SubjectNames.person("gitlab", "u-42")));

            assertThat(values.key(Subjects.Whose.ACTOR)).isSameAs(key);
            assertThat(real.of("acme").of(SubjectNames.person("gitlab", "u-42")))
                    .isNotEqualTo(key);
        }
    }

    @Test
    void aSourceIsTightenedAndNoOtherThatSharesItsTable() throws JsonProcessingException {
        var stricter = FieldTable.of("own", Map.of("data", Map.of("drop", List.of("/a"))));
        draft.fields = FieldTable.of("test", Map.of("data", Map.of("public", List.of("/a"))));
        draft.keep(json("{\"a\":\"x\"}"));
        var sealer = new EventSealer(
                Transformer.withKey(new byte[32]),
                new Protection(ring, new Tightening(Map.of(), Map.of("gitlab", stricter)), false));

        assertThat(data(seal(sealer, "gitlab")).has("a")).isFalse();
        assertThat(data(seal(sealer, "other")).has("a")).isTrue();
    }

    @Test
    void whatAlreadyLooksLikeATokenIsNone() throws JsonProcessingException {
        draft.fields = FieldTable.of("test", Map.of("data", Map.of("public", List.of("/by"))));
        draft.keep(json("{\"by\":{\"e\":1,\"t\":\"" + token("boss").getT() + "\"}}"));

        assertThat(data(seal()).path("by").has("t")).isFalse();
    }

    @Test
    void anEventThatWouldBeTooLargeIsEncryptedInLargerPiecesAndKeepsNoSecret() throws JsonProcessingException {
        draft.fields = FieldTable.of("test", Map.of("data", Map.of("secret", List.of("/**/password"))));
        var many = new StringBuilder("{\"rows\":[");
        for (int i = 0; i < 40_000; i++) {
            many.append(i == 0 ? "" : ",").append("{\"n\":\"v").append(i).append("\",\"password\":\"must-not-stay\"}");
        }
        draft.keep(json(many.append("]}").toString()));
        var event = seal();

        assertThat(LIMIT.excess(event)).isNull();
        assertThat(opened(data(event).get("rows"), "data/rows"))
                .startsWith("[{\"n\":\"v0\"}")
                .doesNotContain("must-not-stay");
    }

    @Test
    void theSourcesBytesAreKeptWhereTheyAreAskedFor() {
        protection = Protection.standard(ring, true);

        assertThat(opened(seal().getOriginal(), "original")).isEqualTo("the bytes");
    }

    @Test
    void anOperatorTightensAndNeverLoosens() throws JsonProcessingException {
        var shipped = FieldTable.of("test", Map.of("data", Map.of("public", List.of("/a"), "token", List.of("/b"))));
        var stricter =
                FieldTable.of("own", Map.of("data", Map.of("drop", List.of("/a"), "public", List.of("/b", "/c"))));
        protection = new Protection(
                ring,
                new Tightening(
                        Map.of("actor/name", Objects.requireNonNull(FieldRule.of("drop"))), Map.of("gitlab", stricter)),
                false);
        draft.fields = shipped;
        draft.keep(json("{\"a\":\"x\",\"b\":\"u-42\",\"c\":\"free\"}"));
        var event = seal();

        assertThat(event.getActor().getName()).isNull();
        assertThat(data(event).has("a")).isFalse();
        assertThat(data(event).path("b").has("t")).isTrue();
        assertThat(opened(data(event).get("c"), "data/c")).isEqualTo("\"free\"");
    }

    @Test
    void theSameEventUnderKnownKeysIsTheSameEachTime() {
        assertThat(EventDigest.of(seal())).isEqualTo(EventDigest.of(seal()));
    }

    @Test
    void aKeyThatHoldsAnAddressIsToldAndStays() {
        draft.subjects.add(new Subject("user", "ada@example.org"));
        var event = seal();

        assertThat(event.getSubjects().getFirst().getId()).isEqualTo("ada@example.org");
        assertThat(event.getWarnings()).extracting(Warning::getCode).containsExactly("PERSONAL_DATA_FOUND");
    }

    private AuditEvent seal() {
        return seal(new EventSealer(Transformer.withKey(new byte[32]), protection), "gitlab");
    }

    private AuditEvent seal(EventSealer sealer, String source) {
        return sealer.seal(
                draft,
                "acme",
                "{}".getBytes(UTF_8),
                LateBytes.of("the bytes".getBytes(UTF_8)),
                NOON,
                new byte[16],
                new Normaliser(source, 1),
                LIMIT);
    }

    private Protected token(String id) {
        return ring.of("acme").tokens().of(id);
    }

    private static @Nullable String key(@Nullable Object hidden) {
        return hidden instanceof Protected it ? it.getK() : null;
    }

    private @Nullable String opened(@Nullable Object hidden, String path) {
        var sealed = hidden instanceof JsonNode json ? fromJson(json) : (Protected) hidden;
        var bytes = sealed == null
                ? null
                : new Reveal(ring).bytes(sealed, "acme", new Aad("acme", Protection.eventSchema(), "e-1"), path);
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    private static Protected fromJson(JsonNode json) {
        var bytes = Base64.getUrlDecoder().decode(json.path("c").textValue());
        return new Protected(json.path("k").textValue(), ByteBuffer.wrap(bytes), null, null);
    }

    private static JsonNode data(AuditEvent event) throws JsonProcessingException {
        return CanonicalJson.read(event.getData());
    }

    private static ObjectNode json(String text) throws JsonProcessingException {
        return (ObjectNode) CanonicalJson.read(text);
    }
}
