package io.probity.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Which headers of a request become headers of its records: those that sources read, and never one that proves anything. */
final class Passed {
    /** Under the names that their senders give them; sources ask for them in any case. */
    private static final Map<String, String> NAMES = names(
            "traceparent",
            "tracestate",
            "content-type",
            "webhook-id",
            "webhook-timestamp",
            "X-GitHub-Event",
            "X-GitHub-Delivery",
            "X-GitHub-Hook-ID",
            "X-GitHub-Hook-Installation-Target-Type",
            "X-GitHub-Hook-Installation-Target-ID",
            "X-GitHub-Enterprise-Version",
            "X-GitHub-Enterprise-Host",
            "X-Gitlab-Event",
            "X-Gitlab-Event-UUID",
            "X-Gitlab-Webhook-UUID",
            "X-Gitlab-Instance",
            "X-Gitlab-Audit-Event-Type",
            "X-Gitlab-Version",
            "X-Slack-Retry-Num",
            "X-Slack-Retry-Reason");

    private static final Pattern SECRET = Pattern.compile(
            ".*(authorization|cookie|token|secret|signature|password|passwd|credential|api-?key|session|challenge|assertion).*");

    private static final String CLOUD_EVENT = "ce-";

    private Passed() {}

    private static Map<String, String> names(String... names) {
        var byLower = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (var name : names) {
            byLower.put(name, name);
        }
        return byLower;
    }

    /** True: by its name it may be something that lets its bearer in. */
    static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
    }

    /**
     * The headers of a record.
     *
     * @param request by lower-case name
     * @param further of this entrance
     */
    static List<Header> from(Map<String, String> request, Set<String> further) {
        var headers = new ArrayList<Header>();
        request.forEach((name, value) -> {
            var passed = NAMES.get(name);
            if (passed != null) {
                headers.add(new RecordHeader(passed, value.getBytes(UTF_8)));
            } else if (further.contains(name)) {
                headers.add(new RecordHeader(name, value.getBytes(UTF_8)));
            } else if (name.startsWith(CLOUD_EVENT) && !isSecret(name)) {
                headers.add(CloudEventHeaders.toKafka(name, value));
            }
        });
        return headers;
    }

    /** The few of them that say where an event came from, for the records of {@code /v1/events}. */
    static List<Header> trace(Map<String, String> request) {
        var headers = new ArrayList<Header>();
        for (var name : List.of("traceparent", "tracestate")) {
            var value = request.get(name);
            if (value != null) {
                headers.add(new RecordHeader(name, value.getBytes(UTF_8)));
            }
        }
        return headers;
    }
}
