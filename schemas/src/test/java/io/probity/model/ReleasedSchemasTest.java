package io.probity.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Today's schemas against the frozen copy of every released one, transitively. */
class ReleasedSchemasTest {
    @BeforeAll
    static void accept() throws IOException {
        ReleasedSchemas.acceptIfAsked();
    }

    @ParameterizedTest
    @MethodSource("all")
    void theNewestFrozenCopyIsWhatWeWriteWith(Schema current) throws IOException {
        var alike = ReleasedSchemas.newest(current.getName())
                .filter(frozen -> frozen.schema().equals(ReleasedSchemas.portable(current)));

        assertThat(alike)
                .as("%s is not frozen as it is now. %s", current.getName(), ReleasedSchemas.HOW_TO_ACCEPT)
                .isPresent();
    }

    @ParameterizedTest
    @MethodSource("all")
    void readsWhatEveryReleaseWrote(Schema current) throws IOException {
        for (var frozen : ReleasedSchemas.of(current.getName())) {
            assertThat(Compatibility.read(current, frozen.schema()))
                    .as(
                            "%s can no longer read %s. Give a new field a default, keep a removed one, add another beside"
                                    + " a changed one",
                            current.getName(), frozen.file())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void isReadByEveryReleaseWhereOthersReadIt(Schema current) throws IOException {
        for (var frozen : ReleasedSchemas.of(current.getName())) {
            assertThat(Compatibility.read(frozen.schema(), current))
                    .as(
                            "a program that knows %s can no longer read %s. An output may gain or lose only fields with"
                                    + " a default",
                            frozen.file(), current.getName())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void protectsNothingLessThanARelease(Schema current) throws IOException {
        for (var frozen : ReleasedSchemas.of(current.getName())) {
            assertThat(Compatibility.loosened(current, frozen.schema()))
                    .as("%s: a tag may be tightened, never loosened", frozen.file())
                    .isEmpty();
        }
    }

    @Test
    void aRemovedFieldWithoutDefaultIsFoundWhereOthersReadIt() {
        var old = record("{'name':'id','type':'string'},{'name':'n','type':'int'}");
        var without = record("{'name':'id','type':'string'}");

        assertThat(Compatibility.read(without, old)).isEmpty(); // a log topic bears it
        assertThat(Compatibility.read(old, without))
                .singleElement()
                .asString()
                .contains("READER_FIELD_MISSING_DEFAULT_VALUE", "n");
    }

    @Test
    void anAddedFieldWithoutDefaultIsFound() {
        var old = record("{'name':'id','type':'string'}");

        assertThat(Compatibility.read(record("{'name':'id','type':'string'},{'name':'n','type':'int'}"), old))
                .singleElement()
                .asString()
                .contains("READER_FIELD_MISSING_DEFAULT_VALUE");
    }

    @Test
    void aChangedTypeIsFound() {
        assertThat(Compatibility.read(record("{'name':'n','type':'int'}"), record("{'name':'n','type':'string'}")))
                .singleElement()
                .asString()
                .contains("TYPE_MISMATCH");
    }

    @Test
    void aChangedMeaningIsFoundThoughAvroSeesNone() {
        var number = record("{'name':'n','type':'long'}");
        var time = record("{'name':'n','type':{'type':'long','logicalType':'timestamp-micros'}}");

        assertThat(Compatibility.read(time, number)).singleElement().asString().contains("LOGICAL_TYPE at n");
    }

    @Test
    void aLoosenedTagIsFound() {
        var old = record("{'name':'n','type':'string','audit.class':'pii','audit.protect':'token'}");

        assertThat(Compatibility.loosened(record("{'name':'n','type':'string','audit.class':'public'}"), old))
                .containsExactly("n: pii became public", "n: is no longer protected by token");
    }

    private static Schema record(String fields) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields.replace('\'', '"') + "]}");
    }

    private static Stream<Named<Schema>> all() {
        return MainRecords.ALL.stream().map(schema -> Named.of(schema.getName(), schema));
    }

    private static Stream<Named<Schema>> outputs() {
        return MainRecords.OUTPUTS.stream().map(schema -> Named.of(schema.getName(), schema));
    }
}
