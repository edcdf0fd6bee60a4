package io.probity.enrich;

import io.probity.model.BusinessRow;
import io.probity.model.CalendarRow;
import io.probity.model.LifecycleRow;
import io.probity.model.ResourceRow;
import io.probity.model.SubjectPosture;
import io.probity.model.TeamRow;
import io.probity.model.UserRow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The reference tables of one tenant, asked for one row each.
 *
 * @param users rows by actor id
 * @param teams rows by team id
 * @param calendars rows by calendar id
 * @param resources rows by type, a slash, id of the target
 * @param lifecycles rows by the same
 * @param business rows by kind, a slash, id of the scope
 * @param postures how subjects stand, by kind, a slash, id
 */
public record References(
        Function<String, @Nullable UserRow> users,
        Function<String, @Nullable TeamRow> teams,
        Function<String, @Nullable CalendarRow> calendars,
        Function<String, @Nullable ResourceRow> resources,
        Function<String, @Nullable LifecycleRow> lifecycles,
        Function<String, @Nullable BusinessRow> business,
        Function<String, @Nullable SubjectPosture> postures) {}
