package io.probity.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.demo.Sample.Body;
import io.probity.model.SubmittedEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sample events of every shape that the demo plays, the same for the same seed and time: GitLab's stream and hooks,
 * CloudTrail records and files, the platform's own in JSON and Avro, things of no known shape, some sent twice, some broken.
 */
final class Samples {
    static final String EVENTS = "audit.events";
    static final String GITLAB = "audit.raw.gitlab";
    static final String CLOUDTRAIL = "audit.raw.cloudtrail";
    static final String GENERIC = "audit.raw.generic";

    private static final List<String> PEOPLE = List.of("alice", "bob", "carol", "dave", "erin", "frank", "grace");
    private static final List<String> PLATFORM = List.of(
            "parameter_input", "feedback_submitted", "resource_created", "resource_updated", "configuration_changed");
    private static final int ONE_IN_TWENTY = 20;

    private final Random random;
    private final Instant end;
    private final List<Sample> samples = new ArrayList<>();
    private int number;

    private Samples(long seed, Instant end) {
        this.random = new Random(seed);
        this.end = end.truncatedTo(ChronoUnit.MILLIS);
    }

    /** All samples in the order they are sent, none later than the given time. */
    static List<Sample> of(long seed, Instant end) {
        var made = new Samples(seed, end);
        made.times(700, made::gitlab);
        made.times(60, made::hook);
        made.times(450, made::cloudtrail);
        made.times(20, made::cloudtrailFile);
        made.times(450, made::platformJson);
        made.times(250, made::platformAvro);
        made.times(80, made::unshaped);
        made.times(30, made::broken);
        made.repeatSome();
        made.samples.addAll(Story.endingAt(made.end));
        return made.samples;
    }

    private void times(int n, Runnable make) {
        for (int i = 0; i < n; i++) {
            make.run();
        }
    }

    /** Every twentieth record comes a second time, as streams do after a lost acknowledgement. */
    private void repeatSome() {
        var again = new ArrayList<Sample>();
        for (int i = 0; i < samples.size(); i += ONE_IN_TWENTY) {
            again.add(samples.get(i));
        }
        samples.addAll(again);
    }

    private void gitlab() {
        int project = 1 + random.nextInt(60);
        var type = pick(List.of(
                "merge_request_merged",
                "merge_request_merged",
                "repository_git_operation",
                "project_created",
                "user_add_to_group",
                "member_created"));
        int approvals = random.nextInt(4);
        var who = pick(PEOPLE);
        var details = type.equals("merge_request_merged")
                ? """
                {"custom_message": "Merge request merged", "title": "Change %d", "required_approvals": 2, "approval_count": %d,
                 "approvers": [%s], "approving_author": %s, "approving_committers": [], "target_branch": "main"}""".formatted(number, approvals, names(approvals), random.nextInt(15) == 0)
                : """
                {"custom_message": {"protocol": "ssh", "action": "git-upload-pack"}}""";
        var json = """
                {"id": "gl-%d", "author_id": %d, "author_name": "%s", "entity_id": %d, "entity_type": "Project",
                 "entity_path": "group-%d/app-%d", "ip_address": "198.51.100.%d", "created_at": "%s", "target_id": %d,
                 "target_type": "%s", "target_details": "Change %d", "event_type": "%s", "details": %s}""".formatted(
                        number,
                        1 + PEOPLE.indexOf(who),
                        who,
                        project,
                        project % 7,
                        project,
                        random.nextInt(255),
                        time(),
                        number,
                        type.equals("merge_request_merged") ? "MergeRequest" : "Project",
                        number,
                        type,
                        details);
        samples.add(new Sample(
                GITLAB,
                "project-" + project,
                new Body.Raw(json.getBytes(UTF_8)),
                Map.of("X-Gitlab-Audit-Event-Type", type, "Content-Type", "application/x-www-form-urlencoded"),
                1));
        number++;
    }

    private String names(int n) {
        return IntStream.range(0, n).mapToObj(i -> '"' + PEOPLE.get(i) + '"').collect(Collectors.joining(", "));
    }

    private void hook() {
        var json = """
                {"event_name": "user_add_to_group", "created_at": "%s", "updated_at": "%s", "group_access": "Maintainer",
                 "group_id": %d, "group_name": "Group", "group_path": "group", "user_email": "someone@example.org",
                 "user_name": "Someone", "user_username": "someone", "user_id": %d}""".formatted(time(), time(), number % 9, number);
        samples.add(Sample.json(GITLAB, "group-" + number % 9, json.getBytes(UTF_8)));
        number++;
    }

    private void cloudtrail() {
        var account = account();
        samples.add(Sample.json(CLOUDTRAIL, account, cloudtrailRecord(account).getBytes(UTF_8)));
    }

    private void cloudtrailFile() {
        var account = account();
        int records = 2 + random.nextInt(9);
        var file = IntStream.range(0, records)
                .mapToObj(i -> cloudtrailRecord(account))
                .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
        samples.add(new Sample(CLOUDTRAIL, account, new Body.Raw(file.getBytes(UTF_8)), Map.of(), records));
    }

