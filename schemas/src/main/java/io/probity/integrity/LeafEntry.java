package io.probity.integrity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the tree holds of one entry of the log: its digest and where and when it came, and nothing that anybody's person
 * could be known by. The bytes are canonical JSON (RFC 8785), ASCII, members in the order of the alphabet:
 *
 * <pre>{"d":"…","i":"2026-03-14T15:09:26.535897Z","k":"event","l":"…","o":"audit.raw.gitlab/0/17","t":"…","v":1}</pre>
 *
 * @param digest {@code d}: SHA-256 of what the leaf names, 64 hexadecimal digits in lower case
 * @param ingested {@code i}: when the intake made the event; null for what is no event
 * @param kind {@code k}: event, mention, rejection, duplicate, definition, command, access, generation or forged
 * @param logTime {@code l}: the log's own clock, microseconds at the finest
 * @param origin {@code o}: topic/partition/offset of the source record, and /item where it is not the record's first; null
 *     for a forged leaf, whose word for it is worth nothing
 * @param tenant {@code t}: pseudonym of the tenant, 32 hexadecimal digits; null where it is of none
 */
public record LeafEntry(
        String digest,
        @Nullable Instant ingested,
        String kind,
        Instant logTime,
        @Nullable String origin,
        @Nullable String tenant) {
    /** Of the members and their order; a change of either is another version. */
    public static final int VERSION = 1;

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern KIND = Pattern.compile("[a-z]{1,16}");
    /** The characters of a Kafka topic's name, at most 249 of them; {@code org.apache.kafka.common.internals.Topic}. */
    private static final Pattern ORIGIN = Pattern.compile("[a-zA-Z0-9._-]{1,249}(/(0|[1-9][0-9]{0,18})){2,3}");

    private static final Pattern TENANT = Pattern.compile("[0-9a-f]{32}");
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    /**
     * Checks each member.
     *
     * @throws IllegalArgumentException naming the one that cannot stand in a leaf
     */
    public LeafEntry {
        require(DIGEST, digest, "digest");
        require(KIND, kind, "kind");
        require(ORIGIN, origin, "origin");
        require(TENANT, tenant, "tenant");
    }

    private static void require(Pattern pattern, @Nullable String text, String member) {
        if (text != null && !pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("a leaf's " + member + " that is not " + pattern + ": " + text);
        }
    }

    /**
     * What is hashed, at most 600 bytes and some 260 in practice.
     *
     * @throws IllegalArgumentException if a time is outside the years 0000 to 9999, or finer than a microsecond
     */
    public byte[] bytes() {
        var text = new StringBuilder(300);
        text.append("{\"d\":\"").append(digest).append('"');
        if (ingested != null) {
            time(ingested, text.append(",\"i\":"));
        }
        text.append(",\"k\":\"").append(kind).append('"');
        time(logTime, text.append(",\"l\":"));
        if (origin != null) {
            text.append(",\"o\":\"").append(origin).append('"');
        }
        if (tenant != null) {
            text.append(",\"t\":\"").append(tenant).append('"');
        }
        return text.append(",\"v\":").append(VERSION).append('}').toString().getBytes(US_ASCII);
    }

    private static void time(Instant time, StringBuilder text) {
        if (time.isBefore(FIRST)
                || !time.isBefore(END)
                || !time.truncatedTo(ChronoUnit.MICROS).equals(time)) {
            throw new IllegalArgumentException(
                    "a leaf's time outside the years 0000 to 9999, or finer than a microsecond: " + time);
        }
        var utc = time.atOffset(ZoneOffset.UTC);
        text.append('"');
        padded(utc.getYear(), 4, text);
        padded(utc.getMonthValue(), 2, text.append('-'));
        padded(utc.getDayOfMonth(), 2, text.append('-'));
        padded(utc.getHour(), 2, text.append('T'));
        padded(utc.getMinute(), 2, text.append(':'));
        padded(utc.getSecond(), 2, text.append(':'));
        padded(utc.get(ChronoField.MICRO_OF_SECOND), 6, text.append('.'));
        text.append("Z\"");
    }

    private static void padded(int number, int digits, StringBuilder text) {
        var decimal = Integer.toString(number);
        text.append("000000", 0, digits - decimal.length()).append(decimal);
    }

    /**
     * Reads a leaf; only the one spelling that {@link #bytes} writes.
     *
     * @throws IllegalArgumentException saying what is not as it should be
     */
    public static LeafEntry parse(byte[] bytes) {
        var leaf = new Reader(new String(bytes, US_ASCII)).leaf();
        if (!Arrays.equals(leaf.bytes(), bytes)) {
            throw new IllegalArgumentException("a leaf that is written in another way than leaves are");
        }
        return leaf;
    }

    /** Goes through the members in their order; what it lets pass, writing it again finds. */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        LeafEntry leaf() {
            var digest = required("{", "d");
            var ingested = member(",", "i");
            var kind = required(",", "k");
            var logTime = required(",", "l");
            var origin = member(",", "o");
            var tenant = member(",", "t");
            if (!text.startsWith(",\"v\":" + VERSION + "}", at)) {
                throw new IllegalArgumentException("a leaf of another version than " + VERSION + " at character " + at);
            }
            return new LeafEntry(
                    digest, ingested == null ? null : instant(ingested), kind, instant(logTime), origin, tenant);
        }

        private String required(String before, String name) {
            var value = member(before, name);
            if (value == null) {
                throw new IllegalArgumentException("a leaf without " + name + " at character " + at);
            }
            return value;
        }

        private @Nullable String member(String before, String name) {
            var begin = before + '"' + name + "\":\"";
            if (!text.startsWith(begin, at)) {
                return null;
            }
            int from = at + begin.length();
            int end = text.indexOf('"', from);
            if (end < 0) {
                throw new IllegalArgumentException("a leaf whose " + name + " does not end");
            }
            at = end + 1;
            return text.substring(from, end);
        }

        private static Instant instant(String time) {
            try {
                return Instant.parse(time);
            } catch (DateTimeException wrong) {
                throw new IllegalArgumentException("a leaf's time that is none: " + time, wrong);
            }
        }
    }

    /** As it is hashed. */
    @Override
    public String toString() {
        return new String(bytes(), US_ASCII);
    }
}
