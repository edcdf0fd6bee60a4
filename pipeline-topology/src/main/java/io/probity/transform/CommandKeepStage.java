package io.probity.transform;

import io.probity.canonical.Hmac;
import io.probity.wire.Routed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

/** Orders in clear in; the same as the log keeps them out. Before this nothing of them may be written anywhere. Keeps no state. */
public final class CommandKeepStage {
    private final byte[] contentKey;
    private final @Nullable Protection protection;

    /**
     * @param contentKey the key of contentKeys
     * @param protection null where protection is off
     */
    public CommandKeepStage(byte[] contentKey, @Nullable Protection protection) {
        this.contentKey = contentKey.clone();
        this.protection = protection;
    }

    public KStream<byte[], Routed> apply(KStream<byte[], Routed> orders) {
        return orders.processValues(
                () -> new Keep(new CommandProtector(new Hmac(contentKey), protection)), Named.as("protect-order"));
    }

    private static final class Keep extends ContextualFixedKeyProcessor<byte[], Routed, Routed> {
        private final CommandProtector protector;

        Keep(CommandProtector protector) {
            this.protector = protector;
        }

        @Override
        public void process(FixedKeyRecord<byte[], Routed> record) {
            context().forward(record.withValue(protector.kept(record.value())));
        }
    }
}
