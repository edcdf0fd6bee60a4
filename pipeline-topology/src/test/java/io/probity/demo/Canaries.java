package io.probity.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Values that must not be met again, each one of a kind, in every kind of place that a source's record has. The secrets are put together
 * here, so that no scanner of repositories takes this file for a leak.
 */
final class Canaries {
    private static final String LONG = "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0";

    private final List<String> values = new ArrayList<>();
    private final List<String> encrypted = new ArrayList<>();
    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private int number = 100;

    Canaries() {
        canonical();
        gitlab();
        cloudtrail();
        generic();
        mapped();
        refused();
    }

    /** All of them. */
    List<String> values() {
        return values;
    }

    /** Those that whoever holds the keys must have back. */
    List<String> encrypted() {
        return encrypted;
    }

    /** The records that carry them. */
    List<ProducerRecord<byte[], byte[]>> records() {
        return records;
    }

    // --- values ---

    /** Kept under a key. */
    private String kept(String value) {
        encrypted.add(value);
        return gone(value);
    }

    /** Dropped, masked, or a token. */
    private String gone(String value) {
        values.add(value);
        return value;
    }

    private int next() {
        return number++;
    }

    private String person() {
        return "Canary Quell" + next();
    }

    private String id() {
        return "uid-quell-" + next();
    }

    private String mail() {
        return "quell" + next() + "@leak.example";
    }

    private String token() {
        return "gl" + "pat-" + next() + LONG.substring(0, 20);
    }

    private String hub() {
        return "gh" + "p_" + next() + LONG.substring(0, 33);
    }

    private String aws() {
        return "AK" + "IAQUELL" + Integer.toString(next(), 7).replace('0', '7').replace('1', '6')
                + "ABCDEFGH".substring(0, 8);
    }

