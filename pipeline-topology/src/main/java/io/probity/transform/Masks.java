package io.probity.transform;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is left of a value that is masked. Null where the value has not the shape that the mask is for: it is encrypted then. */
final class Masks {
    private static final int LAST = 4;
    /** Of 16 bits each: /48. */
    private static final int IPV6_GROUPS = 3;

    private static final int IPV6_ALL = 8;

    private static final Pattern IPV4 =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.\\d{1,3}(?::\\d{1,5})?");
    /** Names of services that stand in for a client, such as cloudformation.amazonaws.com; not an address that is written wrongly. */
    private static final Pattern NAME =
            Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9](?:[A-Za-z0-9 ._-]{0,251}[A-Za-z0-9])?");

    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]{0,10}:(?:iam|sts)::\\d{12}:(root|[a-z-]+(?=/)).*");

    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{1,4}");

    private Masks() {}

    /** Four characters at the end; of a shorter or hardly longer value none. */
    static String last4(String value) {
        return value.length() < 2 * LAST ? "****" : "****" + value.substring(value.length() - LAST);
    }

    /**
     * Where in an ARN the name of a person may begin: a user's, or that of the session of a role or a federated user; its length where
     * it names nobody, such as a role or the root user. IAM User Guide, "IAM identifiers".
     *
     * @return -1 for what is no ARN of an identity
     */
    static int nameInArn(String value) {
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

    static @Nullable String domain(String value) {
        return MailDomain.of(value);
    }

    /** {@code 203.0.113.0/24}, {@code 2001:db8:1::/48}; the name of a service as it is. Several addresses are masked one by one. */
    static @Nullable String ip(String value) {
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
        var four = IPV4.matcher(value);
        if (four.matches()) {
            return four.group(1) + '.' + four.group(2) + '.' + four.group(3) + ".0/24";
        }
        if (value.indexOf(':') >= 0) {
            return ipv6(value);
        }
        return NAME.matcher(value).matches() && value.indexOf('@') < 0 ? value : null;
    }

    /** By text, since a resolver would ask the network for what is none: RFC 4291, 2.2. */
    private static @Nullable String ipv6(String value) {
        var bare = value.startsWith("[") && value.indexOf(']') > 0 ? value.substring(1, value.indexOf(']')) : value;
        int zone = bare.indexOf('%');
        bare = zone < 0 ? bare : bare.substring(0, zone);
        int gap = bare.indexOf("::");
        var mapped = bare.toLowerCase(java.util.Locale.ROOT);
        if (mapped.startsWith("::ffff:") && IPV4.matcher(bare.substring(7)).matches()) {
            return ip(bare.substring(7));
        }
        if (gap < 0 && bare.split(":", -1).length != IPV6_ALL) {
            return null;
        }
        var front = (gap < 0 ? bare : bare.substring(0, gap)).split(":", -1);
        var prefix = new StringBuilder();
        for (int i = 0; i < IPV6_GROUPS; i++) {
            var group = i < front.length && !front[i].isEmpty() ? front[i] : gap >= 0 ? "0" : "";
            if (!HEX.matcher(group).matches()) {
                return null;
            }
            prefix.append(group.toLowerCase(java.util.Locale.ROOT)).append(':');
        }
        return prefix + ":/48";
    }
}
