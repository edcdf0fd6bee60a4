package io.probity.scim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.probity.canonical.CanonicalJson;
import io.probity.draft.Shortened;
import io.probity.scim.ScimFilter.Equal;
import java.util.ArrayList;
import java.util.List;

/** Reads a filter from left to right, each character once, however long it is. */
final class ScimFilterReader {
    private static final String BLANK = " \t\n\u000B\f\r";
    private static final int MOST_TOLD = 200;

    private final String text;
    private final boolean isWithin;
    private int at;

    /**
     * Begins at the beginning.
     *
     * @param isWithin whether it stands in the brackets of a path, where no others may be
     */
    ScimFilterReader(String text, boolean isWithin) {
        this.text = text;
        this.isWithin = isWithin;
    }

    List<Equal> terms() {
        var terms = new ArrayList<Equal>();
        terms.add(term());
        while (at < text.length()) {
            word("and");
            terms.add(term());
        }
        return List.copyOf(terms);
    }

    private Equal term() {
        blanks();
        var path = ScimPath.of(path());
        blank();
        word("eq");
        var value = value();
        blanks();
        return new Equal(path, value);
    }

    private String path() {
        int from = at;
        name();
        if (at == from) {
            throw wrong();
        }
        if (is('[')) {
            brackets();
            name();
        }
        return text.substring(from, at);
    }

    private void name() {
        while (at < text.length() && !isBlank() && "[]\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
    }

    private void brackets() {
        if (isWithin) {
            throw wrong();
        }
        while (!is(']')) {
            if (at == text.length()) {
                throw wrong();
            }
            if (is('"')) {
                quoted();
            } else {
                at++;
            }
        }
        at++;
    }

    private JsonNode value() {
        int from = at;
        if (is('"')) {
            quoted();
        } else {
            while (at < text.length() && !isBlank() && !is('"')) {
                at++;
            }
        }
        try {
            var value = CanonicalJson.read(text.substring(from, at));
            if (value.isValueNode()) {
                return value;
            }
        } catch (JsonProcessingException none) {
            // said below
        }
        throw wrong();
    }

    /** To behind the quote that closes; one behind a backslash does not. */
    private void quoted() {
        at++;
        while (at < text.length() && !is('"')) {
            at += is('\\') ? 2 : 1;
        }
        if (at >= text.length()) {
            throw wrong();
        }
        at++;
    }

    /** In any case, and white space behind it. */
    private void word(String word) {
        if (!text.regionMatches(true, at, word, 0, word.length())) {
            throw wrong();
        }
        at += word.length();
        blank();
    }

    /** One or more. */
    private void blank() {
        if (at == text.length() || !isBlank()) {
            throw wrong();
        }
        blanks();
    }

    private void blanks() {
        while (at < text.length() && isBlank()) {
            at++;
        }
    }

    private boolean isBlank() {
        return BLANK.indexOf(text.charAt(at)) >= 0;
    }

    private boolean is(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private ScimException wrong() {
        return ScimException.wrong(
                "invalidFilter",
                "`" + Shortened.words(text, MOST_TOLD)
                        + "` is not understood: attributes can be compared with eq, and comparisons joined with and");
    }
}
