package io.probity.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.draft.Actors;
import io.probity.draft.EventDraft;
import io.probity.enrich.geo.GeoTable;
import io.probity.model.ActorKind;
import io.probity.model.BusinessContext;
import io.probity.model.BusinessRow;
import io.probity.model.CalendarRow;
import io.probity.model.Context;
import io.probity.model.GeoContext;
import io.probity.model.LifecycleRow;
import io.probity.model.Metadata;
import io.probity.model.Money;
import io.probity.model.ResourceContext;
import io.probity.model.ResourceRow;
import io.probity.model.Scope;
import io.probity.model.SubjectPosture;
import io.probity.model.Target;
import io.probity.model.TeamContext;
import io.probity.model.TeamRow;
import io.probity.model.TimeContext;
import io.probity.model.UserContext;
import io.probity.model.UserRow;
import io.probity.model.UserState;
import io.probity.model.Window;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnricherTest {
    private final Map<String, LifecycleRow> lifecycles = new HashMap<>();
    private final Map<String, SubjectPosture> postures = new HashMap<>();
    private static final Instant WEDNESDAY = Instant.parse("2026-03-04T10:00:00Z");
    private static final BusinessContext RESEARCH = new BusinessContext("Research", "CC9", "moon");
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
                        RESEARCH,
                        null,
                        List.of()));
    }

    @Test
    void tellsOfTheUserAsThingsStoodAtTheEventsOwnTime() {
        var user = new UserRow(
                "u",
                "Ada",
                List.of("admin"),
                "engines",
                "active",
                null,
                List.of("deploy"),
                "boss",
                WEDNESDAY,
                List.of(
                        new UserState(
                                WEDNESDAY.minusSeconds(10), List.of("dev"), "brakes", "active", List.of(), "chief"),
                        new UserState(WEDNESDAY.minusSeconds(20), List.of(), null, "invited", List.of(), null)));

        assertThat(userThen(user, WEDNESDAY))
                .isEqualTo(new UserContext(List.of("admin"), "engines", "active", List.of("deploy"), "boss"));
        assertThat(userThen(user, WEDNESDAY.minusMillis(1)))
                .isEqualTo(new UserContext(List.of("dev"), "brakes", "active", List.of(), "chief"));
        assertThat(userThen(user, WEDNESDAY.minusSeconds(20)))
                .isEqualTo(new UserContext(List.of(), null, "invited", List.of(), null));

        var before = context(user, null, Map.of("default", BERLIN), WEDNESDAY.minusSeconds(21));
        assertThat(before.getUser()).isNull();
        assertThat(before.getAbsent()).contains("user");
    }

    private @Nullable UserContext userThen(UserRow user, Instant at) {
        return context(user, null, Map.of(), at).getUser();
    }

    @Test
    void tellsOfTheTargetWhatWasPublishedAndWhatLifecycleEventsTold() {
        assertThat(resource("vm", "7")).isEqualTo(resource("in use"));

        lifecycles.put(
                "vm/7",
                new LifecycleRow("vm", "7", WEDNESDAY.minusSeconds(9), "e1", null, null, null, null, WEDNESDAY, "e2"));
        assertThat(resource("vm", "7")).isEqualTo(resource("deleted"));
        assertThat(at(WEDNESDAY.minusSeconds(1), "vm", "7").getResource()).isEqualTo(resource("created"));
        assertThat(at(WEDNESDAY.minusSeconds(10), "vm", "7").getResource())
                .as("before anything was told")
                .isEqualTo(resource("in use"));

        lifecycles.put("vm/8", new LifecycleRow("vm", "8", WEDNESDAY, "e1", null, null, null, null, null, null));
        assertThat(resource("vm", "8")).isEqualTo(new ResourceContext(null, null, null, null, null, "created", null));
    }

    @Test
    void marksATargetThatNoTableKnows() {
        assertThat(at(WEDNESDAY, "vm", "9").getAbsent()).contains("resource");
        assertThat(at(WEDNESDAY, "vm", null).getAbsent()).doesNotContain("resource");
    }

    @Test
    void takesTheScopesBusinessBeforeTheTeams() {
        var draft = new EventDraft();
        draft.scope = new Scope("project", "42", null);
        draft.teamId = "t";
        var enricher = enricher(null, null, Map.of());
        assertThat(enricher.context(draft, WEDNESDAY).getBusiness())
                .as("the project has no row of its own")
                .isEqualTo(RESEARCH);

        draft.teamId = null;
        assertThat(enricher.context(draft, WEDNESDAY).getAbsent()).contains("business");

        draft.scope = new Scope("team", "t", null);
        assertThat(enricher.context(draft, WEDNESDAY).getBusiness()).isEqualTo(RESEARCH);
    }

    @Test
    void tellsWhereTheClientsAddressBelongsTo() {
        var draft = new EventDraft();
        draft.metadata = new Metadata("10.1.2.3:8080", null, null, null);
        assertThat(enricher(null, null, Map.of()).context(draft, WEDNESDAY).getGeo())
                .isEqualTo(new GeoContext(null, "private"));
    }

    private @Nullable ResourceContext resource(String type, String id) {
        return at(WEDNESDAY, type, id).getResource();
    }

    private static ResourceContext resource(String lifecycle) {
        return new ResourceContext("ada", "t", "production", "high", new Money("12.50", "EUR"), lifecycle, null);
    }

    private Context at(Instant at, String type, @Nullable String id) {
        var draft = new EventDraft();
        draft.target = new Target(type, id, null);
        return enricher(null, null, Map.of()).context(draft, at);
    }

    @Test
    void marksWhatWasAskedForAndNotThere() {
        assertThat(context(null, null, Map.of(), WEDNESDAY))
                .isEqualTo(new Context(null, null, null, null, RESEARCH, null, List.of("user", "team", "calendar")));
    }

    @Test
    void doesNotAskForWhatTheDraftDoesNotName() {
        var context = enricher(null, null, Map.of("default", BERLIN)).context(new EventDraft(), WEDNESDAY);

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

    private @Nullable String calendarUsed(
            @Nullable UserRow user, @Nullable TeamRow team, Map<String, CalendarRow> calendars) {
        var time = context(user, team, calendars, WEDNESDAY).getTime();
        return time == null ? null : time.getCalendar();
    }

    private Context context(
            @Nullable UserRow user, @Nullable TeamRow team, Map<String, CalendarRow> calendars, Instant at) {
        var draft = new EventDraft();
        draft.actor = Actors.of("u", null, ActorKind.USER, null);
        draft.teamId = "t";
        return enricher(user, team, calendars).context(draft, at);
    }

    private Enricher enricher(@Nullable UserRow user, @Nullable TeamRow team, Map<String, CalendarRow> calendars) {
        var business = Map.of("team/t", new BusinessRow("team", "t", "Research", "CC9", "moon"));
        var resources = Map.of(
                "vm/7",
                new ResourceRow("vm", "7", "ada", "t", "production", "high", new Money("12.50", "EUR"), "in use"));
        return new Enricher(
                new References(
                        id -> user,
                        id -> team,
                        calendars::get,
                        resources::get,
                        lifecycles::get,
                        business::get,
                        postures::get),
                GeoTable.shipped());
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
