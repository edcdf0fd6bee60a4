package io.probity.document;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A time as people write it: {@code 2026-01-01T00:00:00Z}, or a date, which is its first instant in UTC. */
public final class UtcTime {
    private static final int DATE = "2026-01-01".length();

    private UtcTime() {}

    /**
     * Reads one.
     *
     * @throws DateTimeException if it is neither
     */
    public static Instant parse(String text) {
        return text.length() == DATE
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : Instant.parse(text);
    }
}