    private String jwt() {
        var claims = "{\"sub\":\"quell" + next() + "\"}";
        return "ey" + "JhbGciOiJIUzI1NiJ9."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8))
                + ".c2lnbmF0dXJlc2lnbmF0dXJl";
    }

    private String card() {
        var front = "4556737586" + "%05d".formatted(next());
        for (int check = 0; check < 10; check++) {
            if (isLuhn(front + check)) {
                return front + check;
            }
        }
        throw new IllegalStateException(front);
    }

    private static boolean isLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit : digit < 5 ? 2 * digit : 2 * digit - 9;
        }
        return sum % 10 == 0;
    }

    private String iban() {
        var account = "370400440532013" + next();
        var rest =
                new BigInteger(account + "131400").mod(BigInteger.valueOf(97)).intValue();
        return "DE" + "%02d".formatted(98 - rest) + account;
    }

    private String ip() {
        return "198.51.100." + next();
    }

    private String agent() {
        return "QuellAgent/" + next() + ".1";
    }

    private String base64() {
        var clear = kept("base64 of quell " + next());
        encrypted.removeLast();
        var encoded = Base64.getEncoder().encodeToString(clear.getBytes(UTF_8));
        return kept(encoded);
    }

    // --- records ---

    private void send(String topic, String value) {
        send(topic, null, value.getBytes(UTF_8), null);
    }

    private void send(String topic, @Nullable String key, byte[] value, @Nullable String header) {
        var headers = new RecordHeaders();
        if (header != null) {
            headers.add("x-quell", header.getBytes(UTF_8));
        }
        records.add(new ProducerRecord<>(topic, null, key == null ? null : key.getBytes(UTF_8), value, headers));
    }

    private void canonical() {
        var topic = "audit.events";
        send(
                topic,
                gone(mail()),
                """
                {"id":"canary-1","eventType":"approval_granted","source":"platform","category":"governance","requestId":"r-1",
                 "action":"granted by %s with %s","sessionId":"%s","teamId":"of %s",
                 "actor":{"id":"%s","name":"%s","kind":"user","onBehalfOf":{"id":"%s","name":"%s","kind":"user"},
                          "credential":{"kind":"pat","id":"%s"}},
                 "target":{"type":"User","id":"%s","name":"%s"},"scope":{"kind":"project","id":"7","path":"a/%s"},
                 "result":{"status":"told %s","deploymentId":"%s","desiredStateId":"%s"},
                 "metadata":{"clientIp":"%s","userAgent":"%s"},
                 "data":{"free":"%s","deep":{"er":[{"x":["%s"]}]},"%s":true,"in":{"%s":{"%s":1}},"n":%s,"json":"{\\"who\\":\\"%s\\"}",
                         "password":"%s","reviewedBy":"%s","approvers":["%s","%s"],"decision":"as %s wants","tool":"%s",
                         "template":"pay %s","intent":"card %s","resource":"log %s","policy":{"text":"%s"},"encoded":"%s",
                         "note":"the token is %s and that","forged":{"e":1,"t":"%s"}}}
                """.formatted(
                                gone(mail()),
                                gone(token()),
                                gone(jwt()),
                                gone(mail()),
                                gone(id()),
                                kept(person()),
                                gone(id()),
                                kept(person()),
                                gone(id()),
                                gone(mail()),
                                kept(person()),
                                gone(mail()),
                                gone(mail()),
                                gone(aws()),
                                gone(hub()),
                                gone(ip()),
                                kept(agent()),
                                kept(person()),
                                kept(person()),
                                gone(mail()),
                                gone(mail()),
                                gone(hub()),
                                kept(card()),
                                kept(person()),
                                gone("quell-password-" + next()),
                                gone(id()),
                                gone(id()),
                                gone(id()),
                                kept(mail()),
                                gone(token()),
                                kept(iban()),
                                kept(card()),
                                gone(jwt()),
                                kept(mail()),
                                base64(),
                                gone(hub()),
                                kept("0123456789abcdef0123456789abc" + next()))
                        .getBytes(UTF_8),
                gone(mail()));
        send(topic, """
                {"id":"canary-2","eventType":"quell_unregistered","source":"platform","timestamp":"%s","userId":"%s",
                 "data":{"when":"%s"}}
                """.formatted(gone("not a time quell " + next()), gone(id()), kept(person())));
    }

    private void gitlab() {
        var topic = "audit.raw.gitlab";
        send(topic, """
                {"id":"canary-3","author_id":"%s","author_name":"%s","entity_id":7,"entity_type":"Project","entity_path":"a/b","ip_address":"%s",
                 "target_type":"User","target_id":9,"target_details":"%s","created_at":"2026-03-01T12:00:00Z",
                 "event_type":"user_add_to_group","details":{"author_email":"%s","custom_message":"Added %s with %s","from":"%s","to":"%s",
                 "target_details":"%s","change":"mail %s","as":"%s","with":"%s","event_name":"%s"}}
                """.formatted(
                        gone(id()),
                        kept(person()),
                        gone(ip()),
                        kept(person()),
                        kept(mail()),
                        kept(person()),
                        gone(token()),
                        kept(person()),
                        kept(mail()),
                        kept(person()),
                        kept(mail()),
                        kept(person()),
                        gone(hub()),
                        kept(mail())));
        send(topic, """
                {"object_kind":"push","user_id":%s,"user_name":"%s","user_username":"%s","user_email":"%s","project_id":7,
                 "project":{"id":7,"name":"p","path_with_namespace":"a/b","description":"by %s"},"ref":"refs/heads/%s",
                 "commits":[{"id":"abc","message":"fix %s","author":{"name":"%s","email":"%s"}}],"total_commits_count":1}
                """.formatted(
                        gone("99000" + next()),
                        kept(person()),
                        kept(id()),
                        kept(mail()),
                        kept(mail()),
                        gone(token()),
                        kept(person()),
                        kept(person()),
                        kept(mail())));
    }

    private void cloudtrail() {
        send("audit.raw.cloudtrail", """
                {"eventVersion":"1.08","eventID":"canary-5","eventTime":"2026-03-01T12:00:00Z","eventSource":"iam.amazonaws.com",
                 "eventName":"CreateUser","awsRegion":"eu-central-1","sourceIPAddress":"%s","userAgent":"%s","recipientAccountId":"123456789012",
                 "userIdentity":{"type":"IAMUser","principalId":"%s","arn":"arn:aws:iam::123456789012:user/%s","accountId":"123456789012",
                                 "userName":"%s","accessKeyId":"%s"},
                 "requestParameters":{"userName":"%s","tags":[{"key":"owner","value":"%s"}],"password":"%s","document":"{\\"Key\\":\\"%s\\"}"},
                 "responseElements":{"user":{"userName":"%s","arn":"%s"},"accessKey":{"secretAccessKey":"%s"}},"errorMessage":"no %s"}
                """.formatted(
                        gone(ip()),
                        kept(agent()),
                        gone(id()),
                        gone(id()),
                        gone(id()),
                        gone(aws()),
                        gone(id()),
                        kept(mail()),
                        gone("quell-password-" + next()),
                        gone(hub()),
                        kept(person()),
                        kept(id()),
                        gone("quell-secret-" + next()),
                        kept(person())));
    }

    private void generic() {
        send("audit.raw.generic", """
                {"id":"canary-6","time":"2026-03-01T12:00:00Z","action":"login","user":{"id":"%s","name":"%s","email":"%s"},"ip":"%s","ua":"%s",
                 "message":"hello %s, card %s","list":["%s",%s],"members":{"%s":"%s"},"token":"%s","iban":"%s","free":"key %s"}
                """.formatted(
                        gone(id()),
                        kept(person()),
                        kept(mail()),
                        kept(ip()),
                        kept(agent()),
                        kept(person()),
                        kept(card()),
                        kept(mail()),
                        kept(card()),
                        gone(mail()),
                        kept(person()),
                        gone("quell-token-" + next()),
                        kept(iban()),
                        gone(jwt())));
    }

    private void mapped() {
        send("audit.raw.okta", """
                {"uuid":"canary-7","published":"2026-03-01T09:30:00.120Z","eventType":"user.session.start","displayMessage":"%s signs in",
                 "actor":{"id":"%s","type":"User","alternateId":"%s","displayName":"%s"},"client":{"ipAddress":"%s","userAgent":{"rawUserAgent":"%s"}},
                 "outcome":{"result":"SUCCESS","reason":"key %s"},"target":[{"id":"t-1","type":"User","alternateId":"%s","displayName":"%s"}],
                 "debugContext":{"debugData":{"requestUri":"/x?who=%s"}}}
                """.formatted(
                        kept(person()),
                        gone(id()),
                        kept(mail()),
                        kept(person()),
                        gone(ip()),
                        kept(agent()),
                        gone(token()),
                        kept(mail()),
                        kept(person()),
                        kept(mail())));
        send("audit.raw.github", """
                {"_document_id":"canary-8","@timestamp":1772357400000,"action":"org.add_member","actor":"%s","actor_id":"%s","user":"%s",
                 "actor_ip":"%s","user_agent":"%s","org":"acme","org_id":5,"note":"%s has %s"}
                """.formatted(
                        kept(id()), gone(id()), gone(id()), gone(ip()), kept(agent()), kept(person()), gone(hub())));
        send("audit.raw.kubernetes", """
                {"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"canary-9","stage":"ResponseComplete","verb":"create","level":"RequestResponse",
                 "requestURI":"/api/v1/namespaces/a/secrets","user":{"username":"%s","uid":"%s","groups":["g"]},"sourceIPs":["%s"],"userAgent":"%s",
                 "objectRef":{"resource":"configmaps","namespace":"a","name":"cm","apiVersion":"v1"},"responseStatus":{"code":201},
                 "requestObject":{"data":{"owner":"%s","key":"%s"}},"requestReceivedTimestamp":"2026-03-01T12:00:00.000000Z",
                 "stageTimestamp":"2026-03-01T12:00:00.000000Z","annotations":{"said":"%s"}}
                """.formatted(
                gone(id()), gone(id()), gone(ip()), kept(agent()), gone(person()), gone(token()), kept(person())));
    }

    private void refused() {
        for (var topic : List.of("audit.events", "audit.raw.gitlab", "audit.raw.cloudtrail", "audit.raw.generic")) {
            send(
                    topic,
                    kept(mail()),
                    ("{\"who\":\"" + kept(person()) + "\", broken " + kept(token())).getBytes(UTF_8),
                    kept(person()));
            send(topic, "[\"" + kept(person()) + "\"]");
        }
        send("audit.events", """
                {"id":"canary-10","eventType":"t","source":"platform","timestamp":"2999-01-01T00:00:00Z","userId":"%s"}
                """.formatted(kept(person())));
        send("audit.events", """
                {"id":"canary-11","eventType":"t","source":"platform","userId":"%s","userId":"twice"}
                """.formatted(kept(person())));
    }
}
