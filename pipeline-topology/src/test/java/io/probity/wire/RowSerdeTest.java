package io.probity.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.probity.model.UserRow;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

class RowSerdeTest {
    private static final UserRow ADA =
            new UserRow("ada", null, List.of("admin"), "engines", null, null, List.of(), null, null, List.of());

    /** Before there were departments. */
    private static final Schema EARLIER = SchemaBuilder.record("UserRow")
            .namespace("io.probity.model")
            .fields()
            .requiredString("id")
            .endRecord();

    private final RowSerde<UserRow> rows = new RowSerde<>(UserRow.class);

    @Test
    void givesBackWhatItWasGiven() {
        assertThat(rows.deserialize("rows", rows.serialize("rows", ADA))).isEqualTo(ADA);
    }

    @Test
    void readsWhatAnEarlierReleaseWrote() throws Exception {
        var since = new RowSerde<>(UserRow.class, List.of(EARLIER));

        assertThat(since.deserialize("rows", earlier()))
                .isEqualTo(new UserRow("ada", null, List.of(), null, null, null, List.of(), null, null, List.of()));
    }

    @Test
    void saysOfARowThatItCannotReadWhichStoreItIsIn() throws Exception {
        for (var bytes : List.of(earlier(), new byte[0], new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})) {
            assertThatExceptionOfType(UnreadableRowException.class)
                    .isThrownBy(() -> rows.deserialize("rows", bytes))
                    .withMessageStartingWith("a row of rows is not readable by this build");
        }
        var cut = Arrays.copyOf(rows.serialize("rows", ADA), 12);
        assertThatExceptionOfType(UnreadableRowException.class).isThrownBy(() -> rows.deserialize("rows", cut));
    }

    private static byte[] earlier() throws Exception {
        var row = new GenericData.Record(EARLIER);
        row.put("id", "ada");
        var out = new ByteArrayOutputStream();
        new BinaryMessageEncoder<GenericRecord>(GenericData.get(), EARLIER).encode(row, out);
        return out.toByteArray();
    }
}
