package io.probity.evaluate.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cel.common.values.NullValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as it stands in a canonical text ({@link io.probity.canonical.CanonicalJson}): of its members only the places are found, and
 * what is read is made when an expression asks for it. Controls look at two or three members of an event; a tree of all that a provider
 * sent takes longer than judging it.
 *
 * <p>It knows what the canonical form writes. What has white space between its members, or a backslash in a name, is for the parser.
 */
@SuppressWarnings("Immutable") // what is found is kept for the one reader that asks, and handed to nobody
final class JsonText extends JsonMap {
    private static final int NOT_FOUND = -1;
    /** Of a number that an int holds, whatever they are. */
    private static final int MOST_DIGITS = 9;

    private final String text;
    private final String[] names;
    /** Where the value of a member begins, and behind it where it ends. */
    private final int[] places;

    /** As they are asked for; NullValue for what is not there, as a member that is null reads. */
    private final @Nullable Object[] values;

    private JsonText(String text, List<String> names, int[] places) {
        this.text = text;
        this.names = names.toArray(String[]::new);
        this.places = places;
        this.values = new Object[this.names.length];
    }

    /**
     * Finds the members.
     *
     * @return null where this is no object, or is written in another way than the canonical form
     */
    static @Nullable JsonText of(String text) {
        if (text.length() < 2 || text.charAt(0) != '{' || text.charAt(text.length() - 1) != '}') {
            return null;
        }
        var names = new ArrayList<String>(16);
        int[] places = new int[32];
        int last = text.length() - 1;
        int at = 1;
        while (at < last) {
            int endOfName = text.charAt(at) == '"' ? text.indexOf('"', at + 1) : NOT_FOUND;
            if (endOfName == NOT_FOUND
                    || text.charAt(endOfName + 1) != ':'
                    || text.indexOf('\\', at + 1, endOfName) != NOT_FOUND) {
                return null;
            }
            int end = endOfValue(text, endOfName + 2, last);
            if (end == NOT_FOUND || (end < last && (text.charAt(end) != ',' || end + 1 == last))) {
                return null;
            }
            if (2 * names.size() == places.length) {
                places = Arrays.copyOf(places, 2 * places.length);
            }
            places[2 * names.size()] = endOfName + 2;
            places[2 * names.size() + 1] = end;
            names.add(text.substring(at + 1, endOfName));
            at = end + 1;
        }
        return new JsonText(text, names, places);
    }

    /** The place behind the value that begins here: of a list or an object, behind what closes it. */
    private static int endOfValue(String text, int from, int last) {
        int depth = 0;
        int at = from;
        while (at < last) {
            switch (text.charAt(at)) {
                case '"' -> {
                    at = endOfString(text, at);
                    if (at == NOT_FOUND) {
                        return NOT_FOUND;
                    }
                }
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    depth--;
                    if (depth < 0) {
                        return NOT_FOUND;
                    }
                }
                case ',' -> {
                    if (depth == 0) {
                        return at == from ? NOT_FOUND : at;
                    }
                }
                case ' ', '\n', '\r', '\t' -> {
                    return NOT_FOUND;
                }
                default -> {}
            }
            at++;
        }
        return depth == 0 && at == last && at > from ? last : NOT_FOUND;
    }

    /** Where the quote stands that ends a string: one before which there is an even number of backslashes. */
    private static int endOfString(String text, int from) {
        int at = from;
        while (true) {
            at = text.indexOf('"', at + 1);
            if (at == NOT_FOUND) {
                return NOT_FOUND;
            }
            int before = at;
            while (text.charAt(before - 1) == '\\') {
                before--;
            }
            if ((at - before) % 2 == 0) {
                return at;
            }
        }
    }

    private int place(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return NOT_FOUND;
    }

    @Override
    @Nullable Object read(String name) {
        int i = place(name);
        return i == NOT_FOUND ? null : valueAt(i);
    }

    private @Nullable Object valueAt(int i) {
        var known = values[i];
        if (known == null) {
            var made = made(places[2 * i], places[2 * i + 1]);
            known = made == null ? NullValue.NULL_VALUE : made;
            values[i] = known;
        }
        return known instanceof NullValue ? null : known;
    }

    private @Nullable Object made(int from, int to) {
        if (text.charAt(from) == '{' && !mayBeProtected(from)) {
            var inner = of(text.substring(from, to));
            if (inner != null) {
                return inner;
            }
        }
        return JsonValues.value((Object) node(from, to));
    }

    /** A protected value has the members e and t, or c and k, in this order. */
    private boolean mayBeProtected(int from) {
        return text.startsWith("{\"e\":", from) || text.startsWith("{\"c\":", from);
    }

    @Override
    @Nullable Object logged(String name) {
        int i = place(name);
        return i == NOT_FOUND ? null : node(places[2 * i], places[2 * i + 1]);
    }

    /** Null where the text is broken there, as no canonical text is: what is no JSON cannot have fields. */
    private @Nullable JsonNode node(int from, int to) {
        var plain = plain(from, to);
        return plain == null ? JsonValues.tree(text.substring(from, to)) : plain;
    }

    /** What most members are, made without a parser, which takes longer to be set up than to read them; null for all else. */
    private @Nullable JsonNode plain(int from, int to) {
        char first = text.charAt(from);
        if (first == '"') {
            return text.indexOf('\\', from, to) == NOT_FOUND
                    ? TextNode.valueOf(text.substring(from + 1, to - 1))
                    : null;
        }
        if (first == 't' && isWord("true", from, to)) {
            return BooleanNode.TRUE;
        }
        if (first == 'f' && isWord("false", from, to)) {
            return BooleanNode.FALSE;
        }
        return first >= '1' && first <= '9' && to - from <= MOST_DIGITS ? whole(from, to) : null;
    }

    private boolean isWord(String word, int from, int to) {
        return to - from == word.length() && text.startsWith(word, from);
    }

    private @Nullable JsonNode whole(int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            number = 10 * number + digit;
        }
        return IntNode.valueOf(number);
    }

    @Override
    Collection<String> names() {
        var all = new ArrayList<String>(names.length);
        for (int i = 0; i < names.length; i++) {
            if (valueAt(i) != null) {
                all.add(names[i]);
            }
        }
        return all;
    }
}
