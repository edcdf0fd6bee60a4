package io.probity.transform;

import io.probity.model.AuditEvent;
import io.probity.model.EntryKind;
import io.probity.own.OwnEvent;
import io.probity.wire.Routed;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Entries of the log in; what the detectors found in them out, as events of our own. Keeps no state but what was told lately. */
public final class LeakStage {

    public KStream<String, OwnEvent> apply(KStream<byte[], Routed> entries) {
        return entries.process(Tell::new, Named.as("tell-leaks"));
    }

    /** What is told again after a restart has the id and the bytes of the first time, so it is a duplicate and nothing more. */
    private static final class Tell extends ContextualProcessor<byte[], Routed, String, OwnEvent> {
        private static final int MOST_REMEMBERED = 10_000;

        @SuppressWarnings("serial") // never written
        private final Map<String, Boolean> told = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > MOST_REMEMBERED;
            }
        };

        @Override
        public void process(Record<byte[], Routed> record) {
            var entry = record.value().entry();
            if (entry.getKind() != EntryKind.EVENT || !(entry.getBody() instanceof AuditEvent event)) {
                return;
            }
            var notice = LeakNotice.of(event);
            if (notice != null && told.putIfAbsent(notice.id(), true) == null) {
                context().forward(new Record<>(notice.key(), notice, record.timestamp()));
            }
        }
    }
}
