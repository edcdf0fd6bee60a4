package io.probity.integrity;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The few spellings that all the formats share, each read in one way only: if two texts mean the same, a proof could be
 * changed and still hold.
 */
final class StrictText {
    /** Digits of 2^63 - 1. */
    private static final int MOST_DIGITS = 19;

    private StrictText() {}

    /**
     * Text of UTF-8 bytes; overlong forms and surrogates are no UTF-8.
     *
     * @param most bytes there may be; more are refused before anything is allocated
     */
    static String utf8(String format, byte[] bytes, int most) {
        if (bytes.length > most) {
            throw new MalformedTextException(
                    format, 0, bytes.length + " bytes are too many; at most " + most + " are read");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedTextException(format, 0, "is not UTF-8");
        }
    }

    /** Whether a text can be written as UTF-8: no surrogate without its pair. */
    static boolean isUnicode(String text) {
        try {
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Where the first ASCII control character but newline stands; -1 if there is none. */
    static int control(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 && c != '\n') {
                return i;
            }
        }
        return -1;
    }

    /** A line's number, from 1, by the place of one of its characters. */
    static int lineAt(String text, int place) {
        int line = 1;
        for (int i = 0; i < place; i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    /**
     * A number from 0 to 2^63 - 1 in ASCII decimals, no leading zeros, no sign.
     *
     * @return -1 if the text is anything else
     */
    static long decimal(String text) {
        int length = text.length();
        if (length == 0 || length > MOST_DIGITS || (length > 1 && text.charAt(0) == '0')) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return value;
    }

    /**
     * Bytes by base64 of RFC 4648, section 4, with padding: the one spelling that encoding gives.
     *
     * @return no bytes if the text is anything else, or empty
     */
    static byte[] base64(String text) {
        if (text.length() % 4 != 0) {
            return new byte[0];
        }
        try {
            var bytes = Base64.getDecoder().decode(text);
            // The decoder lets stray low bits pass.
            return Base64.getEncoder().encodeToString(bytes).equals(text) ? bytes : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
