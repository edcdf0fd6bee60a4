package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.Adherence;
import io.probity.model.AuditEvent;
import io.probity.model.Reason;
import io.probity.model.Rejection;
import io.probity.model.Status;
import io.probity.model.ViolationStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider and event types that an operator describes in files, through the whole pipeline. */
class OwnSourceTest {
    private static final String DOOR = "audit.raw.door";
    private static final String MAPPING = """
            source: door
            version: 1
            shapes: what the door's reader writes
            needed: [/what]
            event:
              id: /n
              type: {join: "door_{/what}"}
              time: /at
              outcome: success
              actor: {id: /card}
              scope: {kind: room, id: /room}
            fields: {public: [/n, /what, /at, /card, /room, /second]}
            """;
    private static final String TYPES = """
            - name: door_opened
              description: Someone opened a door
              category: user_interaction
              crud: read
              scope: [Project]
              facts: {last_card: actor.id, second_person: data.second}
            - name: door_locked
              facts: {last_card: actor.id}
            """;
    private static final String CONTROLS = """
            controls:
              - id: two-persons
                version: "1"
                title: Nobody is in the vault alone
                severity: high
                judges: state
                triggers: [{event: door_opened}]
                expect: facts.second_person == true
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    private Path folder;

    @Test
    void aDescribedProviderIsReadFromItsTopicAndJudgedByTypesOfOnesOwn() throws IOException {
        try (var pipeline = pipeline()) {
            pipeline.publish(CONTROLS);
            pipeline.tick();
            pipeline.forget();

            pipeline.receive(DOOR, opened("1", "vault", false));

            var violations = pipeline.violations();
            assertThat(violations)
                    .extracting(it -> it.getControl(), it -> it.getSubject(), it -> it.getStatus())
                    .containsExactly(tuple("two-persons", "room/vault", ViolationStatus.DETECTED));
            var leaves = pipeline.sealed();
            assertThat(leaves).hasSize(1);
            var event = (AuditEvent) EventsWayTest.entry(leaves.getFirst());
            assertThat(event.getEventType()).isEqualTo("door_opened");
            assertThat(event.getNormaliser().getName()).isEqualTo("door");
            assertThat(event.getWarnings()).isEmpty();
            assertThat(pipeline.balance("door").getAccepted()).isEqualTo(1);
            pipeline.forget();

            pipeline.receive(DOOR, opened("2", "vault", true));

            assertThat(pipeline.adherence())
                    .extracting(Adherence::getControl, Adherence::getStatus)
                    .containsExactly(tuple("two-persons", Status.PASS));
            assertThat(pipeline.violations())
                    .extracting(it -> it.getStatus())
                    .containsExactly(ViolationStatus.RESOLVED);
        }
    }

    @Test
    void whatIsNoEventOfTheDescribedProviderIsRefused() throws IOException {
        try (var pipeline = pipeline()) {
            pipeline.receive(DOOR, "{\"hello\": \"world\"}");

            assertThat(pipeline.rejected())
                    .extracting(Rejection::getReason, Rejection::getSource)
                    .containsExactly(tuple(Reason.MISSING_FIELD, "door"));
        }
    }

    private PipelineUnderTest pipeline() throws IOException {
        return new PipelineUnderTest(Map.of(
                "mappings",
                        Files.writeString(folder.resolve("door.yaml"), MAPPING).toString(),
                "event.types",
                        Files.writeString(folder.resolve("types.yaml"), TYPES).toString()));
    }

    private static String opened(String number, String room, boolean second) {
        return """
                {"n": "%s", "what": "opened", "at": "%s", "card": "c-7", "room": "%s", "second": %s}""".formatted(number, NOON.plusSeconds(Long.parseLong(number)), room, second);
    }
}
