package io.probity.enrich.geo;

import com.google.common.base.CharMatcher;
import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * The bits of an address, the first one topmost. An IPv4 address fills the upper half of {@code high} and leaves the rest zero.
 *
 * @param v4 whether it is an IPv4 address; one that came mapped into IPv6 (RFC 4291, 2.5.5.2) is
 */
record Address(boolean v4, long high, long low) {
    /** Longer than any address with brackets, zone and port. */
    private static final int LONGEST = 128;

    /**
     * What a source gave for the client's address: alone, with a port, in brackets, with a zone. Null where it is none, such as the
     * name of a service or a list of several. Asks no name server.
     */
    static @Nullable Address read(String given) {
        var text = given.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            return null;
        }
        if (text.charAt(0) == '[') {
            int end = text.indexOf(']');
            return end < 0 || !isEmptyOrPort(text, end + 1) ? null : literal(text.substring(1, end));
        }
        int colon = text.indexOf(':');
        boolean onePort = colon > 0 && colon == text.lastIndexOf(':') && isEmptyOrPort(text, colon);
        return literal(onePort ? text.substring(0, colon) : text);
    }

    /** An address and nothing else; a zone, which means something on one machine alone, is passed over. */
    private static @Nullable Address literal(String text) {
        if (text.indexOf(':') < 0) {
            return quad(text);
        }
        int zone = text.indexOf('%');
        var bare = zone > 0 ? text.substring(0, zone) : text;
        return CharMatcher.ascii().matchesAllOf(bare) && InetAddresses.isInetAddress(bare)
                ? of(InetAddresses.forString(bare))
                : null; // the digits of other scripts pass for digits, and are no address
    }

    /** Four numbers from 0 to 255 and nothing else; by hand, since it is asked of most events. */
    private static @Nullable Address quad(String text) {
        long bits = 0;
        int parts = 0;
        int at = 0;
        while (at < text.length()) {
            int from = at;
            int part = 0;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9' && at - from < 3) {
                part = part * 10 + text.charAt(at++) - '0';
            }
            boolean isNumber = at > from && part <= 255 && (at - from == 1 || text.charAt(from) != '0');
            boolean isLast = parts == 3;
            if (!isNumber || (isLast ? at != text.length() : at >= text.length() - 1 || text.charAt(at) != '.')) {
                return null;
            }
            bits = bits << 8 | part;
            parts++;
            at++;
        }
        return parts == 4 ? new Address(true, bits << 32, 0) : null;
    }

    static Address of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address
                ? new Address(true, bits(bytes, 0, 4) << 32, 0)
                : new Address(false, bits(bytes, 0, 8), bits(bytes, 8, 16));
    }

    private static long bits(byte[] bytes, int from, int to) {
        long bits = 0;
        for (int i = from; i < to; i++) {
            bits = bits << 8 | (bytes[i] & 0xff);
        }
        return bits;
    }

    private static boolean isEmptyOrPort(String text, int from) {
        if (from == text.length()) {
            return true;
        }
        if (text.charAt(from) != ':' || text.length() - from > 6) {
            return false;
        }
        for (int i = from + 1; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
