package io.probity.findings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.probity.draft.Shortened;
import io.probity.model.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A violation in the Common Event Format, version 0: seven fields between bars, then {@code key=value}. In the fields bar and
 * backslash are escaped and a line break is a blank, since there is no escape for one; in the values backslash, equals sign and
 * line breaks are. Lengths are those of the format's dictionary of keys. Pure.
 */
final class CefFinding {
    private static final int MOST_NAME = 512;
    private static final int MOST_ID = 1023;
    private static final int MOST_MESSAGE = 1023;
    private static final int MOST_CUSTOM = 4000;

    private CefFinding() {}

    static byte[] bytes(Violation violation) {
        return of(violation).getBytes(UTF_8);
    }

    static String of(Violation violation) {
        var fields = List.of(
                "CEF:0",
                "Probity",
                "Probity",
                "1",
                field(violation.getControl()),
                field(Shortened.words(violation.getTitle(), MOST_NAME)),
                severity(violation));
        return String.join("|", fields)
                + '|'
                + keys(violation).entrySet().stream()
                        .map(key -> key.getKey() + '=' + value(key.getValue()))
                        .collect(Collectors.joining(" "));
    }

    private static String severity(Violation violation) {
        return switch (violation.getSeverity()) {
            case INFO -> "1";
            case LOW -> "3";
            case MEDIUM -> "5";
            case HIGH -> "8";
            case CRITICAL -> "10";
            case UNKNOWN -> "Unknown";
        };
    }

    private static Map<String, String> keys(Violation violation) {
        var keys = new LinkedHashMap<String, String>();
        keys.put("rt", Long.toString(State.changedAt(violation).toEpochMilli()));
        keys.put("start", Long.toString(violation.getOccurredAt().toEpochMilli()));
        if (violation.getEndedAt() != null) {
            keys.put("end", Long.toString(violation.getEndedAt().toEpochMilli()));
        }
        if (violation.getCounted() != null) {
            keys.put("cnt", Long.toString(State.occurrences(violation)));
        }
        keys.put("act", State.activity(violation).past);
        keys.put("cat", "compliance");
        keys.put("outcome", violation.getStatus().name());
        keys.put("msg", Shortened.words(violation.getReason(), MOST_MESSAGE));
        var actor = State.actor(violation);
        if (actor != null) {
            keys.put("suid", Shortened.words(actor, MOST_ID));
        }
        custom(keys, 1, "subject", violation.getSubject());
        custom(keys, 2, "requirements", String.join(", ", State.requirements(violation)));
        custom(keys, 3, "standards", String.join(", ", State.standards(violation)));
        custom(keys, 4, "remediation", violation.getRemediation());
        custom(keys, 5, "tenant", violation.getTenant());
        custom(keys, 6, "violation", violation.getId());
        if (!violation.getEventId().isEmpty()) {
            keys.put("flexString1Label", "event");
            keys.put("flexString1", Shortened.words(violation.getEventId(), MOST_ID));
        }
        return keys;
    }

    private static void custom(Map<String, String> keys, int number, String label, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            keys.put("cs" + number + "Label", label);
            keys.put("cs" + number, Shortened.words(value, MOST_CUSTOM));
        }
    }

    /** Of the header. */
    static String field(String text) {
        return text.replace("\\", "\\\\").replace("|", "\\|").replaceAll("\\R", " ");
    }

    /** Of the extension. */
    static String value(String text) {
        return text.replace("\\", "\\\\")
                .replace("=", "\\=")
                .replace("\r", "\\r")
                .replace("\n", "\\n");
    }
}
