package io.probity.detect;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mail addresses as people have them: RFC 5322's dot-atom, a host of two labels at least (RFC 1123) that ends in letters. Left out is what has
 * the shape and names nobody: a program's account at Google, the user of a Git remote, Okta's own system, whom nobody can answer.
 */
final class Addresses {
    private static final Set<String> NOBODY = Set.of("git", "noreply", "no-reply", "donotreply", "do-not-reply");

    private static final int MOST_LOCAL = 64;
    private static final int MOST_HOST = 253;

    private Addresses() {}

    /**
     * The one around an @. Where a secret lies at its beginning, it begins behind it; where nothing is left of it then, as in the address of
     * a repository with a token before the @, it is none.
     *
     * @param before what was found last before the @; null for nothing
     */
    static @Nullable Hit around(CharSequence text, int at, @Nullable Hit before) {
        int start = at;
        while (start > 0 && at - start < MOST_LOCAL && isLocal(text.charAt(start - 1))) {
            start--;
        }
        if (before != null && before.kind().isSecret() && before.start() <= start && before.end() > start) {
            start = before.end();
        }
        int end = at + 1;
        int secret = -1;
        while (end < text.length() && end - at <= MOST_HOST && isHost(text.charAt(end))) {
            char c = text.charAt(end);
            if (secret < 0 && !Detectors.isWord(c) && end + 1 < text.length() && Secrets.beginsAt(text, end + 1)) {
                secret = end;
            }
            end++;
        }
        var beside = secret < 0 ? null : shaped(text, start, at, secret);
        return beside == null ? shaped(text, start, at, end) : beside;
    }

    private static @Nullable Hit shaped(CharSequence text, int start, int at, int most) {
        int end = most;
        if (text.charAt(end - 1) == '.' || text.charAt(end - 1) == '-') {
            end--; // the end of a sentence
        }
        int lastDot = lastDot(text, at, end);
        boolean shaped = start < at && lastDot > at + 1 && isTopLevel(text, lastDot + 1, end);
        return shaped && !isNobody(text, start, at, end) ? new Hit(Kind.EMAIL, start, end) : null;
    }

    private static int lastDot(CharSequence text, int at, int end) {
        for (int i = end - 1; i > at; i--) {
            if (text.charAt(i) == '.') {
                return i;
            }
        }
        return -1;
    }

    private static boolean isTopLevel(CharSequence text, int from, int end) {
        for (int i = from; i < end; i++) {
            if (!isLetter(text.charAt(i))) {
                return false;
            }
        }
        return end - from >= 2;
    }

    private static boolean isNobody(CharSequence text, int start, int at, int end) {
        var local = text.subSequence(start, at).toString();
        var host = text.subSequence(at + 1, end).toString();
        return NOBODY.contains(local.toLowerCase(Locale.ROOT))
                || host.endsWith(".gserviceaccount.com")
                || (host.equals("github.com") && isOrganization(local))
                || (host.equals("okta.com") && local.equals("system"))
                || isVersion(host);
    }

    /** {@code org-38940897@github.com:a/b.git}: the user of a remote where an organization has certificates for SSH. */
    private static boolean isOrganization(String local) {
        return local.startsWith("org-")
                && local.length() > 4
                && local.chars().skip(4).allMatch(c -> c >= '0' && c <= '9');
    }

    /** {@code react@19.0.0-rc.next}: of a host two labels of digits alone are no beginning. */
    private static boolean isVersion(String host) {
        int first = digits(host, 0);
        int second = first == 0 || host.charAt(first) != '.' ? 0 : digits(host, first + 1);
        return second > first + 1 && host.charAt(second) == '.';
    }

    private static int digits(String host, int from) {
        int end = from;
        while (end < host.length() && Detectors.isDigit(host.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isLocal(char c) {
        return isLetter(c) || Detectors.isDigit(c) || c > 127 || "._%+'-!#$&*=?^`{|}~".indexOf(c) >= 0;
    }

    private static boolean isHost(char c) {
        return isLetter(c) || Detectors.isDigit(c) || c == '.' || c == '-' || c > 127;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
