package io.probity.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Says which known name someone may have meant. */
public final class NearestName {
    private NearestName() {}

    /**
     * The nearest of several names, the first among equals.
     *
     * @param known one name or more
     */
    public static String of(String wrong, Collection<String> known) {
        return nearest(wrong, known).orElseThrow();
    }

    /** {@code ; did you mean `expect`?}, or nothing where no known name is near. */
    public static String hint(String wrong, Collection<String> known) {
        return nearest(wrong, known)
                .filter(name -> distance(wrong, name) <= Math.max(2, wrong.length() / 3))
                .map(name -> "; did you mean `" + name + "`?")
                .orElse("");
    }

    private static Optional<String> nearest(String wrong, Collection<String> known) {
        return known.stream().min(Comparator.comparingInt(name -> distance(wrong, name)));
    }

    /** Edit distance: insertions, deletions and replacements. */
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
