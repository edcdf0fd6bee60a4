package io.probity.transform;

import io.probity.draft.FieldTable;
import io.probity.keys.KeyRing;
import io.probity.model.AuditEvent;
import io.probity.model.Command;
import io.probity.model.Rejection;
import java.util.Map;

/**
 * How personal values are kept: the rules of an instance, and its keys. Shared by the threads, each of which has a {@link
 * EventProtector} or {@link RefusalProtector} of its own.
 *
 * @param tightening what the operator adds
 * @param keepOriginal whether the source's bytes are kept beside the event, encrypted
 */
public record Protection(KeyRing keys, Tightening tightening, boolean keepOriginal) {

    /** By what ships alone. */
    public static Protection standard(KeyRing keys, boolean keepOriginal) {
        return new Protection(keys, Tightening.NONE, keepOriginal);
    }

    /** For one thread. */
    EventProtector events() {
        return new EventProtector(this, RecordPlan.of(AuditEvent.getClassSchema(), tightening.event()));
    }

    /** For one thread. */
    RefusalProtector refusals() {
        return new RefusalProtector(keys);
    }

    FieldTable table(String source, FieldTable shipped) {
        var stricter = tightening.sources().get(source);
        return stricter == null ? shipped : shipped.tightenedBy(stricter);
    }

    /** Full name of the schema that an event's values are bound to. */
    public static String eventSchema() {
        return AuditEvent.getClassSchema().getFullName();
    }

    /** The same of a refused record's. */
    public static String rejectionSchema() {
        return Rejection.getClassSchema().getFullName();
    }

    /** The same of an order's. */
    public static String commandSchema() {
        return Command.getClassSchema().getFullName();
    }

    /** Paths of the canonical event's personal and free texts, with how each is kept; for the documentation. */
    public static Map<String, io.probity.draft.Keeping> eventFields() {
        return RecordPlan.personal(AuditEvent.getClassSchema());
    }
}
