package io.probity.draft;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is left of a value that is masked. Null where the value has not the shape that the mask is for: it is encrypted then. */
public final class Masks {
    private static final int LAST = 4;
    /** Of 16 bits each: /48. */
    private static final int IPV6_GROUPS = 3;

    private static final int IPV6_ALL = 8;

    /**
     * What stands in for a client that has no address: a service of AWS by its host name (CloudTrail record contents, sourceIPAddress), or
     * these words of AWS and of Google (AuditLog.RequestMetadata, caller_ip). Any other name may be a person's.
     */
    private static final Set<String> SERVICES = Set.of("AWS Internal", "private", "gce-internal-ip");

    private static final int LEAST_LABELS = 3;
    private static final int MOST_NAME = 253;
    private static final int BYTES = 4;
    private static final int MOST_DIGITS = 3;
    private static final int MOST_PORT = 5;

    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]{0,10}:(?:iam|sts)::\\d{12}:(root|[a-z-]+(?=/)).*");

    private Masks() {}

    /** Four characters at the end; of a shorter or hardly longer value none. */
    public static String last4(String value) {
        return value.length() < 2 * LAST ? "****" : "****" + value.substring(value.length() - LAST);
    }

    /**
     * Where in an ARN the name of a person may begin: a user's, or that of the session of a role or a federated user; its length where
     * it names nobody, such as a role or the root user. IAM User Guide, "IAM identifiers".
     *
     * @return -1 for what is no ARN of an identity
     */
    public static int nameInArn(String value) {
        var arn = ARN.matcher(value);
        if (!arn.matches()) {
            return -1;
        }
        return switch (arn.group(1)) {
            case "root", "role" -> value.length();
            case "user", "federated-user", "assumed-role" -> value.lastIndexOf('/') + 1;
            default -> -1;
        };
    }

    public static @Nullable String domain(String value) {
        return MailDomain.of(value);
    }

    /** {@code 203.0.113.0/24}, {@code 2001:db8:1::/48}; the name of a service as it is. Several addresses are masked one by one. */
    public static @Nullable String ip(String value) {
        if (value.indexOf(',') >= 0) {
            var all = new StringBuilder();
            for (var part : value.split(",", -1)) {
                var masked = ip(part.strip());
                if (masked == null) {
                    return null;
                }
                all.append(all.isEmpty() ? "" : ", ").append(masked);
            }
            return all.toString();
        }
        int network = ipv4(value);
        if (network > 0) {
            return value.substring(0, network) + ".0/24";
        }
        if (value.indexOf(':') >= 0) {
            return ipv6(value);
        }
        return SERVICES.contains(value) || isHost(value) ? value : null;
    }

    /**
     * An address in dots, with or without a port.
     *
     * @return how long its first three numbers are; 0 for what is none
     */
    private static int ipv4(String value) {
        int network = 0;
        int at = 0;
        for (int part = 0; part < BYTES; part++) {
            int end = digits(value, at, MOST_DIGITS);
            if (end == at) {
                return 0;
            }
            if (part == BYTES - 1) {
                return end == value.length() || isPort(value, end) ? network : 0;
            }
            if (end == value.length() || value.charAt(end) != '.') {
                return 0;
            }
            network = end;
            at = end + 1;
        }
        return 0;
    }

    private static boolean isPort(String value, int at) {
        int end = digits(value, at + 1, MOST_PORT);
        return value.charAt(at) == ':' && end > at + 1 && end == value.length();
    }

    private static int digits(String value, int from, int most) {
        int end = from;
        while (end < value.length() && end - from < most && value.charAt(end) >= '0' && value.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /** Of three labels at least, the last of letters: cloudformation.amazonaws.com. Two may be a first and a last name. */
    private static boolean isHost(String value) {
        int labels = 1;
        int from = 0;
        boolean letters = true;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '.') {
                if (i == from) {
                    return false;
                }
                labels++;
                from = i + 1;
                letters = true;
            } else {
                boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
                if (!letter && c != '-' && (c < '0' || c > '9')) {
                    return false;
                }
                letters &= letter;
            }
        }
        return labels >= LEAST_LABELS && letters && from < value.length() && value.length() <= MOST_NAME;
    }

    /** By text, since a resolver would ask the network for what is none: RFC 4291, 2.2. */
    private static @Nullable String ipv6(String value) {
        var bare = value.startsWith("[") && value.indexOf(']') > 0 ? value.substring(1, value.indexOf(']')) : value;
        int zone = bare.indexOf('%');
        bare = zone < 0 ? bare : bare.substring(0, zone);
        int gap = bare.indexOf("::");
        if (bare.regionMatches(true, 0, "::ffff:", 0, 7) && ipv4(bare.substring(7)) > 0) {
            return ip(bare.substring(7));
        }
        if (gap < 0 && colons(bare) != IPV6_ALL - 1) {
            return null;
        }
        int front = gap < 0 ? bare.length() : gap;
        var prefix = new StringBuilder(20);
        int at = 0;
        for (int i = 0; i < IPV6_GROUPS; i++) {
            int end = at < front ? bare.indexOf(':', at) : at;
            end = end < 0 || end > front ? front : end;
            if (!isGroup(bare, at, end, gap >= 0)) {
                return null;
            }
            prefix.append(at < end ? bare.substring(at, end).toLowerCase(Locale.ROOT) : "0")
                    .append(':');
            at = Math.min(end + 1, front);
        }
        return prefix + ":/48";
    }

    private static int colons(String bare) {
        int count = 0;
        for (int i = 0; i < bare.length(); i++) {
            count += bare.charAt(i) == ':' ? 1 : 0;
        }
        return count;
    }

    /** Four digits of 16 at most; none where a gap stands for them. */
    private static boolean isGroup(String bare, int from, int end, boolean mayBeNone) {
        for (int i = from; i < end; i++) {
            if (Character.digit(bare.charAt(i), 16) < 0 || bare.charAt(i) > 'f') {
                return false;
            }
        }
        return from < end ? end - from <= 4 : mayBeNone;
    }
}
