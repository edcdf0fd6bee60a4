package io.probity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import io.probity.flow.PipelineUnderTest;
import io.probity.model.TeamRow;
import io.probity.model.UserRow;
import io.probity.rig.EnginesHere;
import io.probity.rig.KafkaBroker;
import io.probity.rig.RegistryServer;
import io.probity.scim.ScimKind;
import io.probity.scim.ScimStore.Change;
import io.probity.serde.AvroSerdes;
import io.probity.wire.Partitioning;
import io.probity.wire.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was pushed is on its topics when it is answered, and found there by whoever looks next. */
class ScimLogIT {
    private static final UserRow ADA = new UserRow(
            "ada",
            "Ada",
            List.of("admin"),
            null,
            "active",
            null,
            List.of(),
            null,
            Instant.parse("2026-03-02T12:00:00Z"),
            List.of());

    @TempDir
    Path folder;

    @Test
    void givesBackWhatWasWrittenAndForgetsWhatWasTakenBack() throws Exception {
        var engines = EnginesHere.orSkip();
        try (var broker = KafkaBroker.start(engines, folder.resolve("broker"));
                var registry = RegistryServer.inMemory(engines, folder.resolve("registry"))) {
            var settings = PipelineUnderTest.settings(Map.of(
                    "kafka.bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", registry.url()));
            var configs = new ClientConfigs(settings);
            try (var avro = AvroSerdes.connect(settings.registry())) {
                var topics = Topics.with(avro, new Partitioning(1), "");
                TopicAdmin.ensure(
                        settings,
                        configs,
                        Map.of(
                                topics.users().name(), topics.users().shape(),
                                topics.teams().name(), topics.teams().shape(),
                                topics.scim().name(), topics.scim().shape()));
                try (var one = new ScimLog(configs, avro, topics, "default");
                        var other = new ScimLog(configs, avro, topics, "default");
                        var stranger = new ScimLog(configs, avro, topics, "acme")) {
                    var team = new TeamRow("t", "T", null, null, null, null, List.of());
                    one.refresh();
                    one.write(List.of(
                            new Change.User(ADA),
                            new Change.Team(team),
                            new Change.Resource(ScimKind.USERS, "1", json())));
                    other.refresh();
                    assertThat(other.user("ada")).isEqualTo(ADA);
                    assertThat(other.team("t")).isEqualTo(team);
                    assertThat(other.resources().all(ScimKind.USERS)).containsExactly(json());

                    other.write(List.of(new Change.Resource(ScimKind.USERS, "1", null)));
                    one.refresh();
                    assertThat(one.resources().all(ScimKind.USERS)).isEmpty();
                    assertThat(one.user("ada")).isEqualTo(ADA);

                    stranger.refresh();
                    @Nullable UserRow seen = stranger.user("ada");
                    assertThat(seen).isNull();
                }
            }
        }
    }

    private static ObjectNode json() throws JsonProcessingException {
        return (ObjectNode) CanonicalJson.read("{\"id\":\"1\",\"userName\":\"ada\"}");
    }
}
