package io.probity.integrity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
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

    private static final String FORMAT = "leaf";
    /** Of a Kafka topic's name; {@code org.apache.kafka.common.internals.Topic}. */
    private static final int LONGEST_TOPIC = 249;

    private static final int LONGEST_KIND = 16;
    private static final int TENANT_DIGITS = 32;
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    /**
     * Checks each member.
     *
     * @throws IllegalArgumentException naming the one that cannot stand in a leaf
     */
    public LeafEntry {
        require(isHex(digest, 2 * TreeHash.BYTES), "digest", digest);
        require(ingested, "time of intake");
        require(isKind(kind), "kind", kind);
        require(logTime, "log time");
        require(origin == null || isOrigin(origin), "origin", origin);
        require(tenant == null || isHex(tenant, TENANT_DIGITS), "tenant", tenant);
    }

    private static void require(boolean fits, String member, @Nullable String text) {
        if (!fits) {
            throw new IllegalArgumentException("a leaf's " + member + " cannot be " + text);
        }
    }

    // by no patterns: every event of the log is made a leaf

    private static boolean isHex(String text, int digits) {
        boolean fits = text.length() == digits;
        for (int i = 0; fits && i < digits; i++) {
            char c = text.charAt(i);
            fits = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        }
        return fits;
    }

    private static boolean isKind(String text) {
        boolean fits = !text.isEmpty() && text.length() <= LONGEST_KIND;
        for (int i = 0; fits && i < text.length(); i++) {
            fits = text.charAt(i) >= 'a' && text.charAt(i) <= 'z';
        }
        return fits;
    }

    /** A topic's name, and two or three numbers behind it. */
    private static boolean isOrigin(String text) {
        int slash = text.indexOf('/');
        boolean fits = slash > 0 && slash <= LONGEST_TOPIC;
        for (int i = 0; fits && i < slash; i++) {
            char c = text.charAt(i);
            fits = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || "._-".indexOf(c) >= 0;
        }
        int numbers = 0;
        while (fits && slash < text.length()) {
            int next = text.indexOf('/', slash + 1);
            int end = next < 0 ? text.length() : next;
            fits = StrictText.decimal(text.substring(slash + 1, end)) >= 0;
            slash = end;
            numbers++;
        }
        return fits && (numbers == 2 || numbers == 3);
    }

    private static void require(@Nullable Instant time, String member) {
        boolean fits = time == null
                || (!time.isBefore(FIRST)
                        && time.isBefore(END)
                        && time.truncatedTo(ChronoUnit.MICROS).equals(time));
        if (!fits) {
            throw new IllegalArgumentException(
                    "a leaf's " + member + " outside the years 0000 to 9999, or finer than a microsecond: " + time);
        }
    }

    /** What is hashed, at most 600 bytes and some 260 in practice. */
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
     * @throws MalformedTextException saying what is not as it should be
     */
    public static LeafEntry parse(byte[] bytes) {
        if (bytes.length > EntryBundle.MAX_ENTRY_BYTES) {
            throw new MalformedTextException(FORMAT, 0, bytes.length + " bytes; an entry has at most 65535");
        }
        var leaf = new Reader(new String(bytes, US_ASCII)).leaf();
        if (!Arrays.equals(leaf.bytes(), bytes)) {
            throw new MalformedTextException(FORMAT, 1, "is written in another way than leaves are");
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
                throw fault("is not of version " + VERSION);
            }
            try {
                return new LeafEntry(
                        digest,
                        ingested == null ? null : Instant.parse(ingested),
                        kind,
                        Instant.parse(logTime),
                        origin,
                        tenant);
            } catch (DateTimeException | IllegalArgumentException wrong) {
                throw fault(String.valueOf(wrong.getMessage()));
            }
        }

        private String required(String before, String name) {
            var value = member(before, name);
            if (value == null) {
                throw fault("has no member " + name + " here");
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
                throw fault("has a member " + name + " that does not end");
            }
            at = end + 1;
            return text.substring(from, end);
        }

        private MalformedTextException fault(String problem) {
            return new MalformedTextException(FORMAT, 1, "at character " + at + ": " + problem);
        }
    }

    /** As it is hashed. */
    @Override
    public String toString() {
        return new String(bytes(), US_ASCII);
    }
}
