package io.probity.integrity;

/** What a key may be called: signed-note, section Format. */
final class KeyName {
    private KeyName() {}

    /**
     * Whether a name is not empty and has no Unicode space, no plus, and nothing that a note could not hold (a control
     * character, a surrogate without its pair).
     */
    static boolean isValid(String name) {
        return !name.isEmpty() && name.chars().noneMatch(KeyName::isForbidden) && StrictText.isUnicode(name);
    }

    static String require(String name) {
        if (!isValid(name)) {
            throw new IllegalArgumentException(
                    "the name of a key is empty or has a space, a plus or a control character");
        }
        return name;
    }

    /** By Unicode's property White_Space, whose members all fit one char; Java's own two notions of it differ. */
    private static boolean isForbidden(int c) {
        return c <= 0x20
                || c == '+'
                || c == 0x85
                || c == 0xa0
                || c == 0x1680
                || (c >= 0x2000 && c <= 0x200a)
                || c == 0x2028
                || c == 0x2029
                || c == 0x202f
                || c == 0x205f
                || c == 0x3000;
    }
}
