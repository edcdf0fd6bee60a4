package io.probity.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class EntryLimitTest {
    private static final String MIXED = "a ü 中 😀 ".repeat(1_000);

    @Test
    void whatFitsHasNothingToSay() throws IOException {
        var body = definition(MIXED);

        assertThat(new EntryLimit(encoded(body) + 200).excess(body)).isNull();
    }

    @Test
    void whatIsLargerSaysHowMuch() throws IOException {
        var body = definition(MIXED);

        var limit = new EntryLimit(encoded(body) - 1);
        assertThat(limit.excess(body))
                .contains(limit.bytes(body) + " bytes")
                .contains("the limit is " + (encoded(body) - 1));
    }

    @Test
    void aBodyNeverWeighsLessThanItsBytes() throws IOException {
        for (var text : new String[] {"", "x", MIXED, "中".repeat(100_000), "😀".repeat(100_000)}) {
            var body = definition(text);
            assertThat(new EntryLimit(1).bytes(body))
                    .isGreaterThanOrEqualTo(encoded(body))
                    .isLessThan(encoded(body) + 200L);
        }
    }

    private static Definition definition(String body) {
        return new Definition(DefinitionKind.CONTROL, "c", "1", Instant.EPOCH, false, body, "p", 0, null);
    }

    private static int encoded(Definition definition) throws IOException {
        var out = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        new SpecificDatumWriter<>(Definition.class).write(definition, encoder);
        encoder.flush();
        return out.size();
    }
}
