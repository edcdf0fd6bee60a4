package io.probity.evaluate;

import static io.probity.model.Status.FAIL;
import static io.probity.model.Status.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.catalog.PartialEvent;
import io.probity.evaluate.cel.Expressions;
import io.probity.model.AuditEvent;
import io.probity.model.Fact;
import io.probity.model.RequirementRef;
import io.probity.model.Status;
import io.probity.normalise.Sources;
import io.probity.types.EventType;
import io.probity.types.EventTypeFile;
import io.probity.types.EventTypes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Whole stories, event by event, in which others said PASS too early: each event tells its facts and is then judged. What one
 * event alone shows is a test inside the control.
 */
class TrapsTest {
    private static final Expressions EXPRESSIONS = new Expressions();
    private static final String ASKED =
            "{eventType: infrastructure_request, actor: {id: alice}, result: {approvalRequired: true}}";
    private static final String GRANTED = "{eventType: approval_granted, actor: {id: bob}}";
    private static final String DEPLOYED =
            "{eventType: deployment_started, result: {estimatedCost: {amount: '85', currency: EUR}}}";

    @Test
    void anApprovalThatWasTakenBackIsNone() throws IOException {
        var control = "deployment-approved-and-within-budget";

        assertThat(shipped(control, "request", ASKED, GRANTED, DEPLOYED)).containsExactly(PASS);
        for (var end : List.of("approval_rejected", "approval_expired")) {
            var ended = "{eventType: " + end + ", actor: {id: carol}}";
            assertThat(shipped(control, "request", ASKED, GRANTED, ended, DEPLOYED))
                    .containsExactly(FAIL);
            assertThat(shipped(control, "request", ASKED, GRANTED, ended, GRANTED, DEPLOYED))
                    .containsExactly(PASS);
        }
        assertThat(shipped(control, "request", ASKED, GRANTED, action("bob", "rejected"), DEPLOYED))
                .containsExactly(FAIL);
        assertThat(shipped(control, "request", ASKED, action("bob", "approved"), DEPLOYED))
                .containsExactly(PASS);
        assertThat(shipped(control, "request", ASKED, "{eventType: approval_action, actor: {id: bob}}", DEPLOYED))
                .containsExactly(FAIL);
    }

    @Test
    void aBudgetIsCountedInItsOwnCurrencyAndHoldsForItsOwnApproval() throws IOException {
        var control = "deployment-approved-and-within-budget";
        var dollars =
                "{eventType: approval_granted, data: {approvedBudget: {amount: '90', currency: USD}}, actor: {id: bob}}";

        assertThat(shipped(control, "request", ASKED, dollars, DEPLOYED)).containsExactly(FAIL);
        assertThat(shipped(control, "request", ASKED, dollars.replace("USD", "EUR"), DEPLOYED))
                .containsExactly(PASS);
        assertThat(shipped(control, "request", ASKED, dollars, GRANTED, DEPLOYED))
                .containsExactly(PASS);
    }

    @Test
    void anApprovalByHandIsAnApproval() throws IOException {
        var control = "request-approved-by-another";

        assertThat(shipped(control, "request", ASKED, action("alice", "approved")))
                .containsExactly(FAIL);
        assertThat(shipped(control, "request", ASKED, action("bob", "approved")))
                .containsExactly(PASS);
    }

    @Test
    void aStrongApprovalRuleDoesNotHideAWeakOneAndADeletedOneCountsNoMore() throws IOException {
        var control = "project-requires-two-approvals";
        var none = rule("approval_rule_created", 7, 0);
        var two = rule("approval_rule_created", 8, 2);
        var deleted = "{eventType: approval_rule_deleted, target: {type: ApprovalProjectRule, id: '8'}}";

        assertThat(shipped(control, "project", none, two)).containsExactly(FAIL, FAIL);
        assertThat(shipped(control, "project", two, deleted)).containsExactly(PASS, FAIL);
        assertThat(shipped(control, "project", none, rule("update_approval_rules", 7, 3), two, deleted))
                .containsExactly(FAIL, PASS, PASS, PASS);
    }

    @Test
    void oneBranchDoesNotHealAnother() throws IOException {
        assertThat(shipped(
                        "default-branch-stays-protected",
                        "project",
                        branch("protected_branch_created", "main"),
                        branch("protected_branch_removed", "main"),
                        branch("protected_branch_created", "master"),
                        branch("protected_branch_removed", "feature"),
                        branch("protected_branch_created", "main")))
                .containsExactly(PASS, FAIL, FAIL, FAIL, PASS);
    }

    /** An auto-merge brings in another merge request at the same moment: neither may borrow the other's approvals. */
    @Test
    void aMergeIsJudgedByItsOwnApprovals() throws IOException {
        assertThat(shipped("merge-request-two-approvals", "project", merge(20, 2), merge(21, 0), merge(22, 2)))
                .containsExactly(PASS, FAIL, PASS);
    }

    /** One field, two controls that ask for different numbers. */
    @Test
    void oneApprovalIsEnoughForOneControlAndNotForTheOther() {
        var controls = controls(state("one", "facts.n >= 1"), state("two", "facts.n >= 2"));

        assertThat(statuses(rulebook(controls, ""), Map.of("n", yaml("1")))).containsExactly(PASS, FAIL);
        assertThat(statuses(rulebook(controls, ""), Map.of("n", yaml("2")))).containsExactly(PASS, PASS);
    }

