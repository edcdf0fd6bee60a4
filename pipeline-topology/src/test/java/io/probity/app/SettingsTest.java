package io.probity.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probity.house.Page;
import io.probity.normalise.Sources;
import io.probity.wire.SourceTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path folder;

    @Test
    void flagsBeatVariablesBeatTheFileBeatDefaults() throws IOException {
        var file = file("threads: 3\nhttp:\n  port: 81\nstandbys: 1\n");
        var settings =
                Settings.of(file, Map.of("PROBITY_THREADS", "4", "PROBITY_HTTP_PORT", "82"), Map.of("http.port", "83"));

        assertThat(settings.number(Setting.HTTP_PORT, 0, 100)).isEqualTo(83);
        assertThat(settings.number(Setting.THREADS, 1, 100)).isEqualTo(4);
        assertThat(settings.number(Setting.STANDBYS, 0, 100)).isEqualTo(1);
        assertThat(settings.text(Setting.HTTP_HOST)).isEqualTo("127.0.0.1");
    }

    @Test
    void anUnknownKeyNamesWhereItStandsAndItsNearestNeighbour() throws IOException {
        var file = file("tick:\n  intervall: PT1S\n");

        assertThatThrownBy(() -> Settings.of(file, Map.of(), Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("tick.intervall")
                .hasMessageContaining(file.toString())
                .hasMessageContaining("did you mean 'tick.interval'");
    }

    @Test
    void keysOfKafkaAndOfTheRegistryArePassedOn() {
        var settings = Settings.of(
                null,
                Map.of("PROBITY_KAFKA_BOOTSTRAP_SERVERS", "a:1"),
                Map.of("kafka.producer.linger.ms", "7", "schema.registry.url", "http://r"));

        assertThat(settings.kafka()).containsEntry("bootstrap.servers", "a:1").containsEntry("producer.linger.ms", "7");
        assertThat(settings.registry()).containsEntry("schema.registry.url", "http://r");
    }

    @Test
    void whatDoesNotParseSaysWhatItMustBe() {
        var settings = Settings.of(null, Map.of(), Map.of("threads", "many", "tick.interval", "1s", "standbys", "99"));

        assertThatThrownBy(() -> settings.number(Setting.THREADS, 1, 9))
                .hasMessageContaining("whole number from 1 to 9");
        assertThatThrownBy(() -> settings.number(Setting.STANDBYS, 0, 16)).hasMessageContaining("was '99'");
        assertThatThrownBy(() -> settings.duration(Setting.TICK_INTERVAL)).hasMessageContaining("such as PT5M");
        assertThatThrownBy(() -> settings.text(Setting.MAC_KEY_FILE)).hasMessageContaining("PROBITY_KEYS_INTAKE_MAC");
    }

    @Test
    void aFileThatIsNotThereOrNoYamlIsSaid() throws IOException {
        var broken = file("a: [");

        assertThatThrownBy(() -> Settings.of(folder.resolve("none"), Map.of(), Map.of()))
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> Settings.of(broken, Map.of(), Map.of())).hasMessageContaining("is not YAML");
    }

    @Test
    void aKeyFileSaysHowToMakeOne() throws IOException {
        var brief = folder.resolve("brief");
        Files.write(brief, new byte[8]);
        var missing = Map.of("keys.intake.mac", folder.resolve("none").toString());
        var tooBrief = Map.of("keys.intake.mac", brief.toString());

        assertThatThrownBy(() -> Keys.from(Settings.of(null, Map.of(), missing)))
                .hasMessageContaining("head -c 32 /dev/urandom");
        assertThatThrownBy(() -> Keys.from(Settings.of(null, Map.of(), tooBrief)))
                .hasMessageContaining("holds 8 bytes");
    }

    @Test
    void sourcesBindTopicsToNormalisersAndTenants() {
        assertThat(sources("a=gitlab, b=cloudtrail:acme, c=cloudtrail:acme"))
                .containsExactly(
                        new SourceTopic("a", "gitlab", "default"),
                        new SourceTopic("b", "cloudtrail", "acme"),
                        new SourceTopic("c", "cloudtrail", "acme"),
                        new SourceTopic("audit.raw.probity", "probity", "default"),
                        new SourceTopic("audit.raw.probity.acme", "probity", "acme"));
        assertThatThrownBy(() -> sources("a=gitlap")).hasMessageContaining("did you mean 'gitlab'");
        assertThatThrownBy(() -> sources("a=gitlab,a=generic")).hasMessageContaining("twice");
        assertThatThrownBy(() -> sources("a")).hasMessageContaining("topic=source");
        assertThatThrownBy(() -> sources("a=gitlab:a|b")).hasMessageContaining("a topic is named after it");
    }

    @Test
    void aMappingOfOnesOwnIsReadFromItsTopicUnlessTheSettingNamesIt() {
        assertThat(sources("a=gitlab", Set.of("zeta", "acme")))
                .containsExactly(
                        new SourceTopic("a", "gitlab", "default"),
                        new SourceTopic("audit.raw.acme", "acme", "default"),
                        new SourceTopic("audit.raw.zeta", "zeta", "default"),
                        new SourceTopic("audit.raw.probity", "probity", "default"));
        assertThat(sources("a=tailscale:mine", Set.of("tailscale")))
                .containsExactly(
                        new SourceTopic("a", "tailscale", "mine"),
                        new SourceTopic("audit.raw.probity", "probity", "default"),
                        new SourceTopic("audit.raw.probity.mine", "probity", "mine"));
        assertThat(sources("a=probity"))
                .as("one that is bound already")
                .containsExactly(new SourceTopic("a", "probity", "default"));
        assertThatThrownBy(() -> sources("audit.raw.acme=generic", Set.of("acme")))
                .hasMessageContaining("binds audit.raw.acme to source 'generic'")
                .hasMessageContaining("say in 'sources' which topic");
    }

    @Test
    void aNameThatNoKafkaClientKnowsIsADoubtAndNoError() {
        var settings = Settings.of(
                null,
                Map.of("PROBITY_KAFKA_SASL_MECHANISM", "PLAIN"),
                Map.of(
                        "kafka.sasl.mechansim", "PLAIN",
                        "kafka.producer.linger.msx", "7",
                        "kafka.my.own.vault", "here",
                        "kafka.main.consumer.max.poll.records", "1",
                        "kafka.topic.compression.type", "zstd",
                        "kafka.num.stream.threads", "1",
                        "kafka.bootstrap.servers", "a:1"));

        assertThat(settings.doubts())
                .satisfiesExactlyInAnyOrder(
                        doubt -> assertThat(doubt)
                                .isEqualTo("no Kafka client knows the setting 'kafka.sasl.mechansim'; it is passed on,"
                                        + " since a class that you plug in may; did you mean `kafka.sasl.mechanism`?"),
                        doubt -> assertThat(doubt).endsWith("; did you mean `kafka.producer.linger.ms`?"),
                        doubt -> assertThat(doubt)
                                .contains("'kafka.my.own.vault'")
                                .doesNotContain("did you mean"));
        assertThat(settings.kafka()).containsEntry("sasl.mechansim", "PLAIN");
    }

    @Test
    void thePageShowsEverySetting() throws IOException {
        Page.named("configuration.md")
                .shows(Arrays.stream(Setting.values())
                        .map(it -> List.of(
                                "`" + it.key() + "`",
                                it.fallback() == null || it.fallback().isEmpty() ? "" : "`" + it.fallback() + "`",
                                it.meaning()))
                        .toList());
    }

    private static List<SourceTopic> sources(String text) {
        return sources(text, Set.of());
    }

    private static List<SourceTopic> sources(String text, Set<String> own) {
        return SourceTopics.of(Settings.of(null, Map.of(), Map.of("sources", text)), Sources.shipped(), own);
    }

    private Path file(String text) throws IOException {
        var file = folder.resolve("probity.yaml");
        Files.writeString(file, text);
        return file;
    }
}
