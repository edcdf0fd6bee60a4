package io.probity.enrich.geo;

import io.probity.document.CsvText;
import io.probity.document.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file of blocks, read: CSV with the columns cidr, country and network. */
public final class GeoFile {
    private static final List<String> COLUMNS = List.of("cidr", "country", "network");
    private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");
    /** After so many the rest is not looked at: a file of a million lines that is no such file. */
    private static final int MOST_PROBLEMS = 100;

    private final CsvText csv;
    private final SortedMap<Prefix, Place> blocks = new TreeMap<>(Prefix.ORDER);

    private GeoFile(CsvText csv) {
        this.csv = csv;
        while (csv.next() && csv.problems().size() < MOST_PROBLEMS) {
            read();
        }
    }

    /** Reads text; whatever is wrong with it is among {@link #problems}. */
    public static GeoFile parse(String name, String text) {
        return new GeoFile(CsvText.of(name, text, COLUMNS, List.of("cidr")));
    }

    /** Every one is an error. */
    public List<Problem> problems() {
        return csv.problems();
    }

    SortedMap<Prefix, Place> blocks() {
        return Collections.unmodifiableSortedMap(blocks);
    }

    private void read() {
        try {
            var prefix = Prefix.read(csv.text("cidr"));
            var place = new Place(country(csv.text("country")), blankToNull(csv.text("network")));
            if (place.country() == null && place.network() == null) {
                csv.problem("cidr", "one of `country` and `network` is needed");
            }
            if (blocks.put(prefix, place) != null) {
                csv.problem("cidr", "`" + csv.text("cidr") + "` is given twice: remove one");
            }
        } catch (IllegalArgumentException wrong) {
            csv.problem("cidr", String.valueOf(wrong.getMessage()));
        }
    }

    private @Nullable String country(String text) {
        if (!text.isEmpty() && !COUNTRY.matcher(text).matches()) {
            csv.problem("country", "`" + text + "` is no country: two letters such as DE, or nothing");
        }
        return text.isEmpty() ? null : text.toUpperCase(Locale.ROOT);
    }

    private static @Nullable String blankToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
