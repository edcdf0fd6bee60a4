package io.probity.door;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.probity.own.OwnEvent;

/**
 * Where a JSON object ends, found without a parser, which takes three times as long over it and is half of what a door spends on an event
 * (docs/adr/0013). It knows what nearly all senders write and leaves the rest to the parser: whatever it accepts is JSON by RFC 8259, and
 * the parser would have found the same end. Pure.
 */
final class PlainObject {
    /** No end was found: ask the parser, which has the words for what is wrong. */
    static final int UNKNOWN = -1;

    /** Objects and lists within each other: as many as a long has bits. */
    private static final int DEEPEST = 64;
    /** Characters of a number. */
    private static final int LONGEST_NUMBER = 400;

    /** Of one letter; those with a code may spell a name. */
    private static final String ESCAPES = "\"\\/bfnrt";
    /** An object that has this word in it may say that the platform tells it. */
    private static final byte[] OWN = OwnEvent.SOURCE.getBytes(US_ASCII);

    /** What a string goes on with: nine of ten bytes are told by one look. */
    private static final boolean[] ORDINARY = new boolean[256];

    static {
        for (int i = ' '; i < 0x80; i++) {
            ORDINARY[i] = i != '"' && i != '\\' && (i | 0x20) != OWN[0];
        }
    }

    private final byte[] body;
    private final int limit;

    private PlainObject(byte[] body, int limit) {
        this.body = body;
        this.limit = limit;
    }

    /**
     * Looks for the end.
     *
     * @param from where an object begins
     * @param limit where it ends at the latest
     * @return the place behind it, or {@link #UNKNOWN}
     */
    static int end(byte[] body, int from, int limit) {
        return from < limit && body[from] == '{' ? new PlainObject(body, limit).value(from) : UNKNOWN;
    }

    /** Behind blanks. */
    static int behindBlanks(byte[] body, int from, int limit) {
        int at = from;
        while (at < limit && body[at] <= ' ' && isBlank(body[at])) { // nearly always told by one look
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte it) {
        return it == ' ' || it == '\n' || it == '\r' || it == '\t';
    }

    private int blanks(int from) {
        return from < 0 ? UNKNOWN : behindBlanks(body, from, limit);
    }

    /** The byte there; 0, which no JSON has, where there is none. */
    private int at(int place) {
        return place >= 0 && place < limit ? body[place] : 0;
    }

    private int value(int from) {
        long objects = 0; // a bit for each depth: whether it is an object's
        int depth = 0;
        int place = from;
        while (true) {
            int first = at(place);
            boolean opens = first == '{' || first == '[';
            if (opens) {
                if (depth == DEEPEST) {
                    return UNKNOWN;
                }
                objects = first == '{' ? objects | 1L << depth : objects & ~(1L << depth);
                depth++;
                int inside = blanks(place + 1);
                boolean isEmpty = at(inside) == (first == '{' ? '}' : ']');
                if (!isEmpty) {
                    place = first == '{' ? name(inside) : inside;
                    if (place < 0) {
                        return UNKNOWN;
                    }
                    continue;
                }
                depth--;
                place = inside + 1;
            } else {
                place = scalar(place, first);
            }
            while (true) { // behind a value
                if (place < 0 || depth == 0) {
                    return place;
                }
                place = blanks(place);
                boolean inObject = (objects >>> (depth - 1) & 1) != 0;
                int next = at(place);
                if (next == ',') {
                    place = blanks(place + 1);
                    place = inObject ? name(place) : place;
                    break;
                }
                if (next != (inObject ? '}' : ']')) {
                    return UNKNOWN;
                }
                depth--;
                place++;
            }
            if (place < 0) {
                return UNKNOWN;
            }
        }
    }

    /** A member's name and its colon: where the value begins. */
    private int name(int from) {
        int behind = at(from) == '"' ? blanks(string(from + 1)) : UNKNOWN;
        return at(behind) == ':' ? blanks(behind + 1) : UNKNOWN;
    }

    private int scalar(int from, int first) {
        return switch (first) {
            case '"' -> string(from + 1);
            case 't' -> word(from, "true");
            case 'f' -> word(from, "false");
            case 'n' -> word(from, "null");
            default -> number(from);
        };
    }

    private int word(int from, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at(from + i) != word.charAt(i)) {
                return UNKNOWN;
            }
        }
        return from + word.length();
    }

    private int number(int from) {
        int place = at(from) == '-' ? from + 1 : from;
        int whole = digits(place);
        if (whole == place || (at(place) == '0' && whole > place + 1)) {
            return UNKNOWN;
        }
        place = whole;
        if (at(place) == '.') {
            int fraction = digits(place + 1);
            if (fraction == place + 1) {
                return UNKNOWN;
            }
            place = fraction;
        }
        if (at(place) == 'e' || at(place) == 'E') {
            int sign = at(place + 1);
            int exponent = sign == '+' || sign == '-' ? place + 2 : place + 1;
            int end = digits(exponent);
            if (end == exponent) {
                return UNKNOWN;
            }
            place = end;
        }
        return place - from > LONGEST_NUMBER ? UNKNOWN : place;
    }

    private int digits(int from) {
        int place = from;
        while (place < limit && ((body[place] - '0') & 0xff) < 10) {
            place++;
        }
        return place;
    }

    /** From behind the quote at its beginning to behind the one at its end. */
    private int string(int from) {
        int place = from;
        while (place < limit) {
            int character = body[place++];
            if (ORDINARY[character & 0xff]) {
                continue;
            }
            if (character == '"') {
                return place;
            }
            if (character < ' ') { // a control character, or a byte of several
                place = character < 0 ? several(place, character & 0xff) : UNKNOWN;
            } else if (character == '\\') {
                place = ESCAPES.indexOf(at(place)) < 0 ? UNKNOWN : place + 1;
            } else {
                place = isOwn(place) ? UNKNOWN : place;
            }
            if (place < 0) {
                return UNKNOWN;
            }
        }
        return UNKNOWN;
    }

    /** The rest of a character of two to four bytes, RFC 3629; the odd ones at the ends of its ranges are left to the parser. */
    private int several(int from, int first) {
        int more = first > 0xc1 && first < 0xe0
                ? 1
                : first > 0xe0 && first < 0xed ? 2 : first > 0xf0 && first < 0xf4 ? 3 : 0;
        for (int i = 0; i < more; i++) {
            if ((at(from + i) & 0xc0) != 0x80) {
                return UNKNOWN;
            }
        }
        return more == 0 ? UNKNOWN : from + more;
    }

    private boolean isOwn(int from) {
        for (int i = 1; i < OWN.length; i++) {
            if ((at(from + i - 1) | 0x20) != OWN[i]) {
                return false;
            }
        }
        return true;
    }
}
