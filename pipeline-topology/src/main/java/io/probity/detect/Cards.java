package io.probity.detect;

import org.jspecify.annotations.Nullable;

/**
 * Numbers of payment cards: 13 to 19 digits that begin as an issuer's do (ISO/IEC 7812), with the check digit of Luhn, written as
 * one run or in groups as on a card.
 */
final class Cards {
    private static final int LEAST = 13;
    private static final int MOST = 19;

    private Cards() {}

    /** A number in a text; a digit stands at i, and no word before it. */
    static @Nullable Hit at(CharSequence text, int i) {
        if (i > 0 && isPartOfSomething(text.charAt(i - 1))) {
            return null;
        }
        var digits = new byte[MOST];
        int count = 0;
        int end = i;
        int group = 0;
        char between = 0;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (Detectors.isDigit(c)) {
                if (count == MOST) {
                    return null;
                }
                digits[count++] = (byte) (c - '0');
                group++;
            } else if ((c == ' ' || c == '-')
                    && (between == 0 ? count == 4 : c == between && group >= 4 && group <= 6)
                    && end + 1 < text.length()
                    && Detectors.isDigit(text.charAt(end + 1))) {
                between = c;
                group = 0;
            } else {
                break;
            }
            end++;
        }
        if (count < LEAST || (end < text.length() && isPartOfSomething(text.charAt(end)))) {
            return null;
        }
        return isIssued(digits, count) && isLuhn(digits, count) ? new Hit(Kind.CARD_NUMBER, i, end) : null;
    }

    /** A digit next to one of these is part of a decimal number, a path, an id or a word. */
    private static boolean isPartOfSomething(char c) {
        return Detectors.isWord(c) || c == '.' || c == '-' || c == '/' || c == ':' || c == '%' || c == '+';
    }

    /** The ranges of the large networks, by their public tables; 19 digits of Visa are left out: nobody issues them, and ids have them. */
    private static boolean isIssued(byte[] digits, int count) {
        int two = number(digits, 2);
        int four = number(digits, 4);
        return switch (digits[0]) {
            case 4 -> count == 16;
            case 5 -> count == 16 && two >= 51 && two <= 55;
            case 2 -> count == 16 && four >= 2221 && four <= 2720;
            case 3 ->
                (count == 15 && (two == 34 || two == 37))
                        || (count == 14 && (two == 36 || two == 38 || two == 39 || (four >= 3000 && four <= 3059)))
                        || (count == 16 && four >= 3528 && four <= 3589);
            case 6 -> count == 16 && (four == 6011 || two == 65 || (four >= 6440 && four <= 6499) || two == 62);
            default -> false;
        };
    }

    private static int number(byte[] digits, int count) {
        int number = 0;
        for (int i = 0; i < count; i++) {
            number = 10 * number + digits[i];
        }
        return number;
    }

    /** ISO/IEC 7812-1, annex B. */
    static boolean isLuhn(byte[] digits, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int digit = digits[count - 1 - i];
            sum += i % 2 == 0 ? digit : digit < 5 ? 2 * digit : 2 * digit - 9;
        }
        return sum % 10 == 0;
    }
}
