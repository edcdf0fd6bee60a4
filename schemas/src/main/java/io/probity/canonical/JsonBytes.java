package io.probity.canonical;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing buffer of canonical JSON in UTF-8, used again and again by one thread. It knows the spelling of scalars
 * (RFC 8785 strings, numbers, times, base64url) and nothing of records.
 */
final class JsonBytes {
    /** A buffer that one huge event has blown up is not kept for the small ones. */
    private static final int KEPT_BYTES = 1 << 20;

    private static final int CHUNK_CHARS = 512;
    /** A control character becomes {@code \\u00xx}. */
    private static final int WORST_BYTES_PER_CHAR = 6;

    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final byte[] BASE64URL = ascii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    /** By ASCII character: 0 for as it is, 'u' for the long escape, else the letter after the backslash. */
    private static final byte[] ESCAPES = escapes();

    private byte[] bytes = new byte[4096];
    private int length;

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    /** Empties the buffer for the next record. */
    void clear() {
        length = 0;
        if (bytes.length > KEPT_BYTES) {
            bytes = new byte[4096];
        }
    }

    void raw(byte[] json) {
        ensure(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
    }

    void raw(char ascii) {
        ensure(1);
        bytes[length++] = (byte) ascii;
    }

    /** Overwrites one byte that is there already, for example a first comma with the opening brace. */
    void replace(int index, char ascii) {
        bytes[index] = (byte) ascii;
    }

    /** A JSON string; {@code path} only names the place in the exception. */
    void string(String text, String path) {
        raw('"');
        int next = 0;
        while (next < text.length()) {
            int stop = Math.min(text.length(), next + CHUNK_CHARS);
            ensure((stop - next + 1) * WORST_BYTES_PER_CHAR);
            next = characters(text, next, stop, path);
        }
        raw('"');
    }

    private int characters(String text, int from, int to, String path) {
        byte[] to8 = bytes;
        byte[] escapes = ESCAPES;
        int n = length;
        int i = from;
        while (i < to) {
            char c = text.charAt(i++);
            if (c < 0x80) {
                byte escape = escapes[c];
                if (escape == 0) {
                    to8[n++] = (byte) c;
                } else if (escape != 'u') {
                    to8[n] = '\\';
                    to8[n + 1] = escape;
                    n += 2;
                } else {
                    n = control(c, to8, n);
                }
            } else if (c < 0x800) {
                to8[n++] = (byte) (0xC0 | (c >> 6));
                to8[n++] = (byte) (0x80 | (c & 0x3F));
            } else if (!Character.isSurrogate(c)) {
                to8[n++] = (byte) (0xE0 | (c >> 12));
                to8[n++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                to8[n++] = (byte) (0x80 | (c & 0x3F));
            } else {
                n = pair(c, i < text.length() ? text.charAt(i) : 0, path, to8, n);
                i++;
            }
        }
        length = n;
        return i;
    }

    private static int control(char c, byte[] to, int at) {
        int n = at;
        to[n++] = '\\';
        to[n++] = 'u';
        to[n++] = '0';
        to[n++] = '0';
        to[n++] = HEX[c >> 4];
        to[n++] = HEX[c & 0xF];
        return n;
    }

    private static int pair(char high, char low, String path, byte[] to, int at) {
        if (!Character.isSurrogatePair(high, low)) {
            throw new CanonicalFormException(path, "has a surrogate without its pair, which UTF-8 cannot say");
        }
        int point = Character.toCodePoint(high, low);
        int n = at;
        to[n++] = (byte) (0xF0 | (point >> 18));
        to[n++] = (byte) (0x80 | ((point >> 12) & 0x3F));
        to[n++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        to[n++] = (byte) (0x80 | (point & 0x3F));
        return n;
    }

    /** Decimal digits, with a sign where negative, without quotes. */
    void decimal(long value) {
        ensure(20);
        if (value == Long.MIN_VALUE) {
            raw(ascii(Long.toString(value))); // its positive does not exist
            return;
        }
        if (value < 0) {
            bytes[length++] = '-';
        }
        long rest = Math.abs(value);
        int digits = 1;
        for (long power = 10; digits < 19 && rest >= power; power *= 10) {
            digits++;
        }
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** Exactly so many digits, zeros in front. */
    void padded(int value, int digits) {
        ensure(digits);
        int rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** A JSON string of base64url without padding (RFC 4648, section 5); the buffer's position stays where it is. */
    void base64(ByteBuffer from) {
        int end = from.limit();
        ensure((end - from.position() + 2) / 3 * 4 + 2);
        bytes[length++] = '"';
        int i = from.position();
        for (; i + 2 < end; i += 3) {
            int group = ((from.get(i) & 0xFF) << 16) | ((from.get(i + 1) & 0xFF) << 8) | (from.get(i + 2) & 0xFF);
            sextets(group, 4);
        }
        if (end - i == 2) {
            sextets(((from.get(i) & 0xFF) << 16) | ((from.get(i + 1) & 0xFF) << 8), 3);
        } else if (end - i == 1) {
            sextets(((from.get(i) & 0xFF) << 16), 2);
        }
        bytes[length++] = '"';
    }

    private void sextets(int group, int count) {
        for (int i = 0; i < count; i++) {
            bytes[length++] = BASE64URL[(group >> (18 - 6 * i)) & 0x3F];
        }
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(
                    bytes, Math.max(Math.addExact(length, more), (int) Math.min(2L * bytes.length, 1 << 30)));
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] escapes() {
        byte[] table = new byte[0x80];
        Arrays.fill(table, 0, 0x20, (byte) 'u');
        table['\b'] = 'b';
        table['\f'] = 'f';
        table['\n'] = 'n';
        table['\r'] = 'r';
        table['\t'] = 't';
        table['"'] = '"';
        table['\\'] = '\\';
        return table;
    }
}
