package io.probity.app;

import io.probity.evaluate.PublishedScopes;
import io.probity.evaluate.catalog.DefinitionChanges;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.catalog.Publication;
import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import io.probity.serde.Decoded;
import io.probity.wire.Topics;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The topic of definitions, for whoever publishes: what it has, and what is added. */
public final class DefinitionLog implements AutoCloseable {
    private final OpenTopic<Definition> topic;
    private PublishedScopes scopes = new PublishedScopes();

    private DefinitionLog(OpenTopic<Definition> topic) {
        this.topic = topic;
    }

    /**
     * Opens the topic, and makes it where it is missing: controls may be published before a pipeline runs.
     *
     * @throws SettingException naming the setting that is wrong
     * @throws BrokerAwayException if no broker answers
     */
    public static DefinitionLog open(Settings settings) throws InterruptedException, ExecutionException {
        return new DefinitionLog(OpenTopic.of(settings, Definition.class, Topics::definitions));
    }

    /**
     * The last of each kind and id whose publish came into force, in the order in which each was first published. What cannot be read
     * is passed over: the pipeline refuses it.
     */
    public Collection<Definition> published() {
        var last = new LinkedHashMap<String, Definition>();
        var waiting = new Publication.Waiting();
        scopes = new PublishedScopes();
        try (var consumer = CommittedRecords.consumer(topic.configs().reader())) {
            var records = new CommittedRecords(consumer, new TopicPartition(topic.name(), 0));
            for (var record = records.next(); record != null; record = records.next()) {
                if (record.value() != null
                        && topic.codec().tryDecode(record.value())
                                instanceof Decoded.Value<Definition>(var definition, int id)) {
                    take(definition, waiting, last);
                }
            }
        }
        return last.values();
    }

    private void take(Definition definition, Publication.Waiting waiting, Map<String, Definition> last) {
        if (definition.getKind() != DefinitionKind.COMMIT) {
            waiting.add(definition);
        } else if (waiting.close(definition) instanceof Publication.Whole(var definitions)
                && scopes.take(definitions) == null) {
            definitions.forEach(it -> last.put(DefinitionChanges.name(it), it));
        }
    }

    /**
     * What would not fit together if these came after all that was {@linkplain #published published}, so that nothing of them would
     * come into force; null where all does.
     */
    public @Nullable String faultOf(List<Definition> definitions) {
        return scopes.faultOf(definitions);
    }

    /**
     * Writes definitions; all of them come into force at their commit, or none.
     *
     * @param publish a name that no publish has had
     * @return how many were written
     */
    public int publish(List<Definition> definitions, String publish) throws InterruptedException, ExecutionException {
        return new DefinitionPublisher(topic.configs().admin(), topic.codec(), topic.subject())
                .publish(Definitions.committed(definitions, publish));
    }

    @Override
    public void close() {
        topic.close();
    }
}
