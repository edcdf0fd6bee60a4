package io.probity.enrich.geo;

import com.google.common.net.InetAddresses;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A block of addresses.
 *
 * @param first its first address: the bits behind the length are zero
 * @param length how many bits all its addresses share
 */
record Prefix(Address first, int length) {
    /**
     * By first address, of the same first one the widest block first: what holds another comes before it. Of the same bits in both
     * families IPv6 comes first. No comparators put together: a file may have a million blocks.
     */
    static final Comparator<Prefix> ORDER = (a, b) -> {
        int high = Long.compareUnsigned(a.first.high(), b.first.high());
        int low = high != 0 ? high : Long.compareUnsigned(a.first.low(), b.first.low());
        int length = low != 0 ? low : Integer.compare(a.length, b.length);
        return length != 0 ? length : Boolean.compare(a.first.v4(), b.first.v4());
    };

    /** Of CIDR notation, or of an address alone. Whatever is wrong is said by the exception. */
    static Prefix read(String cidr) {
        int slash = cidr.indexOf('/');
        var text = slash < 0 ? cidr : cidr.substring(0, slash);
        if (!InetAddresses.isInetAddress(text) || text.indexOf('%') >= 0) {
            throw new IllegalArgumentException(
                    "`" + cidr + "` is no block of addresses such as 192.0.2.0/24 or 2001:db8::/32");
        }
        var address = Address.of(InetAddresses.forString(text));
        if (address.v4() && text.indexOf(':') >= 0) {
            throw new IllegalArgumentException("`" + cidr + "` is IPv4 within IPv6: write the IPv4 block");
        }
        int most = address.v4() ? 32 : 128;
        int length = slash < 0 ? most : length(cidr.substring(slash + 1), most, cidr);
        var prefix = new Prefix(cut(address, length), length);
        if (!prefix.first.equals(address)) {
            throw new IllegalArgumentException(
                    "`" + cidr + "` has bits behind its length: write the block's first address");
        }
        return prefix;
    }

    private static int length(String text, int most, String cidr) {
        if (text.length() <= 3 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int length = Integer.parseInt(text);
            if (length <= most) {
                return length;
            }
        }
        throw new IllegalArgumentException("`" + cidr + "` needs a length from 0 to " + most + " behind the slash");
    }

    private static Address cut(Address address, int length) {
        return new Address(address.v4(), address.high() & ~highHosts(length), address.low() & ~lowHosts(length));
    }

    private static long highHosts(int length) {
        return length >= 64 ? 0 : -1L >>> length;
    }

    private static long lowHosts(int length) {
        return length <= 64 ? -1L : length == 128 ? 0 : -1L >>> (length - 64);
    }

    boolean contains(Prefix other) {
        return length <= other.length && cut(other.first, length).equals(first);
    }

    /** The first address behind the block; null where it reaches to the end. */
    @Nullable Address next() {
        long high = first.high() | highHosts(length);
        if (first.v4()) {
            return high == -1L ? null : new Address(true, high + 1, 0);
        }
        long low = first.low() | lowHosts(length);
        if (low != -1L) {
            return new Address(false, high, low + 1);
        }
        return high == -1L ? null : new Address(false, high + 1, 0);
    }
}
