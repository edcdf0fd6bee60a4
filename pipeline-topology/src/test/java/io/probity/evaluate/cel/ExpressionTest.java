package io.probity.evaluate.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.evaluate.catalog.PartialEvent;
import io.probity.model.Actor;
import io.probity.model.ActorKind;
import io.probity.model.AuditEvent;
import io.probity.model.Observation;
import io.probity.model.Protected;
import io.probity.model.Seen;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private static final Answer TRUE = new Answer.True();
    private static final Answer FALSE = new Answer.False();

    private final Expressions expressions = new Expressions();
    private final AuditEvent event = event("""
            {"id": "e1", "eventType": "merge_request_merged", "timestamp": "2026-02-03T04:05:06Z", "crud": "update",
             "actor": {"id": "7", "name": "alice", "kind": "user"}, "outcome": "success",
             "scope": {"kind": "project", "id": "6", "path": "group/app"},
             "result": {"estimatedCost": {"amount": "85.00", "currency": "USD"}, "approvalRequired": true},
             "metadata": {"processingTime": 12, "resourceCount": 3, "clientIp": "192.0.2.7"},
             "context": {"time": {"calendar": "default", "timeZone": "UTC", "businessHours": false}},
             "data": {"approval_count": 1, "nothing": null, "ratio": 0.5, "whole": 2.0,
                      "ports": [{"from": 22}, {"to": 80}], "names": ["bob", "alice"],
                      "deep": {"er": {"value": "x"}}},
             "raw": {"requestParameters": {"policyArn": "arn:aws:iam::aws:policy/AdministratorAccess"},
                     "responseElements": null}}
            """);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data.approval_count >= 1",
                "data.approval_count < params.minimum",
                "data.ratio < 1 && data.whole == 2",
                "data.approval_count == 1.0",
                "event.actor.name == 'alice' && event.actor.kind == 'user'",
                "event.timestamp == now && now.getFullYear() == 2026",
                "event.crud == 'update' && event.outcome == 'success'",
                "double(event.result.estimatedCost.amount) > 80",
                "event.metadata.processingTime + event.metadata.resourceCount == 15",
                "event.subjects[0].kind == 'project'",
                "!event.context.time.businessHours",
                "data.names.exists(n, n == event.actor.name)",
                "'alice' in data.names && size(data.names) == 2",
                "data.ports.exists(p, has(p.from) && p.from == 22)",
                "data['approval_count'] == 1",
                "data.deep.er.value == 'x' && raw.requestParameters.policyArn.endsWith('/AdministratorAccess')",
                "!has(data.nothing) && !has(data.absent) && has(data.ratio)",
                "raw.?responseElements.?x.orValue('none') == 'none'",
                "data.?deep.?er.?value.orValue('none') == 'x'",
                "raw.requestParameters.policyArn.split(':').size() == 6",
                "facts.required == 2 && 'required' in facts",
                "data.deep == {'er': {'value': 'x'}}",
                "data.approval_count >= 1 || data.absent",
                "data.exists(k, k == 'ratio')",
                "event.target.type == 'thing' || true",
            })
    void holds(String text) throws ExpressionException {
        assertThat(answer(text)).as(text).isEqualTo(TRUE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data.absent >= 2 | data.absent is missing",
                "data.nothing == 'x' | data.nothing is missing",
                "data['absent'] == 2 | data.absent is missing",
                "data.deep.absent.value == 'x' | data.deep.absent is missing",
                "data.approval_count.more == 1 | data.approval_count.more is missing",
                "raw.responseElements.x == 1 | raw.responseElements is missing",
                "event.target.type == 'x' | event.target is missing",
                "event.actor.mfa | event.actor.mfa is missing",
                "event.requestId == 'x' && true | event.requestId is missing",
                "facts.unheard == 'x' | facts.unheard is missing",
                "params.unheard == 'x' && true | params.unheard is missing",
                "!data.absent | data.absent is missing",
                "has(data.absent.below) | data.absent is missing",
            })
    void aMissingFieldIsNeitherTrueNorFalse(String text, String what) throws ExpressionException {
        assertThat(answer(text)).as(text).isEqualTo(new Answer.Unknown(what));
    }

    /** What the evaluator hands on as a value inside && and || is not taken for one by anybody else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(data.absent > 1 && true) ? true : false",
                "(data.absent > 1 || false) ? (data.ratio < 1 ? true : false) : false",
                "data.ratio < 1 ? ((data.absent > 1 && true) ? true : false) : false",
                "data.names.exists(n, n == data.absent) ? true : false",
                "!(data.absent > 1 && true)",
                "!data.names.exists(n, n == data.absent)",
                "(data.absent > 1 && true) == true",
                "((data.absent > 1 && true) || false) == false",
                "((data.ratio < 1 ? data.absent > 1 && true : false)) == true",
                "(data.absent > 1 && true) in [true]",
                "size([data.absent > 1 && true]) == 1",
                "{'a': data.absent > 1 && true}.size() == 1",
                "string(data.absent > 1 && true) == 'true'",
                "data.ports.filter(p, p.from == 22 || p.from == 23).size() == 1",
                "data.ports.map(p, p.from == 23 || p.from == 24)[0]",
                "data.ports.exists_one(p, p.from == 23 || p.from == 24)",
                "data.ports.all(p, !(p.from == 22 && data.absent))",
                "data.?ratio.optMap(r, r > 2 || data.absent).orValue(true)",
            })
    void whatHangsOnAMissingFieldIsUnknownWhereverItStands(String text) throws ExpressionException {
        assertThat(answer(text)).as(text).isInstanceOf(Answer.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!(data.absent > 1 && false)",
                "(data.absent > 1 || true) ? true : false",
                "(data.absent > 1 || data.ratio < 1) == true",
                "!data.ports.all(p, p.to == 81)",
                "data.ports.exists(p, p.from == 22) ? true : false",
                "data.names.filter(n, n == 'bob' || n == 'eve').size() == 1",
            })
    void whatIsDecidedWithoutTheMissingFieldStandsThere(String text) throws ExpressionException {
        assertThat(answer(text)).as(text).isEqualTo(TRUE);
    }

    @Test
    void aMissingFieldInsideAListIsUnknownToo() throws ExpressionException {
        assertThat(answer("data.ports.all(p, p.from == 22)")).isInstanceOf(Answer.Unknown.class);
        assertThat(answer("data.ports[7].from == 22")).isInstanceOf(Answer.Unknown.class);
    }

    @Test
    void anAnswerThatDoesNotHangOnTheMissingFieldStands() throws ExpressionException {
        assertThat(answer("data.absent == 1 || data.approval_count == 1")).isEqualTo(TRUE);
        assertThat(answer("data.absent == 1 && data.approval_count == 2")).isEqualTo(FALSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data.names >= 2",
                "1 / (data.approval_count - 1) == 1",
                "params.many.all(a, params.many.all(b, a <= 1000000))",
                "data.deep.er.value.matches('(')",
            })
    void whatCannotBeEvaluatedIsAFault(String text) throws ExpressionException {
        assertThat(answer(text)).as(text).isInstanceOf(Answer.Fault.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event.actor.nmae == 'x'",
                "event.unheard == 'x'",
                "event.actor.name >= 2",
                "unheard == 1",
                "data.approval_count",
                "event.actor.name",
                "data.approval_count >=",
            })
    void whatIsWrongInItselfDoesNotCompile(String text) {
        assertThatThrownBy(() -> expressions.compile(text)).isInstanceOf(ExpressionException.class);
    }

    @Test
    void theProvidersObjectIsDataWhereThatIsAllOfIt() throws ExpressionException {
        var alone = event("{\"id\": \"e1\", \"eventType\": \"x\", \"data\": {\"a\": 1}}");

        assertThat(expressions.compile("raw.a == data.a && raw.a == 1").evaluate(Inputs.of(alone, Map.of())))
                .isEqualTo(TRUE);
    }

    @Test
    void saysWhatItSaw() throws ExpressionException {
        var expression = expressions.compile("data.approval_count >= params.minimum || has(data.absent)");

        assertThat(expression.observed(inputs()))
                .isEqualTo("data.approval_count = 1, params.minimum = 2, data.absent is missing");
        assertThat(expression.roots()).containsExactlyInAnyOrder("data", "params");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "data.approval_count >= params.minimum | data.approval_count VALUE 1, params.minimum VALUE 2",
                "has(data.absent) && data.nothing == 1 | data.absent MISSING null, data.nothing MISSING null",
                "data.names.exists(n, n == event.actor.name)"
                        + " | data.names VALUE [\"bob\",\"alice\"], event.actor.name VALUE \"alice\"",
                "data.ports[0].from == 22 | data.ports VALUE [{\"from\":22},{\"to\":80}]",
                "data['deep'].er.value == 'y' | data.deep.er.value VALUE \"x\"",
                "data.deep.er.value.more == 'y' | data.deep.er.value.more MISSING null",
                "event.crud == 'read' && now < now | event.crud VALUE \"update\", now VALUE \"2026-02-03T04:05:06Z\"",
                "event.subjects.size() == 9 | event.subjects VALUE [{\"id\":\"6\",\"kind\":\"project\"}]",
                "event.actor.mfa && event.metadata.resourceCount == 4"
                        + " | event.actor.mfa MISSING null, event.metadata.resourceCount VALUE 3",
                "facts.required == 3 && data.ratio == 2.0 | facts.required VALUE 2, data.ratio VALUE 0.5",
                "has(event.result.estimatedCost)"
                        + " | event.result.estimatedCost VALUE {\"amount\":\"85.00\",\"currency\":\"USD\"}",
            })
    void freezesEachFieldThatItNamesAsTheLogHasIt(String text, String frozen) throws ExpressionException {
        assertThat(frozen(expressions.compile(text).observations(inputs()))).isEqualTo(frozen);
    }

    @Test
    void aLongValueIsFrozenUpToAPage() throws ExpressionException {
        var longest = "x".repeat(Freezer.LONGEST - 2); // two quotation marks
        var fits = event("{\"data\": {\"text\": \"" + longest + "\"}}");
        var longer = event("{\"data\": {\"text\": \"" + longest + "\\ud83d\\ude00\"}}");
        var expression = expressions.compile("data.text == ''");

        assertThat(expression.observations(Inputs.of(fits, Map.of())))
                .containsExactly(new Observation("data.text", Seen.VALUE, '"' + longest + '"'));
        assertThat(expression.observations(Inputs.of(longer, Map.of())))
                .singleElement()
                .satisfies(it -> assertThat(it.getSeen()).isEqualTo(Seen.SHORTENED))
                .satisfies(it -> assertThat(it.getValue())
                        .startsWith("\"xxx")
                        .hasSize(Freezer.LONGEST - 1) // without half of the pair
                        .endsWith("xxx"));
    }

    /** What an expression may not read is kept all the same, in the shape that protects it. */
    @Test
    void aProtectedValueIsFrozenInItsProtectedShape() throws ExpressionException {
        var expression =
                expressions.compile("event.actor.id == data.owner.id && data.list.size() == 1 && data.team == 'x'");
        var sealed = new Protected("k1", ByteBuffer.wrap(new byte[] {1, (byte) 0xFF}), null, null);
        var changed = AuditEvent.newBuilder(event)
                .setActor(new Actor(sealed, null, ActorKind.USER, null, null, null, null))
                .setData("{\"list\":[\"a\",{\"c\":\"AAEC\",\"k\":\"k2\"}],\"owner\":{\"c\":\"AAEC\",\"k\":\"k3\"},"
                        + "\"team\":{\"e\":1,\"t\":\"0123456789abcdef0123456789abcdef\"}}")
                .build();
        var inputs = Inputs.of(changed, Map.of()).with(Map.of());

        assertThat(frozen(expression.observations(inputs)))
                .isEqualTo("event.actor.id ENCRYPTED {\"c\":\"Af8\",\"k\":\"k1\"},"
                        + " data.owner.id ENCRYPTED {\"c\":\"AAEC\",\"k\":\"k3\"},"
                        + " data.list ENCRYPTED [\"a\",{\"c\":\"AAEC\",\"k\":\"k2\"}],"
                        + " data.team VALUE {\"e\":1,\"t\":\"0123456789abcdef0123456789abcdef\"}");
        assertThat(expression.observed(inputs))
                .isEqualTo("event.actor.id is encrypted, data.owner.id is encrypted, data.list is encrypted,"
                        + " data.team = \"token:1:0123456789abcdef0123456789abcdef\"");
    }

    /** A provider may send what looks like a ciphertext; no expression may fall over it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "data.list.all(x, x == 'a')",
                "size(data.list) == 2",
                "'a' in data.list",
                "data.deep.list.exists(x, x == 'a')",
                "data.list == facts.list",
                "facts.list.size() == 2",
            })
    void aCiphertextInsideAListMakesItUnknownAndBreaksNothing(String text) throws ExpressionException {
        var list = "[\"a\",{\"c\":\"AAEC\",\"k\":\"k2\"}]";
        var changed = AuditEvent.newBuilder(event)
                .setData("{\"deep\":{\"list\":[" + list + "]},\"list\":" + list + "}")
                .build();
        var inputs = Inputs.of(changed, Map.of("list", JsonValues.node(list))).with(Map.of());
        var expression = expressions.compile(text);

        assertThat(expression.evaluate(inputs))
                .asInstanceOf(InstanceOfAssertFactories.type(Answer.Unknown.class))
                .extracting(Answer.Unknown::what)
                .asString()
                .endsWith(" is encrypted");
        assertThat(expression.observed(inputs)).contains(" is encrypted");
    }

    @Test
    void tokensOfTwoEpochsAreFoundBesideACiphertext() throws ExpressionException {
        var first = "{\"e\":1,\"t\":\"0123456789abcdef0123456789abcdef\"}";
        var changed = AuditEvent.newBuilder(event)
                .setData("{\"a\":{\"c\":\"AAEC\",\"k\":\"k2\"},\"b\":" + first + ",\"d\":" + first.replace("1,", "2,")
                        + "}")
                .build();

        assertThat(expressions.compile("'b' in data").evaluate(Inputs.of(changed, Map.of())))
                .isEqualTo(new Answer.Unknown("tokens of different epochs cannot be compared"));
    }

    @Test
    void aTokenInsideAnObjectThatIsNamedTooIsOneTokenAndTwoOfTwoEpochsAreTwo() throws ExpressionException {
        var expression = expressions.compile("has(raw.who) && has(raw.who.name) && raw.who.name != raw.owner");
        var who = "{\"who\":{\"name\":{\"e\":1,\"t\":\"0123456789abcdef0123456789abcdef\"}},\"owner\":";
        var owner = "{\"e\":1,\"t\":\"fedcba9876543210fedcba9876543210\"}}";

        assertThat(expression.evaluate(withRaw(who + owner))).isEqualTo(TRUE);
        assertThat(expression.evaluate(withRaw(who + owner.replace(":1", ":2"))))
                .isEqualTo(new Answer.Unknown("tokens of different epochs cannot be compared"));
    }

    @Test
    void tokensOfOneEpochCompareAndOfTwoDoNot() throws ExpressionException {
        var expression = expressions.compile("event.actor.id != facts.requester");
        var first = "0123456789abcdef0123456789abcdef";
        var second = "fedcba9876543210fedcba9876543210";

        assertThat(expression.evaluate(withActor(token(1, first), Map.of("requester", "token:1:" + first))))
                .isEqualTo(FALSE);
        assertThat(expression.evaluate(withActor(token(1, first), Map.of("requester", "token:1:" + second))))
                .isEqualTo(TRUE);
        assertThat(expression.evaluate(withActor(token(1, first), Map.of("requester", "token:2:" + second))))
                .isEqualTo(new Answer.Unknown("tokens of different epochs cannot be compared"));
        JsonNode canonical = JsonValues.node("{\"e\":2,\"t\":\"" + second + "\"}");
        assertThat(expression.evaluate(withActor(token(1, first), Map.of("requester", canonical))))
                .isEqualTo(new Answer.Unknown("tokens of different epochs cannot be compared"));
    }

    /** Never equal, whoever it is: a list of who may not do something would let everybody through. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "!(event.actor.id in params.denied)",
                "event.actor.id in ['alice', 'bob']",
                "event.actor.id == 'alice'",
                "'alice' != event.actor.id",
                "event.actor.id == facts.requester"
            })
    void aTokenAndANameInClearDoNotCompare(String text) throws ExpressionException {
        var seen = withActor(token(1, "0123456789abcdef0123456789abcdef"), Map.of("requester", "alice"))
                .with(Map.of("denied", List.of("alice")));

        assertThat(expressions.compile(text).evaluate(seen))
                .isEqualTo(new Answer.Unknown(
                        "event.actor.id is a token, and what it is compared with is in clear: write what"
                                + " `probity keys token` prints"));
        assertThat(expressions
                        .compile(text)
                        .evaluate(withActor("alice", Map.of("requester", "alice"))
                                .with(Map.of("denied", List.of("alice")))))
                .as("without protection")
                .isIn(TRUE, FALSE);
    }

    @Test
    void aTokenIsNotEmptyAndIsSoughtAmongTokens() throws ExpressionException {
        var alice = "token:1:0123456789abcdef0123456789abcdef";
        var seen = withActor(token(1, "0123456789abcdef0123456789abcdef"), Map.of())
                .with(Map.of(
                        "nobody",
                        List.of(),
                        "some",
                        List.of("role/ops", alice),
                        "other",
                        List.of("role/ops", alice.replace('0', 'f'))));

        assertThat(expressions.compile("event.actor.id != ''").evaluate(seen)).isEqualTo(TRUE);
        assertThat(expressions.compile("event.actor.id in params.nobody").evaluate(seen))
                .isEqualTo(FALSE);
        assertThat(expressions.compile("event.actor.id in params.some").evaluate(seen))
                .isEqualTo(TRUE);
        assertThat(expressions.compile("event.actor.id in params.other").evaluate(seen))
                .isEqualTo(FALSE);
    }

    @Test
    void aParameterMayHoldTheTokensOfSeveralEpochs() throws ExpressionException {
        var expression = expressions.compile("event.actor.id in params.keepers");
        var first = "0123456789abcdef0123456789abcdef";
        var second = "fedcba9876543210fedcba9876543210";
        var both = Map.of("keepers", List.of("token:1:" + first, "token:2:" + second));

        assertThat(expression.evaluate(withActor(token(1, first), Map.of()).with(both)))
                .isEqualTo(TRUE);
        assertThat(expression.evaluate(withActor(token(2, second), Map.of()).with(both)))
                .isEqualTo(TRUE);
        assertThat(expression.evaluate(withActor(token(2, first), Map.of()).with(both)))
                .isEqualTo(FALSE);
        assertThat(expression.evaluate(withActor(token(3, first), Map.of()).with(both)))
                .isEqualTo(new Answer.Unknown("tokens of different epochs cannot be compared"));
    }

    @Test
    void nothingIsConcludedFromACiphertext() throws ExpressionException {
        var sealed = new Protected("k1", ByteBuffer.wrap(new byte[16]), null, null);

        assertThat(expressions.compile("event.actor.id == 'alice'").evaluate(withActor(sealed, Map.of())))
                .isEqualTo(new Answer.Unknown("event.actor.id is encrypted"));
    }

    private static String frozen(List<Observation> observations) {
        return observations.stream()
                .map(it -> it.getField() + " " + it.getSeen() + " " + it.getValue())
                .collect(Collectors.joining(", "));
    }

    private Answer answer(String text) throws ExpressionException {
        return expressions.compile(text).evaluate(inputs());
    }

    private Inputs inputs() {
        var many = new HashMap<String, Object>();
        for (int i = 0; i < 200; i++) {
            many.put("k" + i, i);
        }
        return Inputs.of(event, Map.of("required", JsonValues.node("2"))).with(Map.of("minimum", 2, "many", many));
    }

    private Inputs withRaw(String raw) {
        return Inputs.of(AuditEvent.newBuilder(event).setRaw(raw).build(), Map.of());
    }

    private Inputs withActor(@Nullable Object id, Map<String, ?> facts) {
        var changed =
                AuditEvent.newBuilder(event).setActor(new Actor(id, null, ActorKind.USER, null, null, null, null));
        return Inputs.of(changed.build(), facts).with(Map.of());
    }

    private static Protected token(int epoch, String text) {
        return new Protected(null, null, epoch, text);
    }

    private static AuditEvent event(String json) {
        return PartialEvent.complete(JsonValues.node(json), "none", "project");
    }
}
