package io.probity.evaluate.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.probity.document.LocatedTree;
import io.probity.evaluate.FactRule;
import io.probity.evaluate.Rulebook;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.ControlDefinition;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.catalog.PartialEvent;
import io.probity.evaluate.catalog.Trigger;
import io.probity.evaluate.cel.Expressions;
import io.probity.model.AuditEvent;
import io.probity.model.Fact;
import io.probity.model.Status;
import io.probity.types.EventTypes;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every control that GitLab knows is judged here by one of ours, and as GitLab asks: what an event says goes through the registry's facts to
 * the control, and what must come of it follows from GitLab's own expression, not from ours.
 */
class GitLabCatalogTest {
    private static final GitLabControls GITLAB = GitLabControls.shipped();
    private static final JsonMapper JSON = new JsonMapper();
    private static final EventTypes TYPES = EventTypes.shipped();
    private static final FactRule FACTS = new FactRule(TYPES);
    private static final Expressions EXPRESSIONS = new Expressions();

    @Test
    void hasOneControlForEachOfGitLabs() throws IOException {
        var controls = shipped();

        assertThat(GITLAB.ids()).hasSize(62);
        assertThat(GITLAB.ids())
                .allSatisfy(id -> assertThat(controls)
                        .filteredOn(control ->
                                control.id().equals(id) || control.aliases().contains(id))
                        .as(id)
                        .hasSize(1));
    }

    @Test
    void hasAnExampleOfPassAndFailForEachOfGitLabs() throws IOException {
        var examples = examples();

        assertThat(names(examples)).containsExactlyInAnyOrderElementsOf(GITLAB.ids());
        assertThat(GITLAB.ids()).allSatisfy(id -> {
            var expected = new HashSet<Status>();
            examples.get(id).forEach(example -> expected.add(asGitLabAsks(id, example)));
            assertThat(expected).as(id).containsExactlyInAnyOrder(Status.PASS, Status.FAIL);
        });
    }

    /** By the list of identifiers and expressions, where it is there. GitLab's documentation has one more: fuzz testing. */
    @Test
    void knowsEachOfThe61ByGitLabsOwnExpression() throws IOException {
        var list = Path.of(System.getProperty(
                        "probity.shared", System.getenv().getOrDefault("PROBITY_SHARED", "../../shared")))
                .resolve("data/gitlab/controls.json");
        assumeTrue(Files.exists(list), () -> "skipped: no " + list);
        var read = JSON.readTree(Files.readString(list));
        var known = new KnownControls(shipped());

        assertThat(read).hasSize(61).allSatisfy(control -> {
            var id = control.path("id").asText();
            assertThat(known.find(id)).as(id).isNotNull();
            assertThat(GITLAB.expression(id)).as(id).isEqualTo(control.path("expression"));
        });
        assertThat(names(examples()))
                .hasSize(62)
                .contains("scanner_fuzz_testing_running")
                .containsAll(read.findValuesAsText("id"));
    }

    @TestFactory
    Stream<DynamicTest> judgesAsGitLabAsks() throws IOException {
        var examples = examples();
        var known = new KnownControls(shipped());
        return GITLAB.ids().stream()
                .flatMap(id -> StreamSupport.stream(examples.get(id).spliterator(), false)
                        .map(example -> DynamicTest.dynamicTest(
                                id + " = " + example.get("field") + " by "
                                        + example.get("events").findValuesAsText("eventType"),
                                () -> assertThat(judged(Objects.requireNonNull(known.find(id)), example.get("events")))
                                        .isEqualTo(asGitLabAsks(id, example)))));
    }

    /** What nobody told is no verdict: an event that triggers the control, without a word in it. */
    @TestFactory
    Stream<DynamicTest> saysUnknownWhereTheEventSaysNothing() throws IOException {
        var known = new KnownControls(shipped());
        return GITLAB.ids().stream()
                .map(id -> DynamicTest.dynamicTest(id, () -> {
                    var control = Objects.requireNonNull(known.find(id));
                    // the last, since of the first the type itself may say it
                    var trigger = control.triggers().stream()
                            .filter(Trigger.OnEvent.class::isInstance)
                            .map(Trigger.OnEvent.class::cast)
                            .toList()
                            .getLast();
                    var events = JSON.createArrayNode();
                    events.addObject().put("eventType", trigger.type());
                    assertThat(judged(control, events)).isEqualTo(Status.UNKNOWN);
                }));
    }

    private static Status asGitLabAsks(String id, JsonNode example) {
        var asked = Objects.requireNonNull(GITLAB.expression(id), id);
        var field = example.get("field");
        var value = asked.path("value");
        boolean holds = switch (asked.path("operator").asText()) {
            case "=" -> field.equals(value);
            case ">=" -> new BigDecimal(field.asText()).compareTo(value.decimalValue()) >= 0;
            default -> throw new IllegalStateException("no example of " + asked);
        };
        return holds ? Status.PASS : Status.FAIL;
    }

    private static Status judged(ControlDefinition control, JsonNode events) {
        Map<String, Fact> facts = Map.of();
        AuditEvent last = null;
        var kind = control.applies().kinds().getFirst();
        for (var partial : events) {
            last = PartialEvent.complete(partial, "", kind);
            assertThat(TYPES.find(last.getEventType())).isPresent();
            facts = FACTS.after(facts, last, subject(last), "00");
        }
        var event = Objects.requireNonNull(last);
        var rulebook = Rulebook.empty(EXPRESSIONS).plus(List.of(Definitions.of(control, "test")));
        var judgements = rulebook.judge(event, subject(event), FactRule.values(facts));
        assertThat(judgements).hasSize(1);
        return judgements.getFirst().status();
    }

    private static String subject(AuditEvent event) {
        var home = event.getSubjects().getFirst();
        return home.getKind() + "/" + home.getId();
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode examples() throws IOException {
        try (var file = GitLabCatalogTest.class.getResourceAsStream("/gitlab-controls.yaml")) {
            var text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            var tree = LocatedTree.parse("gitlab-controls.yaml", text);
            assertThat(tree.problems()).isEmpty();
            return tree.root();
        }
    }

    private static List<ControlDefinition> shipped() throws IOException {
        return CatalogFile.together(CatalogFile.read(List.of(Path.of("..", "controls"))))
                .controls();
    }
}
