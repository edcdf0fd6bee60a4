package io.probity.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.app.Blueprint;
import io.probity.flow.PipelineUnderTest;
import io.probity.index.IndexTopology;
import io.probity.model.IndexRow;
import io.probity.model.SubmittedEvent;
import io.probity.registry.InMemorySchemaRegistry;
import io.probity.registry.RegistryConfig;
import io.probity.serde.AvroSerdes;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

/**
 * docs/records.md is what the schemas say. To write it again:
 *
 * <pre>mvn -pl schemas,pipeline-topology test -Dtest=RecordsDocTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.accept=true</pre>
 */
class RecordsDocTest {
    private static final Path PAGE = Path.of("..", "docs", "records.md");

    @Test
    void thePageIsWhatTheSchemasSay() throws IOException {
        var page = RecordsPage.of(topics(), stores());
        if (Boolean.getBoolean("docs.accept")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("%s is behind the schemas; write it again with -Ddocs.accept=true", PAGE)
                .isEqualTo(page);
    }

    private static Map<String, Schema> topics() {
        var settings = PipelineUnderTest.settings(Map.of());
        var avro = new AvroSerdes(new InMemorySchemaRegistry(), RegistryConfig.from(settings.registry()));
        var plan = new Blueprint(settings, avro, PipelineUnderTest.keys(), Stores.standard());
        var topics = new LinkedHashMap<String, Schema>();
        topics.put("audit.events", SubmittedEvent.getClassSchema());
        plan.topics().all().forEach(topic -> {
            if (topic.record() != null) {
                topics.put(topic.name(), schema(topic.record()));
            }
        });
        return topics;
    }

    private static Map<String, Schema> stores() {
        var stores = new LinkedHashMap<String, Schema>();
        for (var store : Stores.class.getRecordComponents()) {
            var row = ((ParameterizedType) store.getGenericType()).getActualTypeArguments()[1];
            stores.put(store.getName(), schema((Class<?>) row));
        }
        stores.put(IndexTopology.EVENT_IDS.name(), schema(IndexRow.class));
        return stores;
    }

    private static Schema schema(Class<?> record) {
        return SpecificData.get().getSchema(record);
    }
}
