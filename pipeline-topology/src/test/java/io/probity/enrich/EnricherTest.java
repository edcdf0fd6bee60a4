package io.probity.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.draft.Actors;
import io.probity.draft.EventDraft;
import io.probity.model.ActorKind;
import io.probity.model.CalendarRow;
import io.probity.model.Context;
import io.probity.model.Money;
import io.probity.model.TeamContext;
import io.probity.model.TeamRow;
import io.probity.model.TimeContext;
import io.probity.model.UserContext;
import io.probity.model.UserRow;
import io.probity.model.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnricherTest {
    private static final Instant WEDNESDAY = Instant.parse("2026-03-04T10:00:00Z");
    private static final CalendarRow BERLIN = calendar("berlin", "Europe/Berlin", "09:00", "17:00");

    @Test
    void writesWhatTheTablesSay() {
        var user =
                new UserRow("u", "Ada", List.of("admin"), "engines", "active", null, List.of(), null, null, List.of());
        var team = new TeamRow("t", "Analysts", "Research", "CC1", new Money("100.00", "EUR"), "berlin", List.of());

        assertThat(context(user, team, Map.of("berlin", BERLIN), WEDNESDAY))
                .isEqualTo(new Context(
                        new UserContext(List.of("admin"), "engines", "active", List.of(), null),
                        new TeamContext("Analysts", "Research", "CC1", new Money("100.00", "EUR"), List.of()),
                        new TimeContext("berlin", "Europe/Berlin", true, null),
                        null,
                        null,
                        null,
                        List.of()));
    }

    @Test
    void marksWhatWasAskedForAndNotThere() {
        assertThat(context(null, null, Map.of(), WEDNESDAY))
                .isEqualTo(new Context(null, null, null, null, null, null, List.of("user", "team", "calendar")));
    }

    @Test
    void doesNotAskForWhatTheDraftDoesNotName() {
        var context = new Enricher(id -> null, id -> null, Map.of("default", BERLIN)::get)
                .context(new EventDraft(), WEDNESDAY);

        assertThat(context.getAbsent()).isEmpty();
        assertThat(context.getTime()).isNotNull();
    }

    @Test
    void takesTheUsersCalendarBeforeTheTeamsBeforeTheDefault() {
        var calendars = Map.of(
                "mine", calendar("mine", "UTC", "09:00", "17:00"),
                "ours", calendar("ours", "UTC", "09:00", "17:00"),
                "default", calendar("default", "UTC", "09:00", "17:00"));
        var user = new UserRow("u", null, List.of(), null, null, "mine", List.of(), null, null, List.of());
        var team = new TeamRow("t", null, null, null, null, "ours", List.of());

        assertThat(calendarUsed(user, team, calendars)).isEqualTo("mine");
        assertThat(calendarUsed(null, team, calendars)).isEqualTo("ours");
        assertThat(calendarUsed(null, null, calendars)).isEqualTo("default");
    }

    @Test
    void judgesByNoOtherCalendarWhereTheNamedOneIsMissing() {
        var user = new UserRow("u", null, List.of(), null, null, "gone", List.of(), null, null, List.of());

        var context = context(user, null, Map.of("default", BERLIN), WEDNESDAY);
        assertThat(context.getTime()).isNull();
        assertThat(context.getAbsent()).containsExactly("team", "calendar");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-04T07:59:59.999Z, false", // 08:59:59 in winter time
        "2026-03-04T08:00:00Z, true", // opening is part of it
        "2026-03-04T15:59:59Z, true",
        "2026-03-04T16:00:00Z, false", // closing is not
        "2026-07-01T07:00:00Z, true", // 09:00 in summer time
        "2026-07-01T15:00:00Z, false",
        "2026-03-27T08:00:00Z, true", // the Friday before the clocks change
        "2026-03-30T07:00:00Z, true", // the Monday after
        "2026-03-07T10:00:00Z, false", // Saturday
        "2026-03-05T10:00:00Z, false" // the holiday
    })
    void keepsBusinessHoursInTheZonesOwnTime(Instant at, boolean business) {
        assertThat(TimeEnricher.context(BERLIN, at))
                .isEqualTo(new TimeContext("berlin", "Europe/Berlin", business, null));
    }

    @Test
    void letsHoursRunPastMidnightAndBelongToTheDayTheyBeganOn() {
        var night = calendar("night", "UTC", "22:00", "06:00");

        assertThat(isBusiness(night, "2026-03-06T23:00:00Z")).as("Friday night").isTrue();
        assertThat(isBusiness(night, "2026-03-07T05:59:00Z"))
                .as("still Friday's")
                .isTrue();
        assertThat(isBusiness(night, "2026-03-07T23:00:00Z"))
                .as("Saturday night")
                .isFalse();
        assertThat(isBusiness(night, "2026-03-09T05:00:00Z")).as("Sunday's").isFalse();
        assertThat(isBusiness(calendar("all", "UTC", "00:00", "24:00"), "2026-03-04T23:59:59Z"))
                .isTrue();
    }

    @Test
    void namesTheMaintenanceWindowWithoutItsEnd() {
        assertThat(window("2026-03-01T00:00:00Z")).isEqualTo("patch night");
        assertThat(window("2026-03-01T04:00:00Z")).isNull();
    }

    @Test
    void takesARowThatCannotBeReadForNone() {
        var broken = calendar("default", "Mars/Olympus", "09:00", "17:00");

        assertThat(context(null, null, Map.of("default", broken), WEDNESDAY).getAbsent())
                .contains("calendar");
    }

    private static boolean isBusiness(CalendarRow calendar, String at) {
        var context = TimeEnricher.context(calendar, Instant.parse(at));
        return context != null && context.getBusinessHours();
    }

    private static @Nullable String window(String at) {
        var context = TimeEnricher.context(BERLIN, Instant.parse(at));
        return context == null ? "no context" : context.getMaintenanceWindow();
    }

    private static @Nullable String calendarUsed(
            @Nullable UserRow user, @Nullable TeamRow team, Map<String, CalendarRow> calendars) {
        var time = context(user, team, calendars, WEDNESDAY).getTime();
        return time == null ? null : time.getCalendar();
    }

    private static Context context(
            @Nullable UserRow user, @Nullable TeamRow team, Map<String, CalendarRow> calendars, Instant at) {
        var draft = new EventDraft();
        draft.actor = Actors.of("u", null, ActorKind.USER, null);
        draft.teamId = "t";
        return new Enricher(id -> user, id -> team, calendars::get).context(draft, at);
    }

    private static CalendarRow calendar(String id, String zone, String opens, String closes) {
        return new CalendarRow(
                id,
                zone,
                List.of(1, 2, 3, 4, 5),
                opens,
                closes,
                List.of("2026-03-05"),
                List.of(new Window(
                        "patch night", Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-01T04:00:00Z"))));
    }
}
