package io.probity.canonical;

/**
 * Times as the canonical form spells them: {@code "2026-03-14T15:09:26.535897Z"}, always UTC, always six digits, years
 * 0000 to 9999 of the proleptic Gregorian calendar.
 */
final class UtcText {
    /** 0000-01-01T00:00:00Z. */
    private static final long FIRST_SECOND = -62_167_219_200L;
    /** 9999-12-31T23:59:59Z. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private static final int SECONDS_A_DAY = 86_400;

    private UtcText() {}

    static void write(long epochSecond, int micros, String path, JsonBytes out) {
        if (epochSecond < FIRST_SECOND || epochSecond > LAST_SECOND) {
            throw new CanonicalFormException(path, "is a time outside the years 0000 to 9999");
        }
        out.raw('"');
        date((int) Math.floorDiv(epochSecond, SECONDS_A_DAY), out);
        out.raw('T');
        int second = (int) Math.floorMod(epochSecond, (long) SECONDS_A_DAY);
        out.padded(second / 3_600, 2);
        out.raw(':');
        out.padded(second / 60 % 60, 2);
        out.raw(':');
        out.padded(second % 60, 2);
        out.raw('.');
        out.padded(micros, 6);
        out.raw('Z');
        out.raw('"');
    }

    /**
     * Days since 1970-01-01 to a date, with years that begin in March so that the leap day comes last: the algorithm
     * {@code civil_from_days} of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
     */
    private static void date(int epochDay, JsonBytes out) {
        int day = epochDay + 719_468; // since 0000-03-01
        int era = Math.floorDiv(day, 146_097);
        int dayOfEra = Math.floorMod(day, 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        out.padded(400 * era + yearOfEra + (month <= 2 ? 1 : 0), 4);
        out.raw('-');
        out.padded(month, 2);
        out.raw('-');
        out.padded(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, 2);
    }
}
