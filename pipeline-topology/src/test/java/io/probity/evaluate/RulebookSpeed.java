package io.probity.evaluate;

import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.catalog.PartialEvent;
import io.probity.evaluate.cel.JsonValues;
import io.probity.model.AuditEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Microseconds per event of judging by the shipped catalog: a loop over a few events, warmed, the best and the median of
 * several rounds. Not a test; run its main from pipeline-topology with the test class path.
 */
final class RulebookSpeed {
    private static final int ROUNDS = 9;
    private static final int EVENTS = 200_000;

    private RulebookSpeed() {}

    public static void main(String[] arguments) throws IOException {
        var catalog = CatalogFile.together(CatalogFile.read(List.of(Path.of("..", "controls"))));
        var rulebook = Rulebook.empty().plus(Definitions.publish(catalog, "speed"));
        measure("an event that no control listens to", rulebook, event("{\"eventType\": \"pushed\"}"), Map.of());
        measure(
                "a merge: 3 controls over data",
                rulebook,
                event(
                        "{\"eventType\": \"merge_request_merged\", \"data\": {\"approval_count\": 2, \"title\": \"Add login\","
                                + " \"approving_author\": false, \"approving_committers\": [], \"approvers\": [\"a\", \"b\"],"
                                + " \"target_branch\": \"main\"}}"),
                Map.of());
        measure(
                "a setting: 1 control over facts",
                rulebook,
                event("{\"eventType\": \"approval_rule_created\"}"),
                Map.of("required_approvals", 2));
        measure(
                "CloudTrail: 1 guard over event and raw that does not hold",
                rulebook,
                event("{\"eventType\": \"s3.PutObject\", \"raw\": {\"userIdentity\": {\"type\": \"AssumedRole\","
                        + " \"arn\": \"arn:aws:sts::123456789012:assumed-role/r/s\"}, \"eventName\": \"PutObject\","
                        + " \"requestParameters\": {\"bucketName\": \"b\", \"key\": \"k\"}}}"),
                Map.of());
        measure(
                "CloudTrail sign-in: 2 controls over raw",
                rulebook,
                event("{\"eventType\": \"signin.ConsoleLogin\", \"raw\": {\"userIdentity\": {\"type\": \"IAMUser\","
                        + " \"arn\": \"arn:aws:iam::123456789012:user/u\"}, \"eventName\": \"ConsoleLogin\","
                        + " \"additionalEventData\": {\"MFAUsed\": \"Yes\"}}}"),
                Map.of());
    }

    private static AuditEvent event(String json) {
        return PartialEvent.complete(JsonValues.node(json), "none", "project");
    }

    private static void measure(String what, Rulebook rulebook, AuditEvent event, Map<String, ?> facts) {
        var micros = new double[ROUNDS];
        long judgements = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long begun = System.nanoTime();
            for (int i = 0; i < EVENTS; i++) {
                judgements += rulebook.judge(event, "project/test", facts).size();
            }
            micros[round] = (System.nanoTime() - begun) / 1e3 / EVENTS;
        }
        java.util.Arrays.sort(micros);
        System.out.printf(
                "%-60s best %.2f median %.2f µs/event (%d judgements)%n",
                what, micros[0], micros[ROUNDS / 2], judgements / ROUNDS / EVENTS);
    }
}