    /** Both cannot hold; each says so by itself, under its own requirement, and none is dropped or overruled. */
    @Test
    void aFrameworkWhoseControlsContradictFailsInOneOfThem() {
        var rulebook = rulebook(
                controls(state("open", "facts.public == true"), state("closed", "facts.public == false")), """
                frameworks: [{id: f, requirements: [{id: r1, controls: [open]}, {id: r2, controls: [closed]}]}]
                assignments: [{id: everywhere, framework: f, scope: "*"}]
                """);
        for (var flag : List.of("true", "false")) {
            var judgements =
                    rulebook.judge(event("{eventType: changed}"), "project/test", Map.of("public", yaml(flag)));

            assertThat(judgements).extracting(Judgement::status).containsExactlyInAnyOrder(PASS, FAIL);
            assertThat(judgements)
                    .flatMap(Judgement::requirements)
                    .extracting(RequirementRef::getRequirement)
                    .containsExactlyInAnyOrder("r1", "r2");
        }
    }

    /** What is due is due for every finding: the one found last must not stand for those before it. */
    @Test
    void theNewestFindingDoesNotHideAnOlderOne() {
        var rule = new FactRule(EventTypes.of(List.of(
                type("{name: found, facts: {'findings.{target.id}': data.severity}}"),
                type("{name: fixed, facts: {'findings.{target.id}': null}}"))));
        var rulebook = rulebook(
                List.of("  - {id: c, triggers: [{event: found}, {event: fixed}],"
                        + " expect: 'facts.findings.all(id, facts.findings[id] != \"critical\")'}\n"),
                "");

        assertThat(story(
                        rulebook,
                        rule,
                        "project",
                        "{eventType: found, target: {id: v1}, data: {severity: critical}}",
                        "{eventType: found, target: {id: v2}, data: {severity: low}}",
                        "{eventType: fixed, target: {id: v2}}",
                        "{eventType: fixed, target: {id: v1}}"))
                .containsExactly(FAIL, FAIL, FAIL, PASS);
    }

    private static String action(String who, String decision) {
        return "{eventType: approval_action, actor: {id: " + who + "}, data: {decision: " + decision + "}}";
    }

    private static String rule(String type, int id, int approvals) {
        return "{eventType: " + type + ", target: {type: ApprovalProjectRule, id: '" + id + "'},"
                + " data: {settings: {number_of_required_approvals: " + approvals + "}}}";
    }

    private static String branch(String type, String name) {
        var crud = type.endsWith("created") ? "create" : "delete";
        return "{eventType: " + type + ", crud: " + crud + ", data: {branch: " + name + "}}";
    }

    private static String merge(int id, int approvals) {
        return "{eventType: merge_request_merged, target: {type: MergeRequest, id: '" + id + "'},"
                + " data: {approval_count: " + approvals + "}}";
    }

    private static String state(String id, String expect) {
        return "  - {id: " + id + ", triggers: [{event: changed}], expect: '" + expect + "'}\n";
    }

    private static List<String> controls(String... controls) {
        return List.of(controls);
    }

    /** What a control of the shipped catalog says of each event that triggers it, one subject, in order. */
    private static List<Status> shipped(String control, String kind, String... events) throws IOException {
        var catalog = CatalogFile.together(CatalogFile.read(List.of(Path.of("..", "controls"))));
        var definition = catalog.controls().stream()
                .filter(it -> it.id().equals(control))
                .findFirst()
                .orElseThrow();
        var rulebook = Rulebook.empty(EXPRESSIONS).plus(List.of(Definitions.of(definition, "p")));
        return story(rulebook, new FactRule(Sources.shipped().types()), kind, events);
    }

    /** Events a minute apart. */
    private static List<Status> story(Rulebook rulebook, FactRule rule, String kind, String... events) {
        var facts = Map.<String, Fact>of();
        var statuses = new ArrayList<Status>();
        var at = Instant.parse("2026-03-01T00:00:00Z");
        for (var text : events) {
            at = at.plusSeconds(60);
            var partial = (ObjectNode) yaml(text);
            var event = PartialEvent.complete(partial.put("timestamp", at.toString()), "test", kind);
            facts = rule.after(facts, event, "");
            rulebook.judge(event, kind + "/test", FactRule.values(facts)).forEach(it -> statuses.add(it.status()));
        }
        return statuses;
    }

    private static Rulebook rulebook(List<String> controls, String rest) {
        var file = CatalogFile.parse("test.yaml", "controls:\n" + String.join("", controls) + rest);
        assertThat(file.problems()).isEmpty();
        return Rulebook.empty(EXPRESSIONS).plus(Definitions.publish(file.catalog(), "p"));
    }

    private static List<Status> statuses(Rulebook rulebook, Map<String, JsonNode> facts) {
        return rulebook.judge(event("{eventType: changed}"), "project/test", facts).stream()
                .map(Judgement::status)
                .toList();
    }

    private static AuditEvent event(String yaml) {
        return PartialEvent.complete(yaml(yaml), "changed", "project");
    }

    private static EventType type(String yaml) {
        var file = EventTypeFile.parse("test", yaml);
        assertThat(file.problems()).isEmpty();
        return file.registrations().getFirst().type();
    }

    private static JsonNode yaml(String yaml) {
        try {
            return new YAMLMapper().readTree(yaml);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(yaml, wrong);
        }
    }
}
