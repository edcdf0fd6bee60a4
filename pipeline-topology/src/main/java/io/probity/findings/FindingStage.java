package io.probity.findings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.model.Violation;
import io.probity.wire.PartitionedKey;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** Violations in, each state of each; findings out, encoded, with the headers of a CloudEvent. Keeps no state. */
public final class FindingStage {
    private final FindingFormat format;

    public FindingStage(FindingFormat format) {
        this.format = format;
    }

    public KStream<PartitionedKey, byte[]> apply(KStream<PartitionedKey, Violation> violations) {
        return violations.processValues(Tell::new, Named.as("find"));
    }

    private final class Tell extends ContextualFixedKeyProcessor<PartitionedKey, Violation, byte[]> {
        @Override
        public void process(FixedKeyRecord<PartitionedKey, Violation> record) {
            var violation = record.value();
            var headers = new RecordHeaders(record.headers());
            CloudEvent.headers(violation, format).forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
            context().forward(record.withValue(format.bytes(violation)).withHeaders(headers));
        }
    }
}
