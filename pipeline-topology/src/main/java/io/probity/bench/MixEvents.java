package io.probity.bench;

import io.probity.draft.Actors;
import io.probity.model.ActorKind;
import io.probity.model.Metadata;
import io.probity.model.Outcome;
import io.probity.model.Result;
import io.probity.model.Scope;
import io.probity.model.SubmittedEvent;
import io.probity.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Events of about 1 KB each in the registry's wire format, spread evenly over 100,000 projects.
 *
 * <p>They carry no request id: with one, an event of the platform would be two entries, one for the request and a mention for
 * the project, and b would do twice a's work. What triggers a control is judged in earnest: a merge by three controls, a
 * recognised intent and a tool by one each, a drift by one that keeps a state. Every twentieth of them fails.
 */
final class MixEvents {
    static final int USERS = 2_000;
    static final int TEAMS = 100;
    static final int PROJECTS = 100_000;

    /** What controls of the shipped catalog are made for, each in its share. */
    static final Set<String> JUDGED = Set.of(
            "merge_request_merged",
            "intent_recognised",
            "tool_execution_requested",
            "drift_detected",
            "drift_resolved");

    /** Registered types of the platform that tell no fact and trigger nothing in the shipped catalog. */
    static final List<String> UNJUDGED = List.of(
            "parameter_input",
            "clarification_response",
            "feedback_submitted",
            "parameters_extracted",
            "template_selected",
            "desired_state_generated",
            "iac_generated",
            "configuration_changed",
            "resource_created",
            "resource_updated");

    private static final String WORDS =
            "the service asks for a database with two replicas in the region it runs in, backups kept for thirty days,"
                    + " reachable from the application alone and from no other network; the team has run three like it,"
                    + " the last one since spring, and its owner is on call this week; the estimate includes storage,"
                    + " traffic and the snapshots that are taken before each release and kept until the next; the reviewer wants"
                    + " to see how a restore was tried, who may read the data while it is tried, and what is left of it"
                    + " afterwards, before the same is asked for in the second region";

    private final Random random;
    private final Instant latest;

    /** @param latest the time of the last event of a million; earlier ones are a millisecond apart */
    MixEvents(Random random, Instant latest) {
        this.random = random;
        this.latest = latest;
    }

    /**
     * An event.
     *
     * @param number tells it from all others
     * @param judged whether a control of the shipped catalog listens to it
     */
    SubmittedEvent next(int number, boolean judged) {
        boolean fails = random.nextInt(20) == 0;
        String type = judged ? judgedType(random.nextInt(30), fails) : UNJUDGED.get(random.nextInt(UNJUDGED.size()));
        return event(number, type, fails, "u-" + random.nextInt(USERS), random.nextInt(PROJECTS));
    }

    /** What tells how a project stands: that its drift was mended, or of every twentieth that there is one. */
    SubmittedEvent standing(int project) {
        boolean drifted = project % 20 == 0;
        return event(project, drifted ? "drift_detected" : "drift_resolved", drifted, "u-" + project % USERS, project);
    }

    private SubmittedEvent event(int number, String type, boolean fails, String user, int project) {
        return new SubmittedEvent(
                "evt-%08x-%016x".formatted(number, random.nextLong()),
                type,
                latest.minus(Duration.ofMillis(Math.max(0, 1_000_000 - number))),
                user,
                "t-" + project % TEAMS,
                "session-%012x".formatted(random.nextLong() >>> 16),
                null,
                "platform-api",
                null,
                type.replace('_', '.'),
                data(type, fails),
                new Result("success", "ds-" + random.nextInt(1_000_000), null, null, null),
                new Metadata(
                        "192.0.2." + random.nextInt(256),
                        "platform-client/4.2 (linux; x86_64)",
                        random.nextLong(900),
                        3),
                "%016x%016x".formatted(random.nextLong(), random.nextLong()),
                "%016x".formatted(random.nextLong()),
                null,
                Actors.of(user, "User " + user, ActorKind.USER, true),
                new Scope("project", String.valueOf(project), "group-" + project % TEAMS + "/app-" + project),
                List.of(),
                new Target("Resource", "r-" + random.nextInt(1_000_000), "orders-db"),
                Outcome.SUCCESS,
                null,
                null);
    }

    /** A third of what is judged is a merge; a drift is found and mended in turn. */
    private static String judgedType(int roll, boolean fails) {
        if (roll < 10) {
            return "merge_request_merged";
        }
        if (roll < 18) {
            return "intent_recognised";
        }
        if (roll < 24) {
            return "tool_execution_requested";
        }
        return fails ? "drift_detected" : "drift_resolved";
    }

    private String data(String type, boolean fails) {
        var own = switch (type) {
            case "merge_request_merged" ->
                "\"approval_count\":" + (fails ? 1 : 2)
                        + ",\"approving_author\":false,\"approving_committers\":[],\"required_approvals\":2";
            case "intent_recognised" -> "\"intent\":\"create_database\",\"confidence\":" + (fails ? "0.41" : "0.93");
            case "tool_execution_requested" -> "\"tool\":\"" + (fails ? "delete_everything" : "create_database") + "\"";
            case "drift_detected", "drift_resolved" -> "\"drifted\":" + fails + ",\"resource\":\"orders-db\"";
            default -> "\"template\":\"postgres-small\",\"environment\":\"production\"";
        };
        int from = random.nextInt(60);
        return "{" + own + ",\"region\":\"eu-central-1\",\"attempt\":" + random.nextInt(4)
                + ",\"labels\":{\"team\":\"payments\",\"tier\":\"gold\",\"cost\":\"shared\"},\"notes\":\""
                + WORDS.substring(from, from + 480) + "\"}";
    }
}
