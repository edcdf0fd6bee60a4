package io.probity.transform;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.draft.WarningCode;
import io.probity.model.AuditEvent;
import io.probity.model.Warning;
import io.probity.own.OwnEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a source sends what it should not: told once an hour for each type of its events, not for each event, since a source that
 * does so does so always. The events themselves say it in their warnings, with kind and path. Pure.
 */
final class LeakNotice {
    private LeakNotice() {}

    /** Null where nothing was found in the event, or where it is one of our own. */
    static @Nullable OwnEvent of(AuditEvent event) {
        boolean secret = has(event, WarningCode.SECRET_FOUND);
        String source = event.getNormaliser().getName();
        if ((!secret && !has(event, WarningCode.PERSONAL_DATA_FOUND)) || source.equals(OwnEvent.SOURCE)) {
            return null;
        }
        Instant hour = event.getIngested().truncatedTo(ChronoUnit.HOURS);
        String found = secret ? "secret" : "personal_data";
        var data = JsonNodeFactory.instance.objectNode();
        data.put("eventType", event.getEventType()).put("found", found).put("hour", hour.toString());
        return new OwnEvent(
                event.getTenant(),
                OwnEvent.id(
                        "data_leak_detected",
                        List.of(event.getTenant(), source, event.getEventType(), found, hour.toString())),
                "data_leak_detected",
                hour,
                source,
                null,
                data);
    }

    private static boolean has(AuditEvent event, WarningCode code) {
        for (Warning warning : event.getWarnings()) {
            if (warning.getCode().equals(code.name())) {
                return true;
            }
        }
        return false;
    }
}
