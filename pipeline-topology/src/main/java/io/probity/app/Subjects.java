package io.probity.app;

import io.probity.model.SubmittedEvent;
import io.probity.registry.Compatibility;
import io.probity.serde.AvroSerdes;
import io.probity.wire.SourceTopic;
import io.probity.wire.Topics;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * The registry's subjects of this program: each with the rule that new versions are judged by, and its schema registered at
 * start, so that a running pipeline outlives the registry.
 */
record Subjects(AvroSerdes avro) {

    void ensure(Topics topics, List<SourceTopic> sources) {
        for (var topic : topics.all()) {
            if (topic.record() != null) {
                ensure(topic.name(), topic.record(), topic.compatibility());
            }
        }
        sources.stream()
                .filter(topic -> topic.source().equals("canonical"))
                .forEach(topic -> ensure(topic.name(), SubmittedEvent.class, Compatibility.BACKWARD_TRANSITIVE));
    }

    private void ensure(String topic, Class<? extends SpecificRecordBase> record, Compatibility rule) {
        var codec = avro.codec(record);
        var subject = avro.subject(topic, codec);
        if (avro.config().autoRegister()) {
            avro.registry().setCompatibility(subject, rule);
        }
        codec.preRegister(subject);
    }
}
