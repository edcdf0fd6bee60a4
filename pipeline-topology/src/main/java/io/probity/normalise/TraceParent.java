package io.probity.normalise;

import io.probity.draft.EventDraft;
import io.probity.draft.WarningCode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header {@code traceparent} of W3C Trace Context: fills the ids that the event itself does not carry. */
public final class TraceParent {
    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}.*");

    private TraceParent() {}

    /**
     * Fills what the event itself did not say.
     *
     * @param header value of the header; null for none
     */
    public static void fill(EventDraft draft, @Nullable String header) {
        if (header == null) {
            return;
        }
        var form = FORM.matcher(header.strip());
        if (!form.matches()) {
            draft.warn(WarningCode.FIELD_UNREADABLE, "header traceparent is not of the W3C form");
            return;
        }
        if (draft.traceId == null) {
            draft.traceId = form.group(1);
        }
        // A span of another trace would be a wrong edge, so both or neither.
        if (draft.spanId == null && form.group(1).equals(draft.traceId)) {
            draft.spanId = form.group(2);
        }
    }
}
