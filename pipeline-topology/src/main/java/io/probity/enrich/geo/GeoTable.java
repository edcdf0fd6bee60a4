package io.probity.enrich.geo;

import io.probity.document.Problem;
import io.probity.model.GeoContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Country and kind of network by address: IANA's special addresses, and what the operator's file says. The longest prefix wins. Never
 * changes once it is made.
 */
public final class GeoTable {
    private static final String SHIPPED = "geo/special.csv";

    private final Ranges v4;
    private final Ranges v6;

    private GeoTable(SortedMap<Prefix, Place> blocks) {
        var four = new TreeMap<Prefix, Place>(Prefix.ORDER);
        var six = new TreeMap<Prefix, Place>(Prefix.ORDER);
        blocks.forEach((prefix, place) -> (prefix.first().v4() ? four : six).put(prefix, place));
        var elsewhere = new Place(null, "public");
        v4 = Ranges.of(true, four, elsewhere);
        v6 = Ranges.of(false, six, elsewhere);
    }

    /** Special addresses alone; no country. */
    public static GeoTable shipped() {
        return new GeoTable(special());
    }

    /**
     * Special addresses, and these. A block that is in both is the file's; where the file names no network for it, it stays of its
     * special kind.
     *
     * @param file without errors
     */
    public static GeoTable with(GeoFile file) {
        var all = special();
        file.blocks().forEach((prefix, place) -> {
            var special = all.get(prefix);
            all.put(
                    prefix,
                    special == null || place.network() != null ? place : new Place(place.country(), special.network()));
        });
        return new GeoTable(all);
    }

    private static SortedMap<Prefix, Place> special() {
        try (InputStream csv = GeoTable.class.getClassLoader().getResourceAsStream(SHIPPED)) {
            if (csv == null) {
                throw new IllegalStateException(SHIPPED + " is not on the class path: build again");
            }
            var file = GeoFile.parse(SHIPPED, new String(csv.readAllBytes(), StandardCharsets.UTF_8));
            for (Problem problem : file.problems()) {
                throw new IllegalStateException(problem.toString());
            }
            var blocks = new TreeMap<Prefix, Place>(Prefix.ORDER);
            blocks.putAll(file.blocks());
            return blocks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Where an address belongs to.
     *
     * @param clientIp what the source gave: an address with or without port, brackets and zone, or anything else
     * @return null where it is no address
     */
    public @Nullable GeoContext at(String clientIp) {
        var address = Address.read(clientIp);
        return address == null ? null : (address.v4() ? v4 : v6).at(address);
    }

    /** How many ranges it has, for the log. */
    public int count() {
        return v4.count() + v6.count();
    }
}