    private String account() {
        return "%012d".formatted(100 + random.nextInt(12));
    }

    private String cloudtrailRecord(String account) {
        var call = pick(List.of(
                new Call("ec2", "DescribeInstances", true, "{}"),
                new Call("s3", "GetBucketLocation", true, "{\"bucketName\": \"logs\"}"),
                new Call("sts", "AssumeRole", true, "{\"roleArn\": \"arn:aws:iam::" + account + ":role/ops\"}"),
                new Call("iam", "CreateAccessKey", false, "{\"userName\": \"carol\"}"),
                new Call("cloudtrail", "StopLogging", false, "{\"name\": \"main\"}"),
                new Call("s3", "DeletePublicAccessBlock", false, "{\"bucketName\": \"public-site\"}")));
        boolean denied = random.nextInt(9) == 0;
        var who = pick(PEOPLE);
        return """
                {"eventVersion": "1.09", "eventID": "ct-%d", "eventTime": "%s", "eventSource": "%s.amazonaws.com",
                 "eventName": "%s", "awsRegion": "eu-central-1", "sourceIPAddress": "203.0.113.%d", "userAgent": "aws-cli/2.15",
                 "readOnly": %s, "requestID": "r-%d", "eventType": "AwsApiCall", "recipientAccountId": "%s",%s
                 "userIdentity": {"type": "IAMUser", "principalId": "AIDA%d", "arn": "arn:aws:iam::%s:user/%s",
                 "accountId": "%s", "userName": "%s", "sessionContext": {"attributes": {"mfaAuthenticated": "%s"}}},
                 "requestParameters": %s, "responseElements": null}""".formatted(
                        number++,
                        time(),
                        call.service(),
                        call.name(),
                        random.nextInt(255),
                        call.readOnly(),
                        number,
                        account,
                        denied ? "\"errorCode\": \"AccessDenied\", \"errorMessage\": \"not authorized\"," : "",
                        PEOPLE.indexOf(who),
                        account,
                        who,
                        account,
                        who,
                        random.nextBoolean(),
                        call.parameters());
    }

    private record Call(String service, String name, boolean readOnly, String parameters) {}

    private void platformJson() {
        var type = pick(PLATFORM);
        var team = "team-" + random.nextInt(8);
        var json = """
                {"id": "evt-%d", "eventType": "%s", "timestamp": "%s", "userId": "%s", "teamId": "%s", "source": "platform",
                 "action": "%s", "data": {"name": "resource-%d", "note": "größer als gedacht"}, "result": {"status": "success"},
                 "metadata": {"clientIp": "192.0.2.%d", "userAgent": "Mozilla/5.0", "processingTime": %d, "resourceCount": 1}}""".formatted(
                number, type, time(), pick(PEOPLE), team, type, number, random.nextInt(255), random.nextInt(3000));
        var wrapped = random.nextBoolean() ? "{\"event\":" + json + "}" : json;
        samples.add(Sample.json(EVENTS, team, wrapped.getBytes(UTF_8)));
        number++;
    }

    private void platformAvro() {
        var type = pick(PLATFORM);
        var team = "team-" + random.nextInt(8);
        var event = SubmittedEvent.newBuilder()
                .setId("evt-" + number)
                .setEventType(type)
                .setTimestamp(Instant.parse(time()))
                .setUserId(pick(PEOPLE))
                .setTeamId(team)
                .setSource("platform")
                .setAction(type)
                .setData("{\"name\": \"resource-" + number + "\", \"size\": " + random.nextInt(100) + "}")
                .build();
        samples.add(new Sample(EVENTS, team, new Body.Avro(event), Map.of(), 1));
        number++;
    }

    private void unshaped() {
        var json = """
                {"ts": "%s", "user": "%s", "msg": "opened the door", "door": %d, "src_ip": "203.0.113.9"}""".formatted(time(), pick(PEOPLE), number++);
        samples.add(Sample.json(GENERIC, "door", json.getBytes(UTF_8)));
    }

    private void broken() {
        var bytes = pick(List.of(
                "{\"eventType\": \"resource_created\", ".getBytes(UTF_8),
                "not json at all".getBytes(UTF_8),
                new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'},
                new byte[] {0, 0, 0, 0x7f, 1, 2, 3},
                "{\"eventType\": \"resource_created\", \"timestamp\": \"2999-01-01T00:00:00Z\"}".getBytes(UTF_8),
                "[1, 2".getBytes(UTF_8)));
        samples.add(Sample.json(EVENTS, "broken", bytes));
    }

    /** Nearly all recent; some from two months ago and some from last year, so that every tier gets its share. */
    private String time() {
        int age = random.nextInt(100);
        var back = age < 92 ? Duration.ofMinutes(random.nextInt(60 * 24)) : Duration.ofDays(age < 97 ? 60 : 300);
        return end.minus(back).minusSeconds(random.nextInt(60)).toString();
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** How many events the samples hold, the refused ones among them; what the balance must come to. */
    static int events(List<Sample> samples) {
        return samples.stream().mapToInt(Sample::events).sum();
    }
}
