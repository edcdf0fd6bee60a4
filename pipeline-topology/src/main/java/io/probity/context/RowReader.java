package io.probity.context;

import io.probity.document.Fields;
import io.probity.model.BusinessRow;
import io.probity.model.CalendarRow;
import io.probity.model.Money;
import io.probity.model.Quota;
import io.probity.model.ResourceRow;
import io.probity.model.TeamRow;
import io.probity.model.UserRow;
import io.probity.model.Window;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One entry of a file as the row that it is. */
final class RowReader {
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,10})?");
    private static final Pattern MONEY = Pattern.compile("(\\S+)(?:\\s+([A-Z]{3}))?");
    private static final Pattern HOUR = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

    private RowReader() {}

    static TableRow read(ContextTable table, Fields entry) {
        var key = table.keys().stream().map(name -> entry.text(name, "")).collect(Collectors.joining("/"));
        return new TableRow(
                table,
                key,
                switch (table) {
                    case USERS -> user(entry);
                    case TEAMS -> team(entry);
                    case CALENDARS -> calendar(entry);
                    case RESOURCES -> resource(entry);
                    case BUSINESS -> business(entry);
                });
    }

    private static UserRow user(Fields entry) {
        return new UserRow(
                entry.needed("id"),
                entry.optional("name"),
                entry.texts("roles"),
                entry.optional("department"),
                entry.optional("status"),
                entry.optional("calendar"),
                entry.texts("permissions"),
                entry.optional("manager"),
                entry.has("from") ? entry.instant("from", Instant.EPOCH) : null,
                List.of());
    }

    private static TeamRow team(Fields entry) {
        return new TeamRow(
                entry.needed("id"),
                entry.optional("name"),
                entry.optional("businessUnit"),
                entry.optional("costCentre"),
                money("budget", entry),
                entry.optional("calendar"),
                quotas(entry));
    }

    private static ResourceRow resource(Fields entry) {
        return new ResourceRow(
                entry.needed("type"),
                entry.needed("id"),
                entry.optional("owner"),
                entry.optional("team"),
                entry.optional("environment"),
                entry.optional("criticality"),
                money("cost", entry),
                entry.optional("lifecycle"));
    }

    private static BusinessRow business(Fields entry) {
        return new BusinessRow(
                entry.needed("kind"),
                entry.needed("id"),
                entry.optional("unit"),
                entry.optional("costCentre"),
                entry.optional("project"));
    }

    private static CalendarRow calendar(Fields entry) {
        return new CalendarRow(
                entry.needed("id"),
                zone(entry),
                days(entry),
                hour("opens", entry, false),
                hour("closes", entry, true),
                holidays(entry),
                entry.objects(
                        "maintenance",
                        window -> new Window(window.needed("name"), moment("from", window), moment("to", window))));
    }

    private static Instant moment(String name, Fields window) {
        if (!window.has(name)) {
            window.error("", "`" + name + "` is needed");
        }
        return window.instant(name, Instant.EPOCH);
    }

    private static String zone(Fields entry) {
        var zone = entry.needed("timeZone");
        try {
            if (!zone.isEmpty()) {
                ZoneId.of(zone);
            }
        } catch (DateTimeException unknown) {
            entry.error("timeZone", "`" + zone + "` is no time zone such as Europe/Berlin or UTC");
        }
        return zone;
    }

    private static List<Integer> days(Fields entry) {
        var days = new ArrayList<Integer>();
        var texts = entry.texts("workingDays");
        for (int i = 0; i < texts.size(); i++) {
            var day = texts.get(i);
            if (day.length() == 1 && day.charAt(0) >= '1' && day.charAt(0) <= '7') {
                days.add(day.charAt(0) - '0');
            } else {
                entry.error("workingDays/" + i, "`" + day + "` is no day from 1, Monday, to 7, Sunday");
            }
        }
        if (texts.isEmpty()) {
            entry.error(
                    entry.has("workingDays") ? "workingDays" : "", "`workingDays` is needed, such as [1, 2, 3, 4, 5]");
        }
        return days;
    }

    private static String hour(String name, Fields entry, boolean orMidnight) {
        var hour = entry.needed(name);
        boolean right = HOUR.matcher(hour).matches() || (orMidnight && hour.equals("24:00"));
        if (!hour.isEmpty() && !right) {
            entry.error(
                    name,
                    "`" + hour + "` is no local time such as 09:00; in quotes, since YAML takes 09:00 for a number");
        }
        return hour;
    }

    private static List<String> holidays(Fields entry) {
        var days = entry.texts("holidays");
        for (int i = 0; i < days.size(); i++) {
            try {
                LocalDate.parse(days.get(i));
            } catch (DateTimeException wrong) {
                entry.error("holidays/" + i, "`" + days.get(i) + "` is no date such as 2026-12-25");
            }
        }
        return days;
    }

    /** An amount and a currency, as a text or as an object. */
    private static @Nullable Money money(String name, Fields entry) {
        if (!entry.has(name)) {
            return null;
        }
        if (entry.any(name).isObject()) {
            return entry.object(
                    name,
                    money -> new Money(decimal("amount", money.needed("amount"), money), money.text("currency", "")));
        }
        var text = entry.text(name, "");
        var parts = MONEY.matcher(text);
        if (!parts.matches()) {
            entry.error(name, "`" + text + "` is no amount such as 100.00 EUR");
            return null;
        }
        return new Money(decimal(name, parts.group(1), entry), parts.group(2) == null ? "" : parts.group(2));
    }

    private static List<Quota> quotas(Fields entry) {
        return entry.textsOrObjects(
                "quotas",
                text -> {
                    int is = text.indexOf('=');
                    var name = is < 0 ? "" : text.substring(0, is).strip();
                    if (name.isEmpty()) {
                        entry.error("quotas", "`" + text + "` is no quota such as cpu=4");
                    }
                    return new Quota(
                            name, decimal("quotas", text.substring(is + 1).strip(), entry));
                },
                quota -> new Quota(quota.needed("name"), decimal("limit", quota.needed("limit"), quota)));
    }

    private static String decimal(String name, String text, Fields entry) {
        if (!DECIMAL.matcher(text).matches()) {
            entry.error(name, "`" + text + "` is no plain decimal such as 100 or 0.5");
        }
        return text;
    }
}
