package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.AuditEvent;
import io.probity.model.Context;
import io.probity.model.TeamRow;
import io.probity.model.UserContext;
import io.probity.model.UserRow;
import io.probity.serde.WireFormat;
import io.probity.wire.RowSerde;
import io.probity.wire.Store;
import io.probity.wire.Stores;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows of the reference tables, good and bad, and what they do to events. */
class ContextRowsTest {
    private static final String USERS = "audit.context.users";
    private static final UserContext ADMIN = new UserContext(List.of("admin"), "engines", "active", List.of(), null);

    private final PipelineUnderTest pipeline = new PipelineUnderTest();

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void writesARowIntoTheEventsAfterItAndNotIntoThoseBeforeIt() {
        act("e1");
        tellOfAlice("engines");
        act("e2");

        assertThat(contexts()).extracting(Context::getUser).containsExactly(null, ADMIN);
    }

    @Test
    void forgetsARowThatIsTakenBack() {
        tellOfAlice("engines");
        pipeline.receive(USERS, "default|alice".getBytes(UTF_8), null, Map.of());
        act("e1");

        assertThat(contexts()).extracting(Context::getAbsent).containsExactly(List.of("user", "calendar", "business"));
    }

    /** As after a step back to an older build, or on a disk that forgets. */
    @Test
    void takesARowForAbsentThatItsOwnStoreCannotReadAnyMore() {
        try (var spoiled = new PipelineUnderTest(Map.of(), withUsersThatAreSpoiledWhenKept())) {
            tellOfAlice(spoiled, "engines");
            act(spoiled, "e1");
            assertThat(contexts(spoiled))
                    .extracting(Context::getAbsent)
                    .containsExactly(List.of("user", "calendar", "business"));
        }
    }

    private static Stores withUsersThatAreSpoiledWhenKept() {
        var rows = Serdes.serdeFrom((topic, row) -> new byte[] {1, 2, 3}, new RowSerde<>(UserRow.class));
        var all = Stores.inMemory();
        return new Stores(
                new Store<>(all.users().name(), Serdes.String(), rows, false),
                all.teams(),
                all.calendars(),
                all.resources(),
                all.business(),
                all.lifecycle(),
                all.aliases(),
                all.postures(),
                all.received(),
                all.head(),
                all.seen(),
                all.sweep(),
                all.tree(),
                all.tally(),
                all.definitions(),
                all.refreshes(),
                all.subjects(),
                all.settling(),
                all.timers(),
                all.recall(),
                all.violations(),
                all.floods(),
                all.reviews(),
                all.rollups(),
                all.balance(),
                all.watch());
    }

    /** What somebody may write to a reference table's topic that is no row of it. */
    enum Bad {
        EMPTY,
        JSON,
        GARBAGE_BEHIND_A_HEADER,
        UNKNOWN_SCHEMA,
        TYPE_OF_ANOTHER_TABLE,
        CUT_SHORT,
        ENDLESS_TEXT
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheRowInForceWhereTheNextCannotBeRead(Bad bad) {
        tellOfAlice("engines");
        pipeline.receive(USERS, "default|alice".getBytes(UTF_8), bytes(bad), Map.of());
        act("e1");
        assertThat(contexts()).extracting(Context::getUser).containsExactly(ADMIN);

        tellOfAlice("brakes");
        act("e2");
        assertThat(contexts())
                .extracting(context -> Objects.requireNonNull(context.getUser()).getDepartment())
                .as("a row that can be read is taken again")
                .containsExactly("brakes");
    }

    private byte[] bytes(Bad bad) {
        var row = pipeline.topics()
                .users()
                .value()
                .serializer()
                .serialize(
                        USERS,
                        new UserRow("alice", "Mallory", List.of(), null, null, null, List.of(), null, null, List.of()));
        return switch (bad) {
            case EMPTY -> new byte[0];
            case JSON -> "{\"id\":\"alice\"}".getBytes(UTF_8);
            case GARBAGE_BEHIND_A_HEADER -> WireFormat.frame(WireFormat.schemaId(row), new byte[] {99, 98, 97});
            case UNKNOWN_SCHEMA -> WireFormat.frame(4711, new byte[] {2, 97});
            case TYPE_OF_ANOTHER_TABLE ->
                pipeline.topics()
                        .teams()
                        .value()
                        .serializer()
                        .serialize(
                                "audit.context.teams",
                                new TeamRow("alice", "Mallory", null, null, null, null, List.of()));
            case CUT_SHORT -> Arrays.copyOf(row, row.length - 2);
            // the length of the first text: 2^31 - 2
            case ENDLESS_TEXT -> WireFormat.frame(WireFormat.schemaId(row), new byte[] {-4, -1, -1, -1, 15});
        };
    }

    private void tellOfAlice(String department) {
        tellOfAlice(pipeline, department);
    }

    private static void tellOfAlice(PipelineUnderTest pipeline, String department) {
        pipeline.tell(
                pipeline.topics().users(),
                "default|alice",
                new UserRow(
                        "alice",
                        "Alice",
                        List.of("admin"),
                        department,
                        "active",
                        null,
                        List.of(),
                        null,
                        null,
                        List.of()));
    }

    private void act(String id) {
        act(pipeline, id);
    }

    private static void act(PipelineUnderTest pipeline, String id) {
        pipeline.receive(EVENTS, """
                {"id": "%s", "eventType": "resource_created", "timestamp": "%s", "source": "platform",
                 "userId": "alice"}""".formatted(id, NOON));
    }

    private List<Context> contexts() {
        return contexts(pipeline);
    }

    private static List<Context> contexts(PipelineUnderTest pipeline) {
        return pipeline.sealed().stream()
                .map(leaf ->
                        (AuditEvent) Objects.requireNonNull(leaf.getEntry()).getBody())
                .map(AuditEvent::getContext)
                .toList();
    }
}
