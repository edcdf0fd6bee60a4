package io.probity.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A load that has everything in it that must not lead the ledger astray: events of several sources, of several subjects,
 * late ones, repeats, the same id with other content, files of several events, records that are refused. The same for the
 * same chance and time.
 */
final class Mixture {
    static final String GITLAB = "audit.raw.gitlab";
    static final String CLOUDTRAIL = "audit.raw.cloudtrail";
    static final String EVENTS = "audit.events";

    private static final int PROJECTS = 40;
    private static final int ACCOUNTS = 8;
    private static final int TEAMS = 12;

    private final Random random;
    private final List<Sent> all = new ArrayList<>();
    private Instant now;
    private int number;

    private Mixture(Random random, Instant end, int records) {
        this.random = random;
        this.now = end.truncatedTo(ChronoUnit.MILLIS).minusMillis(records);
    }

    /**
     * Makes a load.
     *
     * @param end no event is later than this
     */
    static List<Sent> of(Random random, Instant end, int records) {
        var mixture = new Mixture(random, end, records);
        while (mixture.all.size() < records) {
            mixture.next();
        }
        return mixture.all;
    }

    private void next() {
        int which = random.nextInt(100);
        if (which < 35) {
            all.add(merge());
        } else if (which < 60) {
            all.add(setting());
        } else if (which < 75) {
            all.add(call(1));
        } else if (which < 80) {
            all.add(call(2 + random.nextInt(5)));
        } else if (which < 84) {
            all.add(platform());
        } else if (which < 91) {
            all.add(agent());
        } else if (which < 93) {
            all.add(new Sent(EVENTS, "broken", "{\"eventType\": \"resource_created\", ".getBytes(UTF_8)));
        } else if (!all.isEmpty()) {
            repeat(which >= 98);
        }
    }

    /** A repeat, or the same id with other content: same subject, so same key. */
    private void repeat(boolean otherContent) {
        var first = all.get(random.nextInt(all.size()));
        if (!otherContent) {
            all.add(first);
        } else {
            var before = new String(first.value(), UTF_8);
            var text = before.replace("\"someone", "\"someone" + all.size());
            if (!text.equals(before)) {
                all.add(Sent.json(first.topic(), first.key(), text));
            }
        }
    }

    private Sent merge() {
        int approvals = random.nextInt(4);
        var count = random.nextInt(20) == 0 ? "" : "\"approval_count\":" + approvals + ",";
        return gitlab("merge_request_merged", "{" + count + "\"title\":\"Change\"}");
    }

    private Sent setting() {
        return gitlab(
                "update_approval_rules",
                "{\"target_id\":1,\"change\":\"number of required approvals\",\"from\":\"1\",\"to\":\""
                        + random.nextInt(4) + "\"}");
    }

    private Sent gitlab(String type, String details) {
        int project = random.nextInt(PROJECTS);
        return Sent.json(
                GITLAB, "project-" + project, """
                {"id":"gl-%d","author_id":1,"author_name":"someone","entity_id":%d,"entity_type":"Project",\
                "entity_path":"group/app-%d","created_at":"%s","event_type":"%s","details":%s}""".formatted(number++, project, project, time(), type, details));
    }

    private Sent call(int records) {
        var account = "%012d".formatted(random.nextInt(ACCOUNTS));
        var text = IntStream.range(0, records).mapToObj(i -> record(account)).collect(Collectors.joining(","));
        return Sent.json(CLOUDTRAIL, account, records == 1 ? text : "{\"Records\":[" + text + "]}");
    }

    private String record(String account) {
        return """
                {"eventVersion":"1.09","eventID":"ct-%d","eventTime":"%s","eventSource":"%s.amazonaws.com",\
                "eventName":"CreateUser","recipientAccountId":"%s","userIdentity":{"type":"%s","accountId":"%s",\
                "sessionContext":{"attributes":{"mfaAuthenticated":"%s"}}}}""".formatted(
                        number++,
                        time(),
                        random.nextInt(3) == 0 ? "s3" : "iam",
                        account,
                        random.nextBoolean() ? "Root" : "IAMUser",
                        account,
                        random.nextBoolean());
    }

    private Sent platform() {
        return Sent.json(EVENTS, "team-" + random.nextInt(5), """
                {"id":"evt-%d","eventType":"resource_created","timestamp":"%s","userId":"alice","teamId":"team",\
                "source":"platform","action":"create","data":{"n":%d}}""".formatted(number, time(), number++));
    }

    /**
     * Concerns a team and others: whole for the first subject, and a mention for each other one. What is a team's travels under
     * one key, so that its order is that of sending in every partition that hears of it.
     */
    private Sent agent() {
        int team = random.nextInt(TEAMS);
        var request = "r%d-%d".formatted(team, random.nextInt(20));
        var subjects = random.nextInt(3) > 0 ? "" : """
                ,"subjects":[{"kind":"package","id":"a%d-%d"},{"kind":"team","id":"t%d"},{"kind":"request","id":"%s"}]\
                """.strip().formatted(team, random.nextInt(5), team, request);
        return Sent.json(EVENTS, "team-" + team, """
                {"id":"agent-%d","eventType":"tool_execution_requested","timestamp":"%s","userId":"someone","teamId":"t%d",\
                "requestId":"%s","source":"platform","data":{"tool":"%s"}%s}""".formatted(
                        number++, time(), team, request, random.nextInt(3) > 0 ? "plan" : "apply", subjects));
    }

    /** Each a millisecond later than the last; one in eight up to three hours late. */
    private String time() {
        now = now.plusMillis(1);
        boolean late = random.nextInt(8) == 0;
        return (late ? now.minus(Duration.ofSeconds(1 + random.nextInt(10_000))) : now).toString();
    }
}
