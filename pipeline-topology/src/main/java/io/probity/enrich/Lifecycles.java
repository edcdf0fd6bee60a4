package io.probity.enrich;

import io.probity.draft.EventDraft;
import io.probity.keys.SubjectNames;
import io.probity.model.LifecycleRow;
import io.probity.types.EventType;
import io.probity.types.Lifecycle;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What events tell of the life of their targets, how rows of one resource are put together, and what they say of a moment. */
final class Lifecycles {
    private Lifecycles() {}

    static String key(LifecycleRow row) {
        return row.getType() + '/' + row.getId();
    }

    /**
     * What an event tells of the life of its target, together with what is known of it. Null where its type tells of none, where it did
     * not come to pass, where it names no target, and where all of it is known already: an older event changes nothing. Null also where
     * the target is a person: the table holds ids in clear, and of people the user table tells.
     *
     * @param at the event's own time
     * @param known rows by type, a slash, id
     */
    static @Nullable LifecycleRow told(
            EventDraft draft, Instant at, @Nullable EventType type, Function<String, @Nullable LifecycleRow> known) {
        if (type == null || type.lifecycle() == null || !Lifecycle.isTold(draft.outcome)) {
            return null;
        }
        var target = draft.target;
        if (target == null
                || target.getId() == null
                || target.getId().isEmpty()
                || SubjectNames.isPerson(target.getType())) {
            return null;
        }
        var told = row(target.getType(), target.getId(), at, draft.id, type.lifecycle());
        @Nullable LifecycleRow before = known.apply(key(told));
        if (before == null) {
            return told;
        }
        var after = merged(before, told);
        return after.equals(before) ? null : after;
    }

    private static LifecycleRow row(String type, String id, Instant at, @Nullable String event, Lifecycle what) {
        // micros, as it comes back from the table: a finer time would make each event look newer than itself
        var moment = at.truncatedTo(ChronoUnit.MICROS);
        return switch (what) {
            case CREATED -> new LifecycleRow(type, id, moment, event, null, null, null, null, null, null);
            case CHANGED, RENAMED, MOVED ->
                new LifecycleRow(type, id, null, null, moment, event, null, null, null, null);
            case ARCHIVED -> new LifecycleRow(type, id, null, null, null, null, moment, event, null, null);
            case DELETED -> new LifecycleRow(type, id, null, null, null, null, null, null, moment, event);
        };
    }

    /** The later moment of each kind: the same whichever row comes first, and however often it comes. */
    static LifecycleRow merged(LifecycleRow a, LifecycleRow b) {
        var created =
                Told.later(new Told(a.getCreated(), a.getCreatedBy()), new Told(b.getCreated(), b.getCreatedBy()));
        var changed =
                Told.later(new Told(a.getChanged(), a.getChangedBy()), new Told(b.getChanged(), b.getChangedBy()));
        var archived =
                Told.later(new Told(a.getArchived(), a.getArchivedBy()), new Told(b.getArchived(), b.getArchivedBy()));
        var deleted =
                Told.later(new Told(a.getDeleted(), a.getDeletedBy()), new Told(b.getDeleted(), b.getDeletedBy()));
        return new LifecycleRow(
                a.getType(),
                a.getId(),
                created.at(),
                created.event(),
                changed.at(),
                changed.event(),
                archived.at(),
                archived.event(),
                deleted.at(),
                deleted.event());
    }

    /** The word for the latest that was told up to a moment; of one moment the more final word. Null where nothing was. */
    static @Nullable String at(LifecycleRow row, Instant at) {
        @Nullable Instant latest = null;
        @Nullable String word = null;
        Instant[] moments = {row.getCreated(), row.getChanged(), row.getArchived(), row.getDeleted()};
        String[] words = {"created", "changed", "archived", "deleted"};
        for (int i = 0; i < moments.length; i++) {
            @Nullable Instant moment = moments[i];
            if (moment != null && !moment.isAfter(at) && (latest == null || !moment.isBefore(latest))) {
                latest = moment;
                word = words[i];
            }
        }
        return word;
    }

    /** A moment and the event that told of it; both null for none. */
    private record Told(@Nullable Instant at, @Nullable String event) {
        static Told later(Told a, Told b) {
            if (a.at == null || b.at == null) {
                return a.at == null ? b : a;
            }
            int order = a.at.compareTo(b.at);
            // of one moment the greater id, so that the order of arrival never decides
            return order > 0 || (order == 0 && id(a).compareTo(id(b)) >= 0) ? a : b;
        }

        private static String id(Told told) {
            return told.event == null ? "" : told.event;
        }
    }
}
