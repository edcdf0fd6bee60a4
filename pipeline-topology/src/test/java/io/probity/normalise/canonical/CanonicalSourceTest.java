package io.probity.normalise.canonical;

import static io.probity.normalise.Reading.event;
import static io.probity.normalise.Reading.warnings;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.draft.EventDraft;
import io.probity.model.ActorKind;
import io.probity.model.Category;
import io.probity.model.Metadata;
import io.probity.model.Money;
import io.probity.model.Outcome;
import io.probity.model.Result;
import io.probity.model.Scope;
import io.probity.model.Subject;
import io.probity.model.SubmittedEvent;
import io.probity.normalise.Normalised;
import io.probity.normalise.Reading;
import io.probity.normalise.TypeNaming;
import io.probity.types.EventTypes;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalSourceTest {
    private static final String REQUEST = Reading.fixture("canonical.ndjson").getFirst();

    @Test
    void readsEveryFieldOfTheSpecificationsEvent() {
        EventDraft draft = event("canonical", REQUEST);

        assertThat(draft.id).isEqualTo("evt-1");
        assertThat(draft.eventType).isEqualTo("infrastructure_request");
        assertThat(draft.effective).isEqualTo(Instant.parse("2026-02-03T10:00:00Z"));
        assertThat(draft.actor.getId()).isEqualTo("user-123");
        assertThat(draft.actor.getKind()).isEqualTo(ActorKind.USER);
        assertThat(draft.teamId).isEqualTo("team-456");
        assertThat(draft.sessionId).isEqualTo("session-789");
        assertThat(draft.source).isEqualTo("natural_language_interface");
        assertThat(draft.category).isEqualTo(Category.USER_INTERACTION);
        assertThat(draft.action).isEqualTo("create_api_server");
        assertThat(draft.result).isEqualTo(new Result("success", "ds-1", new Money("85.00", ""), false, "dep-1"));
        assertThat(draft.outcome).isEqualTo(Outcome.SUCCESS);
        assertThat(draft.metadata).isEqualTo(new Metadata("192.0.2.100", "Mozilla/5.0", 1250L, 3));
        assertThat(List.of("" + draft.traceId, "" + draft.spanId, "" + draft.parentId))
                .containsExactly("trace-1", "span-1", "parent-1");
        assertThat(draft.data())
                .isEqualTo(
                        "{\"confidence\":0.95,\"extractedParameters\":{\"name\":\"user-api\",\"runtime\":\"nodejs\"},"
                                + "\"naturalLanguageRequest\":\"I need an API server\",\"tools\":[\"create_api_server\"]}");
        assertThat(draft.raw).isNull();
        assertThat(draft.warnings).isEmpty();
    }

    @Test
    void readsABareEventLikeAWrappedOne() {
        String bare = REQUEST.substring("{\"event\":".length(), REQUEST.length() - 1);

        assertThat(event("canonical", bare))
                .usingRecursiveComparison()
                .ignoringFields("fields")
                .isEqualTo(event("canonical", REQUEST));
    }

    @Test
    void putsAllEventsOfARequestOnOneSubject() {
        var requested =
                event("canonical", "{\"eventType\":\"infrastructure_request\",\"requestId\":\"r\",\"teamId\":\"t\"}");
        var drifted = event("canonical", "{\"eventType\":\"drift_detected\",\"requestId\":\"r\",\"source\":\"drift\"}");

        assertThat(requested.subjects).containsExactly(new Subject("request", "r"), new Subject("team", "t"));
        assertThat(drifted.subjects).containsExactly(new Subject("request", "r"), new Subject("source", "drift"));
    }

    @Test
    void takesScopeAndSubjectsAsGiven() {
        var draft = event(
                "canonical",
                "{\"eventType\":\"deployment_succeeded\",\"requestId\":\"r\",\"scope\":{\"kind\":\"project\",\"id\":7,\"path\":\"a/b\"},"
                        + "\"subjects\":[{\"kind\":\"artifact\",\"id\":\"sha256:1\"},{\"kind\":\"environment\",\"id\":\"prod\"},{\"id\":\"x\"}]}");

        assertThat(draft.scope).isEqualTo(new Scope("project", "7", "a/b"));
        assertThat(draft.subjects)
                .containsExactly(new Subject("artifact", "sha256:1"), new Subject("environment", "prod"));
        assertThat(warnings(draft)).containsExactly("FIELD_UNREADABLE");
    }

    @Test
    void takesTheOuterSessionIdAndSaysThatTheTwoDiffer() {
        var draft = event(
                "canonical",
                "{\"eventType\":\"parameter_input\",\"sessionId\":\"a\",\"metadata\":{\"sessionId\":\"b\"}}");

        assertThat(draft.sessionId).isEqualTo("a");
        assertThat(warnings(draft)).containsExactly("FIELD_CONFLICT");
    }

    @Test
    void keepsUnknownMembersUnderDataAndLosesNone() {
        var draft = event(
                "canonical",
                "{\"eventType\":\"parameter_input\",\"colour\":\"red\",\"size\":1,\"data\":{\"colour\":\"blue\"},"
                        + "\"result\":{\"status\":\"ok\",\"note\":\"n\"},\"metadata\":{\"host\":\"h\"}}");

        assertThat(draft.data())
                .isEqualTo("{\"beside\":{\"colour\":\"red\"},\"colour\":\"blue\",\"metadata\":{\"host\":\"h\"},"
                        + "\"result\":{\"note\":\"n\"},\"size\":1}");
    }

    @Test
    void keepsDataThatIsNoObjectAsAValue() {
        var draft = event("canonical", "{\"eventType\":\"parameter_input\",\"data\":[1,2]}");

        assertThat(draft.data()).isEqualTo("{\"value\":[1,2]}");
        assertThat(warnings(draft)).containsExactly("FIELD_COERCED");
    }

    @Test
    void letsTheRegistrysFamilyHold() {
        var draft = event("canonical", "{\"eventType\":\"deployment_failed\",\"category\":\"governance\"}");

        assertThat(draft.category).isEqualTo(Category.INFRASTRUCTURE);
        assertThat(draft.outcome).isEqualTo(Outcome.FAILURE);
        assertThat(warnings(draft)).containsExactly("CATEGORY_CONFLICT");
    }

    @Test
    void passesAnUnknownTypeWithAWarning() {
        var draft = event("canonical", "{\"eventType\":\"teapot_boiled\",\"category\":\"infrastructure\"}");

        assertThat(draft.eventType).isEqualTo("teapot_boiled");
        assertThat(draft.category).isEqualTo(Category.INFRASTRUCTURE);
        assertThat(warnings(draft)).containsExactly("TYPE_UNREGISTERED");
    }

    @Test
    void givesAnAliasItsRegisteredName() {
        var draft = event("canonical", "{\"eventType\":\"intent_recognized\"}");

        assertThat(draft.eventType).isEqualTo("intent_recognised");
        assertThat(warnings(draft)).containsExactly("TYPE_ALIASED");
    }

    @Test
    void readsCostWithItsCurrencyInEitherShape() {
        assertThat(cost("{\"estimatedCost\":85.50,\"currency\":\"EUR\"}")).isEqualTo(new Money("85.50", "EUR"));
        assertThat(cost("{\"estimatedCost\":{\"amount\":\"85.50\",\"currency\":\"USD\"}}"))
                .isEqualTo(new Money("85.50", "USD"));
        assertThat(cost("{\"estimatedCost\":1E+3}")).isEqualTo(new Money("1000", ""));
        assertThat(cost("{\"estimatedCost\":\"much\"}")).isNull();
    }

    private static @Nullable Money cost(String result) {
        var read = event("canonical", "{\"eventType\":\"cost_validated\",\"result\":" + result + "}").result;
        return read == null ? Assertions.fail("no result") : read.getEstimatedCost();
    }

    @Test
    void fillsTraceIdsFromTheTraceparentHeaderWhereTheEventHasNone() {
        var header = Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

        var draft = event("canonical", "{\"eventType\":\"parameter_input\"}", header);
        assertThat(draft.traceId).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(draft.spanId).isEqualTo("b7ad6b7169203331");

        var own = event("canonical", "{\"eventType\":\"parameter_input\",\"traceId\":\"mine\"}", header);
        assertThat(own.traceId).isEqualTo("mine");
        assertThat(own.spanId).isNull();

        var bad = event("canonical", "{\"eventType\":\"parameter_input\"}", Map.of("traceparent", "00-0-0-01"));
        assertThat(warnings(bad)).containsExactly("FIELD_UNREADABLE");
    }

    @Test
    void readsAnArrayEventByEvent() {
        assertThat(Reading.results("canonical", "[{\"eventType\":\"parameter_input\"},7]", Map.of()))
                .hasSize(2)
                .element(1)
                .isInstanceOf(Normalised.Refused.class);
    }

    @Test
    void readsOurOwnAvroLikeTheSameEventInJson() {
        var at = Instant.parse("2026-02-03T10:00:00Z");
        var submitted = SubmittedEvent.newBuilder()
                .setId("evt-9")
                .setEventType("cost_validated")
                .setTimestamp(at)
                .setUserId("u")
                .setSource("governance_engine")
                .setRequestId("req-9")
                .setData("{\"limit\":100}")
                .setResult(new Result("success", null, new Money("85.00", "EUR"), true, null))
                .setOutcome(Outcome.DENIED)
                .build();
        byte[] payload = {1, 2, 3};

        var result =
                new CanonicalSource(new TypeNaming(EventTypes.shipped())).normaliseAvro(submitted, payload, Map.of());

        assertThat(result).isInstanceOfSatisfying(Normalised.Event.class, event -> {
            assertThat(event.sourceBytes()).isEqualTo(payload);
            assertThat(event.draft().effective).isEqualTo(at);
            assertThat(event.draft().outcome).isEqualTo(Outcome.DENIED);
            assertThat(event.draft().data()).isEqualTo("{\"limit\":100}");
            assertThat(event.draft().result)
                    .isEqualTo(new Result("success", null, new Money("85.00", "EUR"), true, null));
            assertThat(event.draft().subjects).first().isEqualTo(new Subject("request", "req-9"));
            assertThat(event.draft().warnings).isEmpty();
        });
    }

    @Test
    void keepsWholeInDataWhatIsTooLongForItsPlace() {
        var agent = "x".repeat(2_000);
        var draft = Reading.event(
                "canonical",
                "{\"eventType\": \"feedback_submitted\", \"action\": \"" + agent
                        + "\", \"metadata\": {\"clientIp\": \"10.0.0.1\", \"userAgent\": \"" + agent + "\"}}");

        assertThat(draft.data())
                .isEqualTo("{\"action\":\"" + agent + "\",\"metadata\":{\"userAgent\":\"" + agent + "\"}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1e999999999\"", "\"-1e-999999999\"", "1e999", "\"not money\""})
    void anAmountThatWouldFillTheMemoryIsNone(String amount) {
        var draft = Reading.event(
                "canonical", "{\"eventType\": \"cost_validated\", \"result\": {\"estimatedCost\": " + amount + "}}");

        assertThat(draft.result)
                .isNotNull()
                .extracting(Result::getEstimatedCost)
                .isNull();
        assertThat(Reading.warnings(draft)).contains("FIELD_UNREADABLE");
    }

    @Test
    void aDecimalThatJsonCouldNotHoldStaysItsBytes() {
        Schema far = LogicalTypes.decimal(2_000_000_001, 2_000_000_000).addToSchema(Schema.create(Schema.Type.BYTES));
        Schema schema = SchemaBuilder.record("Foreign")
                .fields()
                .requiredString("eventType")
                .name("far")
                .type(far)
                .noDefault()
                .endRecord();
        var event = new GenericRecordBuilder(schema)
                .set("eventType", "order_placed")
                .set("far", ByteBuffer.wrap(new byte[] {1}))
                .build();

        var result =
                new CanonicalSource(new TypeNaming(EventTypes.shipped())).normaliseAvro(event, new byte[0], Map.of());

        assertThat(result)
                .isInstanceOfSatisfying(
                        Normalised.Event.class,
                        it -> assertThat(it.draft().data()).isEqualTo("{\"far\":\"AQ\"}"));
    }

    @Test
    void turnsAForeignAvroRecordIntoTheJsonThatMeansTheSame() {
        Schema decimal = LogicalTypes.decimal(9, 2).addToSchema(Schema.create(Schema.Type.BYTES));
        Schema millis = LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
        Schema schema = SchemaBuilder.record("Foreign")
                .fields()
                .requiredString("eventType")
                .name("timestamp")
                .type(millis)
                .noDefault()
                .name("cost")
                .type(decimal)
                .noDefault()
                .requiredBytes("blob")
                .name("kind")
                .type()
                .enumeration("Kind")
                .symbols("A", "B")
                .noDefault()
                .optionalLong("none")
                .name("list")
                .type()
                .array()
                .items()
                .nullable()
                .intType()
                .noDefault()
                .endRecord();
        var record = new GenericData.Record(schema);
        record.put("eventType", "parameter_input");
        record.put("timestamp", 1770112800000L);
        record.put(
                "cost", ByteBuffer.wrap(new BigDecimal("12.34").unscaledValue().toByteArray()));
        record.put("blob", ByteBuffer.wrap(new byte[] {(byte) 0xFB, (byte) 0xFF}));
        record.put("kind", new GenericData.EnumSymbol(schema.getField("kind").schema(), "B"));
        record.put("list", Arrays.asList(1, null));

        assertThat(AvroJson.object(record).toString())
                .isEqualTo("{\"eventType\":\"parameter_input\",\"timestamp\":\"2026-02-03T10:00:00Z\",\"cost\":12.34,"
                        + "\"blob\":\"-_8\",\"kind\":\"B\",\"list\":[1,null]}");
    }
}
