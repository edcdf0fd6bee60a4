package io.probity.transform;

import io.probity.model.Rejection;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

/** Forwards a refused record as {@link RefusalProtector} leaves it; as it is, where protection is off. */
final class ProtectProcessor extends ContextualFixedKeyProcessor<byte[], Rejection, Rejection> {
    private final @Nullable RefusalProtector protector;

    ProtectProcessor(@Nullable RefusalProtector protector) {
        this.protector = protector;
    }

    @Override
    public void process(FixedKeyRecord<byte[], Rejection> record) {
        if (protector == null) {
            context().forward(record);
            return;
        }
        // the source record's own headers would go on to the topic; they are in the refusal, protected
        context().forward(record.withValue(protector.protect(record.value())).withHeaders(new RecordHeaders()));
    }
}
