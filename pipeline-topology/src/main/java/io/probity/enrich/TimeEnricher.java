package io.probity.enrich;

import io.probity.model.CalendarRow;
import io.probity.model.TimeContext;
import io.probity.model.Window;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Where a moment falls in a calendar. Hours are local: the zone's own rules, summer time among them, turn the moment into
 * them. Opening is part of business hours, closing is not. Hours that end before they begin run past midnight and belong to
 * the day they began on.
 */
final class TimeEnricher {
    private TimeEnricher() {}

    /** Null for a row that cannot be read: an unknown zone, an hour that is none. */
    static @Nullable TimeContext context(CalendarRow row, Instant at) {
        try {
            var local = LocalDateTime.ofInstant(at, ZoneId.of(row.getTimeZone()));
            return new TimeContext(row.getId(), row.getTimeZone(), isBusinessHours(row, local), window(row, at));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean isBusinessHours(CalendarRow row, LocalDateTime local) {
        var opens = time(row.getOpens());
        LocalDate today = local.toLocalDate();
        if (row.getCloses().equals("24:00")) {
            return isWorkingDay(row, today) && !local.toLocalTime().isBefore(opens);
        }
        var closes = time(row.getCloses());
        boolean afterOpening = !local.toLocalTime().isBefore(opens);
        boolean beforeClosing = local.toLocalTime().isBefore(closes);
        if (opens.isBefore(closes)) {
            return isWorkingDay(row, today) && afterOpening && beforeClosing;
        }
        return (afterOpening && isWorkingDay(row, today)) || (beforeClosing && isWorkingDay(row, today.minusDays(1)));
    }

    /** HH:MM by hand, since this is asked twice for every event and the general parser takes ten times as long. */
    private static LocalTime time(String text) {
        return isHoursAndMinutes(text)
                ? LocalTime.of(Integer.parseInt(text, 0, 2, 10), Integer.parseInt(text, 3, 5, 10))
                : LocalTime.parse(text);
    }

    private static boolean isHoursAndMinutes(String text) {
        return text.length() == 5
                && isDigit(text.charAt(0))
                && isDigit(text.charAt(1))
                && text.charAt(2) == ':'
                && isDigit(text.charAt(3))
                && isDigit(text.charAt(4));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWorkingDay(CalendarRow row, LocalDate day) {
        return row.getWorkingDays().contains(day.getDayOfWeek().getValue())
                && !row.getHolidays().contains(day.toString());
    }

    private static @Nullable String window(CalendarRow row, Instant at) {
        for (Window window : row.getMaintenance()) {
            if (!at.isBefore(window.getFrom()) && at.isBefore(window.getTo())) {
                return window.getName();
            }
        }
        return null;
    }
}
