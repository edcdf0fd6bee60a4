package io.probity.draft;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a value is kept once protection is on, from the loosest to the strictest; the same words as {@code audit.protect}. */
public enum Keeping {
    /** As it is, unless a detector finds something in it. */
    CLEAR("clear"),
    /** Of a mail address the domain. */
    MASK_DOMAIN("mask:domain"),
    /** Of an IPv4 address its /24, of an IPv6 address its /48. */
    MASK_IP("mask:ip"),
    /** The last four characters. */
    MASK_LAST4("mask:last4"),
    /** Of the ARN of a user or a session (AWS) all but the name, which is a token as text; roles and other things are no people. */
    TOKEN_ARN("token:arn"),
    /** A keyed token: can be compared, not read. */
    TOKEN("token"),
    /** Encrypted for its data subject. */
    ENCRYPT("encrypt"),
    /** Not at all. */
    DROP("drop");

    private final String word;

    Keeping(String word) {
        this.word = word;
    }

    /** In field tables and schemas. */
    public String word() {
        return word;
    }

    /** Null for no word of ours. */
    public static @Nullable Keeping of(String word) {
        for (var keeping : values()) {
            if (keeping.word.equals(word.toLowerCase(Locale.ROOT))) {
                return keeping;
            }
        }
        return null;
    }
}
