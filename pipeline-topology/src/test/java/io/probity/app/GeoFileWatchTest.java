package io.probity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.probity.flow.PipelineUnderTest;
import io.probity.model.GeoContext;
import io.probity.registry.InMemorySchemaRegistry;
import io.probity.registry.RegistryConfig;
import io.probity.serde.AvroSerdes;
import io.probity.wire.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeoFileWatchTest {
    @TempDir
    Path folder;

    @Test
    void readsTheFileAgainWhenItChangesAndKeepsWhatItKnewWhenItIsSpoilt() throws IOException {
        var file = write("9.0.0.0/8,DE,");
        try (var watch = watch(file)) {
            assertThat(watch.get().at("9.9.9.9")).isEqualTo(new GeoContext("DE", "public"));

            write("9.0.0.0/8,FR,office");
            watch.look();
            assertThat(watch.get().at("9.9.9.9")).isEqualTo(new GeoContext("FR", "office"));

            write("9.0.0.0/8,FRANCE,office,and more");
            watch.look();
            assertThat(watch.get().at("9.9.9.9")).isEqualTo(new GeoContext("FR", "office"));

            Files.delete(file);
            watch.look();
            assertThat(watch.get().at("9.9.9.9")).isEqualTo(new GeoContext("FR", "office"));

            write("9.0.0.0/8,IT,back");
            watch.look();
            assertThat(watch.get().at("9.9.9.9")).isEqualTo(new GeoContext("IT", "back"));
        }
    }

    @Test
    void refusesToStartWithAFileThatIsWrongOrMissing() throws IOException {
        var file = write("9.0.0.0/8,FRANCE,");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> watch(file))
                .withMessageContaining("enrich.geo.file")
                .withMessageContaining("geo.csv:2:11: error: `FRANCE` is no country");
        assertThatExceptionOfType(SettingException.class)
                .isThrownBy(() -> watch(folder.resolve("gone.csv")))
                .withMessageContaining("gone.csv of setting 'enrich.geo.file' cannot be read");
    }

    /** It takes from the log what intake wrote into events, and asks for the place of no address. */
    @Test
    void aReplayStartsWithoutTheFile() {
        var settings = PipelineUnderTest.settings(
                Map.of("enrich.geo.file", folder.resolve("gone.csv").toString()));
        var avro = new AvroSerdes(new InMemorySchemaRegistry(), RegistryConfig.from(settings.registry()));

        var plan = Blueprint.ofTheLedger(settings, avro, PipelineUnderTest.keys(), Stores.standard());

        assertThat(plan.geo().get().at("127.0.0.1")).isNotNull();
    }

    private static GeoFileWatch watch(Path file) {
        return GeoFileWatch.of(PipelineUnderTest.settings(Map.of("enrich.geo.file", file.toString())));
    }

    private Path write(String line) throws IOException {
        return Files.writeString(folder.resolve("geo.csv"), "cidr,country,network\n" + line + "\n");
    }
}
