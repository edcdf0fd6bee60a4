package io.probity.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
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
    private int items;

    Canaries() {
        canonical();
        gitlab();
        cloudtrail();
        generic();
        mapped();
        otlp();
        mcp();
        terraform();
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

    /** How many there are to be accounted for: a plan, or an export of OTLP, is several. */
    int items() {
        return items;
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

    /** A record of several items. */
    private void send(String topic, int several, byte[] value) {
        send(topic, null, value, null);
        items += several - 1;
    }

    private void send(String topic, @Nullable String key, byte[] value, @Nullable String header) {
        var headers = new RecordHeaders();
        if (header != null) {
            headers.add("x-quell", header.getBytes(UTF_8));
        }
        items++;
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

    private void otlp() {
        var json = """
                {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},
                    {"key":"host.owner","value":{"stringValue":"%s"}}]},
                  "scopeLogs":[{"scope":{"name":"audit"},"logRecords":[
                   {"timeUnixNano":"1772357400000000000","eventName":"user.role.granted",
                    "body":{"kvlistValue":{"values":[{"key":"who","value":{"stringValue":"%s"}},{"key":"password","value":{"stringValue":"%s"}},
                      {"key":"%s","value":{"boolValue":true}},{"key":"to","value":{"arrayValue":{"values":[{"stringValue":"%s"},{"stringValue":"%s"}]}}}]}},
                    "attributes":[{"key":"log.record.uid","value":{"stringValue":"canary-20"}},{"key":"user.id","value":{"stringValue":"%s"}},
                      {"key":"user.full_name","value":{"stringValue":"%s"}},{"key":"user.email","value":{"stringValue":"%s"}},
                      {"key":"client.address","value":{"stringValue":"%s"}},{"key":"user_agent.original","value":{"stringValue":"%s"}},
                      {"key":"http.request.header.authorization","value":{"stringValue":"%s"}},{"key":"event.outcome","value":{"stringValue":"%s"}},
                      {"key":"card","value":{"intValue":"%s"}},{"key":"%s","value":{"stringValue":"%s"}}]},
                   {"timeUnixNano":"1772357401000000000","body":{"stringValue":"%s signs in with %s"},
                    "attributes":[{"key":"log.record.uid","value":{"stringValue":"canary-21"}}]}]}]}]}
                """.formatted(
                        kept(mail()),
                        kept(person()),
                        gone("quell-password-" + next()),
                        gone(hub()),
                        kept(mail()),
                        gone(jwt()),
                        gone(id()),
                        kept(person()),
                        kept(mail()),
                        gone(ip()),
                        kept(agent()),
                        gone("quell-bearer-" + next()),
                        kept(mail()),
                        kept(card()),
                        gone(mail()),
                        kept(person()),
                        kept(person()),
                        gone(token()));
        send("audit.raw.otlp", 2, json.getBytes(UTF_8));
        var bytes = base64();
        var record = LogRecord.newBuilder()
                .setTimeUnixNano(1_772_357_402_000_000_000L)
                .setEventName("key.used")
                .setBody(text(kept(person()) + " used " + gone(aws())))
                .addAttributes(pair("log.record.uid", text("canary-22")))
                .addAttributes(pair("enduser.id", text(gone(id()))))
                .addAttributes(pair("user.name", text(kept(person()))))
                .addAttributes(pair("source.address", text(gone(ip()))))
                .addAttributes(pair("audit.resource", text(gone(mail()))))
                .addAttributes(pair(gone(mail()), text(kept(iban()))))
                .addAttributes(pair("secret", text(gone("quell-secret-" + next()))))
                .addAttributes(pair(
                        "blob",
                        AnyValue.newBuilder()
                                .setBytesValue(
                                        ByteString.copyFrom(Base64.getDecoder().decode(bytes)))
                                .build()));
        var resource = Resource.newBuilder()
                .addAttributes(pair("service.name", text("shop")))
                .addAttributes(pair("deployment.by", text(kept(mail()))));
        var logs = LogsData.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .setResource(resource)
                        .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(record)));
        send("audit.raw.otlp", 1, logs.build().toByteArray());
    }

    private static AnyValue text(String value) {
        return AnyValue.newBuilder().setStringValue(value).build();
    }

    private static KeyValue pair(String key, AnyValue value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    private void mcp() {
        var topic = "audit.raw.mcp";
        send(topic, """
                {"timestamp":"2026-03-01T12:00:00Z","sessionId":"s-9","eventId":"canary-23","server":{"name":"files"},"clientIp":"%s","by":"%s",
                 "actor":{"id":"%s","name":"%s","kind":"agent","onBehalfOf":{"id":"%s","name":"%s"}},
                 "message":{"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"send_mail","_meta":{"via":"%s"},
                  "arguments":{"to":["%s","%s"],"token":"%s","text":"%s says: use %s","card":%s,"%s":1,"env":{"KEY":"%s"}}}}}
                """.formatted(
                        gone(ip()),
                        kept(person()),
                        gone(id()),
                        kept(person()),
                        gone(id()),
                        kept(person()),
                        kept(mail()),
                        kept(mail()),
                        kept(mail()),
                        gone("quell-token-" + next()),
                        kept(person()),
                        gone(token()),
                        kept(card()),
                        gone(mail()),
                        gone(aws())));
        send(topic, """
                {"timestamp":"2026-03-01T12:00:01Z","sessionId":"s-9","eventId":"canary-24","tool":"%s","message":{"jsonrpc":"2.0","id":4,"result":{
                 "content":[{"type":"text","text":"%s has %s"},{"type":"resource","resource":{"uri":"file:///home/%s","text":"%s"}}],
                 "structuredContent":{"owner":"%s","password":"%s"},"isError":false}}}
                """.formatted(
                        kept(mail()),
                        kept(person()),
                        gone(hub()),
                        kept(mail()),
                        kept(person()),
                        kept(person()),
                        gone("quell-password-" + next())));
        send(topic, """
                {"timestamp":"2026-03-01T12:00:02Z","eventId":"canary-25","userId":"%s","message":{"jsonrpc":"2.0","id":5,"error":{"code":-32603,
                 "message":"not for %s","data":{"seen":"%s"}}}}
                """.formatted(gone(id()), kept(person()), gone(jwt())));
        send(topic, """
                {"timestamp":"2026-03-01T12:00:03Z","eventId":"canary-26","message":{"jsonrpc":"2.0","id":6,"method":"resources/read",
                 "params":{"uri":"mailto:%s"}}}
                """.formatted(gone(mail())));
    }

    private void terraform() {
        var topic = "audit.raw.terraform";
        var plan = """
                {"id":"run-9","workspace":{"id":"ws-9","name":"prod"},"organization":"shop","actor":{"id":"%s","name":"%s"},"message":"for %s",
                 "plan":{"format_version":"1.2","terraform_version":"1.9.0","timestamp":"2026-03-01T12:00:00Z","complete":true,"errored":false,
                  "variables":{"owner":{"value":"%s"},"pin":{"value":"%s"}},
                  "configuration":{"root_module":{"variables":{"owner":{},"pin":{"sensitive":true}}}},
                  "planned_values":{"outputs":{"who":{"value":"%s"}}},
                  "resource_changes":[{"address":"aws_iam_user.a","type":"aws_iam_user","name":"a","mode":"managed","index":"%s",
                   "change":{"actions":["create"],"before":null,"after":{"name":"%s","mail":"%s","password":"%s","pin":"%s","tags":{"%s":"%s"},
                    "policy":"{\\"key\\":\\"%s\\"}","note":"-----BEGIN PRIVATE KEY-----\\n%s"},"after_sensitive":{"pin":true}}}],
                  "resource_drift":[{"address":"aws_iam_user.b","type":"aws_iam_user","name":"b",
                   "change":{"actions":["update"],"before":{"mail":"%s"},"after":{"mail":"%s","key":"%s"}}}],
                  "output_changes":{"who":{"actions":["create"],"before":null,"after":"%s"}},
                  "checks":[{"address":{"kind":"check","to_display":"check.a","name":"a"},"status":"fail","instances":[{"problems":[{"message":"%s is not %s"}]}]}]}}
                """.formatted(
                        gone(id()),
                        kept(person()),
                        kept(person()),
                        kept(person()),
                        gone("quell-pin-" + next()),
                        gone(person()),
                        kept(mail()),
                        kept(person()),
                        kept(mail()),
                        gone("quell-password-" + next()),
                        gone("quell-pin-" + next()),
                        gone(mail()),
                        kept(person()),
                        gone(hub()),
                        gone("quellkey" + next()),
                        kept(mail()),
                        kept(mail()),
                        gone(token()),
                        kept(person()),
                        kept(person()),
                        kept(mail()));
        send(topic, 5, plan.getBytes(UTF_8));
        send(topic, """
                {"@level":"info","@message":"%s is made","@timestamp":"2026-03-01T12:01:00Z","type":"apply_complete","hook":{"resource":{
                 "addr":"aws_iam_user.a","resource_type":"aws_iam_user","resource_name":"a"},"action":"create","id_key":"id","id_value":"%s"}}
                """.formatted(kept(person()), kept(mail())));
        send(topic, """
                {"@level":"error","@message":"%s","@timestamp":"2026-03-01T12:02:00Z","type":"diagnostic","diagnostic":{"severity":"error",
                 "summary":"%s","detail":"key %s","snippet":{"code":"by = %s","values":[{"traversal":"var.who","statement":"is %s"}]}}}
                """.formatted(kept(person()), kept(person()), gone(aws()), kept(person()), kept(mail())));
    }

    private void refused() {
        for (var topic : List.of(
                "audit.events",
                "audit.raw.gitlab",
                "audit.raw.cloudtrail",
                "audit.raw.generic",
                "audit.raw.otlp",
                "audit.raw.mcp",
                "audit.raw.terraform")) {
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
