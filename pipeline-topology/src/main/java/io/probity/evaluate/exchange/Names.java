package io.probity.evaluate.exchange;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Ids made of other tools' names: of one form, and none given twice. */
final class Names {
    /** GitLab's names of requirements are whole sentences of up to 255 characters. */
    private static final int MOST_SLUG = 60;

    private final Set<String> taken = new HashSet<>();
    private final UnaryOperator<String> form;

    Names(UnaryOperator<String> form) {
        this.form = form;
    }

    /** The name in the form, with a number behind it if there is one like it. */
    String unique(String name) {
        var first = form.apply(name);
        var candidate = first;
        for (int i = 2; !taken.add(candidate); i++) {
            candidate = first + "-" + i;
        }
        return candidate;
    }

    /** {@code cc8-1-changes} for {@code CC8.1 - Changes}. */
    static String slug(String name) {
        var slug = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
        var cut = slug.length() > MOST_SLUG ? slug.substring(0, MOST_SLUG) : slug;
        var bare = cut.replaceAll("^-|-$", "");
        return bare.isEmpty() ? "unnamed" : bare;
    }
}
