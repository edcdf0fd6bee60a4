package io.probity.enrich;

import io.probity.draft.EventDraft;
import io.probity.enrich.geo.GeoTable;
import io.probity.keys.SubjectNames;
import io.probity.model.BusinessContext;
import io.probity.model.BusinessRow;
import io.probity.model.CalendarRow;
import io.probity.model.Context;
import io.probity.model.GeoContext;
import io.probity.model.Posture;
import io.probity.model.ResourceContext;
import io.probity.model.SubjectPosture;
import io.probity.model.Target;
import io.probity.model.TeamRow;
import io.probity.model.TimeContext;
import io.probity.model.UserContext;
import io.probity.model.UserRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts a context together. A row that is asked for and not there is named in {@code absent}; what the draft does not name is
 * not asked for and so not absent.
 */
public record Enricher(References tables, GeoTable geo) {
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
        @Nullable UserRow user = row(tables.users(), actorId, "user", absent);
        @Nullable UserContext userThen = user == null ? null : UserEnricher.context(user, at);
        if (user != null && userThen == null) {
            absent.add("user"); // nothing is known of so early a time
        }
        @Nullable TeamRow team = row(tables.teams(), draft.teamId, "team", absent);
        @Nullable CalendarRow calendar = row(tables.calendars(), calendarId(user, team), "calendar", absent);
        @Nullable TimeContext time = calendar == null ? null : TimeEnricher.context(calendar, at);
        if (calendar != null && time == null) {
            absent.add("calendar"); // the row cannot be read: as good as none
        }
        return new Context(
                userThen,
                team == null ? null : TeamEnricher.context(team),
                time,
                resource(draft, at, absent),
                business(draft, absent),
                geo(draft),
                absent);
    }

    /** A calendar that is named and missing is not replaced by another: its hours would be wrong without a sign. */
    private static String calendarId(@Nullable UserRow user, @Nullable TeamRow team) {
        if (user != null && user.getCalendar() != null) {
            return user.getCalendar();
        }
        return team != null && team.getCalendar() != null ? team.getCalendar() : DEFAULT_CALENDAR;
    }

    private @Nullable ResourceContext resource(EventDraft draft, Instant at, ArrayList<String> absent) {
        var target = draft.target;
        if (target == null || target.getId() == null || target.getId().isEmpty()) {
            return null;
        }
        var key = target.getType() + '/' + target.getId();
        @Nullable ResourceContext resource = ResourceEnricher.context(
                tables.resources().apply(key), tables.lifecycles().apply(key), posture(target), at);
        if (resource == null) {
            absent.add("resource");
        }
        return resource;
    }

    /** Of people nothing: subjects are known by the tokens of their ids, and a target by its id in clear. */
    private @Nullable Posture posture(Target target) {
        if (SubjectNames.isPerson(target.getType())) {
            return null;
        }
        // kinds of subjects are in lower case, and providers write the type of a target now so and now so
        @Nullable SubjectPosture row = tables.postures().apply(target.getType().toLowerCase(Locale.ROOT) + '/' + target.getId());
        return row == null ? null : row.getPosture();
    }

    /** The scope's own row; where it has none, that of the team on whose behalf it happened. */
    private @Nullable BusinessContext business(EventDraft draft, ArrayList<String> absent) {
        var scope = draft.scope;
        @Nullable BusinessRow row = scope == null ? null : tables.business().apply(scope.getKind() + '/' + scope.getId());
        boolean isTeam =
                scope != null && scope.getKind().equals("team") && scope.getId().equals(draft.teamId);
        if (row == null && draft.teamId != null && !isTeam) {
            row = tables.business().apply("team/" + draft.teamId);
        }
        if (row == null) {
            if (scope != null || draft.teamId != null) {
                absent.add("business");
            }
            return null;
        }
        return new BusinessContext(row.getUnit(), row.getCostCentre(), row.getProject());
    }

    private @Nullable GeoContext geo(EventDraft draft) {
        return draft.metadata != null && draft.metadata.getClientIp() instanceof String ip ? geo.at(ip) : null;
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
