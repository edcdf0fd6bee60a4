package io.probity.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probity.model.Actor;
import io.probity.model.ActorKind;
import io.probity.model.AuditEvent;
import io.probity.model.Metadata;
import io.probity.model.Subject;
import io.probity.model.Tick;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalFormTest {
    @Test
    void refusesHalfASurrogatePairAndNamesTheField() {
        var event = AuditEvent.newBuilder(SampleEvents.least())
                .setMetadata(new Metadata(null, "before \ud83d after", null, null))
                .build();

        assertThatThrownBy(() -> CanonicalForm.of(event))
                .isInstanceOfSatisfying(CanonicalFormException.class, refused -> {
                    assertThat(refused.path()).isEqualTo("metadata.userAgent");
                    assertThat(refused.getMessage())
                            .isEqualTo("metadata.userAgent: has a surrogate without its pair, which UTF-8 cannot say");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude00", "\ude00\ud83d", "\ud83d\ud83d\ude00", "x\udfff"})
    void refusesHalfASurrogatePairWhereverItStands(String text) {
        for (var before : List.of("", "y".repeat(510), "y".repeat(511), "y".repeat(512))) {
            var event = AuditEvent.newBuilder(SampleEvents.least())
                    .setSubjects(List.of(new Subject("project", before + text)))
                    .build();

            assertThatThrownBy(() -> CanonicalForm.of(event))
                    .isInstanceOf(CanonicalFormException.class)
                    .hasMessageStartingWith("subjects[].id: ");
        }
    }

    @Test
    void writesTheNextEventUnharmedAfterARefusal() {
        var expected = CanonicalForm.of(SampleEvents.full());
        var bad =
                AuditEvent.newBuilder(SampleEvents.full()).setTraceId("\ud83d").build();

        assertThatThrownBy(() -> CanonicalForm.of(bad)).hasMessageStartingWith("traceId: ");

        assertThat(CanonicalForm.of(SampleEvents.full())).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0001-12-31T23:59:59.999999Z", "+10000-01-01T00:00:00Z"})
    void refusesATimeThatFourDigitsOfYearCannotSay(String time) {
        var event = AuditEvent.newBuilder(SampleEvents.least())
                .setCollected(Instant.parse(time))
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalForm.of(event))
                .withMessage("collected: is a time outside the years 0000 to 9999");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2000-02-29T23:59:59.123456Z", "1900-03-01T00:00:00.000000Z", "1600-12-31T12:00:00.000001Z",
                "0000-01-01T00:00:00.000000Z", "0000-12-31T00:00:00.000000Z", "0004-02-29T00:00:00.000000Z",
                "9999-12-31T23:59:59.999999Z", "1970-01-01T00:00:00.000000Z", "2100-02-28T23:59:59.999999Z"
            })
    void writesTimesToTheMicrosecond(String time) {
        assertThat(formOf(Tick.getClassSchema(), new Tick(Instant.parse(time)))).contains("\"at\":\"" + time + "\"");
    }

    @Test
    void writesEveryDayAsJavaTimeDoes() {
        var form = CanonicalForm.compiledFor(Tick.getClassSchema());
        for (long day = -719_528; day <= 2_932_896; day += 13) { // 0000-01-01 to 9999-12-31
            var midnight = Instant.ofEpochSecond(day * 86_400);
            var expected = midnight.toString().replace("Z", ".000000Z");
            assertThat(new String(form.write(new Tick(midnight)), UTF_8)).contains(expected);
        }
    }

    @Test
    void takesGenericTextOfAnyClassAndTimesOfBoth() {
        var schema = schema("{'name':'s','type':'string'},"
                + "{'name':'t','type':{'type':'long','logicalType':'timestamp-micros'}}");
        var record = new GenericData.Record(schema);
        record.put("s", new Utf8("é"));
        record.put("t", 1L);
        var other = new GenericData.Record(schema);
        other.put("s", CharBuffer.wrap("é"));
        other.put("t", Instant.ofEpochSecond(0, 1_999));

        assertThat(formOf(schema, other))
                .isEqualTo(formOf(schema, record))
                .startsWith("{\"s\":\"é\",")
                .contains("\"t\":\"1970-01-01T00:00:00.000001Z\"");
    }

    @Test
    void leavesTheBytesItReadWhereTheyWere() {
        var salt = ByteBuffer.allocateDirect(20).putInt(7).asReadOnlyBuffer();
        salt.limit(10);
        var event = AuditEvent.newBuilder(SampleEvents.least()).setSalt(salt).build();

        assertThat(new String(CanonicalForm.of(event), UTF_8)).contains("\"salt\":\"AAAAAAAA\"");
        assertThat(event.getSalt().remaining()).isEqualTo(6);
    }

    @Test
    void namesTheFieldThatIsNotWhatTheSchemaSays() {
        var schema = schema("{'name':'in','type':{'type':'array','items':{'type':'map','values':'int'}}}");
        var record = new GenericData.Record(schema);
        record.put("in", List.of(Map.of("k", "seven")));

        assertThatThrownBy(() -> formOf(schema, record))
                .hasMessage("in[]{}: is a java.lang.String where the schema says int");
    }

    @Test
    void refusesNullWhereTheSchemaHasNone() {
        var actor = new Actor(null, null, ActorKind.USER, null, null, null, null);

        assertThatThrownBy(() -> CanonicalForm.of(AuditEvent.newBuilder(SampleEvents.least())
                        .setActor(actor)
                        .build()))
                .isInstanceOf(CanonicalFormException.class)
                .hasMessageStartingWith("actor.id: is null where");
    }

    @Test
    void refusesARecordOfAnotherSchema() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalForm.ofEvents().write(new Tick(Instant.EPOCH)))
                .withMessageStartingWith("a record of io.probity.model.Tick ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {'name':'x','type':'double'}                                               | x: binary fractions
                {'name':'x','type':['null',{'type':'array','items':'float'}]}              | x[]: binary fractions
                {'name':'x','type':{'type':'bytes','logicalType':'decimal','precision':4}} | x: logical type decimal
                {'name':'x','type':{'type':'long','logicalType':'timestamp-millis'}}       | x: logical type timestamp-millis
                {'name':'x','type':{'type':'string','logicalType':'uuid'}}                 | x: logical type uuid
                {'name':'x','type':['string','bytes']}                                     | x: two branches of the union look alike
                {'name':'x','type':['null','long','string']}                               | x: two branches of the union look alike
                {'name':'x','type':[{'type':'map','values':'int'},{'type':'array','items':'int'}]} | x: two branches
                {'name':'schema','type':'string'}                                          | schema: the canonical form itself
                {'name':'tags','type':'int'}                                               | tags: the canonical form itself
                {'name':'x','type':['null','R']}                                           | x: R holds itself
                {'name':'x','type':{'type':'enum','name':'E','symbols':['a','A']}}         | x: two symbols of E differ by case
                """, quoteCharacter = '`')
    void doesNotCompileWhatHasNoRule(String field, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalForm.compiledFor(schema(field)))
                .withMessageStartingWith("no canonical form for " + problem);
    }

    @Test
    void allowsTheNamesSchemaAndTagsFurtherDown() {
        var schema =
                schema("{'name':'x','type':{'type':'record','name':'In','fields':[{'name':'tags','type':'int'}]}}");
        var inner = new GenericData.Record(schema.getField("x").schema());
        inner.put("tags", 1);
        var record = new GenericData.Record(schema);
        record.put("x", inner);

        assertThat(formOf(schema, record)).endsWith(",\"x\":{\"tags\":1}}");
    }

    @Test
    void holdsAMegabyteAndForgetsIt() {
        var event = AuditEvent.newBuilder(SampleEvents.least())
                .setData("\u0001".repeat(3_000_000))
                .build();

        assertThat(CanonicalForm.of(event)).hasSizeGreaterThan(18_000_000);
        assertThat(CanonicalForm.of(SampleEvents.least())).hasSizeLessThan(2_000);
    }

    private static String formOf(Schema schema, IndexedRecord record) {
        return new String(CanonicalForm.compiledFor(schema).write(record), UTF_8);
    }

    private static Schema schema(String fields) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields.replace('\'', '"') + "]}");
    }
}
