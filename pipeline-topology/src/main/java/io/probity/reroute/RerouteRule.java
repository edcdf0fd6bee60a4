package io.probity.reroute;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which records of a topic go to another topic of their source.
 *
 * @param from the topic that they come on
 * @param header name of a header that is asked for; empty where a member is
 * @param member names of JSON members, one within the other; empty where a header is
 * @param matches the text that is found there
 * @param to the topic that they go to
 */
public record RerouteRule(String from, String header, List<String> member, Pattern matches, String to) {
    private static final String HEADER = "header:";

    public RerouteRule {
        member = List.copyOf(member);
    }

    /**
     * Reads {@code topic/member=pattern>topic}, or {@code topic/header:NAME=pattern>topic}; in the pattern {@code *} stands for
     * anything.
     *
     * @throws IllegalArgumentException saying what a rule looks like
     */
    public static RerouteRule of(String text) {
        int stroke = text.indexOf('/');
        int equals = text.indexOf('=', stroke + 1);
        int arrow = text.lastIndexOf('>');
        if (stroke < 1 || equals <= stroke + 1 || arrow <= equals + 1 || arrow == text.length() - 1) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no topic/member=pattern>topic nor topic/header:NAME=pattern>topic");
        }
        var where = text.substring(stroke + 1, equals);
        boolean isHeader = where.startsWith(HEADER);
        return new RerouteRule(
                text.substring(0, stroke),
                isHeader ? where.substring(HEADER.length()) : "",
                isHeader ? List.of() : List.of(where.split("\\.", -1)),
                glob(text.substring(equals + 1, arrow)),
                text.substring(arrow + 1));
    }

    private static Pattern glob(String pattern) {
        var parts = List.of(pattern.split("\\*", -1));
        return Pattern.compile(
                String.join(".*", parts.stream().map(Pattern::quote).toList()), Pattern.DOTALL);
    }
}
