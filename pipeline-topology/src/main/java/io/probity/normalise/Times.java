package io.probity.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times as providers write them: ISO 8601 and its looser relatives ({@code 2021-04-28 21:50:00 +0200},
 * {@code 2016-08-12 15:23:28 UTC}), and seconds, milliseconds, microseconds or nanoseconds since 1970 told apart by size. A
 * time without a zone is taken as UTC, a date alone as its first moment. Precision is cut to microseconds.
 */
public final class Times {
    private static final Pattern FORM =
            Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)(?:[Tt ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,12}))?)?)?"
                    + " ?(Z|z|UTC|GMT|[+-]\\d\\d(?::?\\d\\d)?)?");
    private static final Pattern NUMBER = Pattern.compile("\\d{9,20}(?:\\.\\d{1,12})?");
    private static final BigDecimal EARLIEST = new BigDecimal("1e8"); // 1973: smaller numbers are counters, not times
    private static final BigDecimal MILLIS = new BigDecimal("1e11"); // as seconds, the year 5138
    private static final BigDecimal MICROS = new BigDecimal("1e14");
    private static final BigDecimal NANOS = new BigDecimal("1e17");
    private static final BigDecimal LATEST = new BigDecimal("1e20");

    private Times() {}

    /** The moment that a value names, or null where it names none. Go's zero time, in the year 1, names none. */
    public static @Nullable Instant of(JsonNode value) {
        if (value.isNumber()) {
            return ofNumber(value.decimalValue());
        }
        return value.isTextual() ? of(value.textValue()) : null;
    }

    /** The moment that a text names, or null where it names none. */
    public static @Nullable Instant of(String text) {
        String trimmed = text.strip();
        if (Rfc3339.isPlain(trimmed)) {
            return Rfc3339.read(trimmed);
        }
        Matcher form = FORM.matcher(trimmed);
        if (form.matches()) {
            return ofForm(form);
        }
        return NUMBER.matcher(trimmed).matches() ? ofNumber(new BigDecimal(trimmed)) : null;
    }

    private static @Nullable Instant ofForm(Matcher form) {
        try {
            var local = LocalDateTime.of(
                    number(form, 1),
                    number(form, 2),
                    number(form, 3),
                    number(form, 4),
                    number(form, 5),
                    number(form, 6));
            var fraction = form.group(7);
            if (fraction != null) {
                local = local.withNano(Integer.parseInt((fraction + "000000000").substring(0, 9)));
            }
            return local.getYear() <= 1
                    ? null
                    : local.toInstant(zone(form.group(8))).truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            return null; // the 31st of February
        }
    }

    private static int number(Matcher form, int group) {
        var digits = form.group(group);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private static ZoneOffset zone(@Nullable String zone) {
        return zone == null || Character.isLetter(zone.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(zone);
    }

    private static @Nullable Instant ofNumber(BigDecimal number) {
        if (number.compareTo(EARLIEST) < 0 || number.compareTo(LATEST) >= 0) {
            return null;
        }
        int down = number.compareTo(MILLIS) < 0
                ? 0
                : number.compareTo(MICROS) < 0 ? 3 : number.compareTo(NANOS) < 0 ? 6 : 9;
        long micros = number.movePointLeft(down).movePointRight(6).longValue();
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
