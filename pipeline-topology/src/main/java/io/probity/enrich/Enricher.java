package io.probity.enrich;

import io.probity.draft.EventDraft;
import io.probity.model.CalendarRow;
import io.probity.model.Context;
import io.probity.model.TeamRow;
import io.probity.model.TimeContext;
import io.probity.model.UserRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts a context together. A row that is asked for and not there is named in {@code absent}; what the draft does not name is
 * not asked for and so not absent.
 *
 * @param users rows by actor id
 * @param teams rows by team id
 * @param calendars rows by calendar id
 */
public record Enricher(
        Function<String, @Nullable UserRow> users,
        Function<String, @Nullable TeamRow> teams,
        Function<String, @Nullable CalendarRow> calendars) {
    /** The calendar of whoever has none of their own. */
    public static final String DEFAULT_CALENDAR = "default";

    /**
     * What the tables say of a draft.
     *
     * @param at the event's own time, or the ingest time where it has none
     */
    public Context context(EventDraft draft, Instant at) {
        var absent = new ArrayList<String>(0);
        @Nullable String actorId = draft.actor.getId() instanceof String id && !id.isEmpty() ? id : null;
        @Nullable UserRow user = row(users, actorId, "user", absent);
        @Nullable TeamRow team = row(teams, draft.teamId, "team", absent);
        @Nullable CalendarRow calendar = row(calendars, calendarId(user, team), "calendar", absent);
        @Nullable TimeContext time = calendar == null ? null : TimeEnricher.context(calendar, at);
        if (calendar != null && time == null) {
            absent.add("calendar"); // the row cannot be read: as good as none
        }
        return new Context(
                user == null ? null : UserEnricher.context(user),
                team == null ? null : TeamEnricher.context(team),
                time,
                null,
                null,
                null,
                absent);
    }

    /** A calendar that is named and missing is not replaced by another: its hours would be wrong without a sign. */
    private static String calendarId(@Nullable UserRow user, @Nullable TeamRow team) {
        if (user != null && user.getCalendar() != null) {
            return user.getCalendar();
        }
        return team != null && team.getCalendar() != null ? team.getCalendar() : DEFAULT_CALENDAR;
    }

    private static <R> @Nullable R row(
            Function<String, @Nullable R> table, @Nullable String id, String name, ArrayList<String> absent) {
        if (id == null) {
            return null;
        }
        @Nullable R row = table.apply(id);
        if (row == null) {
            absent.add(name);
        }
        return row;
    }
}
