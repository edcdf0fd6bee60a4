package io.probity.evaluate.cel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cel.common.values.NullValue;
import io.probity.draft.ProtectedShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as it stands in a canonical text ({@link io.probity.canonical.CanonicalJson}): of its members only the places are found,
 * as far as somebody asks, and what is read is made when an expression asks for it. Controls look at two or three members of an event; a tree
 * of all that a provider sent takes longer than judging it.
 *
 * <p>It knows what the canonical form writes. What has white space between its members, or a backslash in a name, is for the parser, once
 * that is met.
 */
@SuppressWarnings("Immutable") // what is found is kept for the one reader that asks, and handed to nobody
final class JsonText extends JsonMap {
    private static final int NOT_FOUND = -1;
    /** Of a number that an int holds, whatever they are. */
    private static final int MOST_DIGITS = 9;

    private static final int PLACES = 3;

    // How a token is written, ProtectedShape.
    private static final String MEMBER_E = "{\"e\":";
    private static final String MEMBER_T = "\"t\":\"";

    private final String text;
    /** Where it begins, with a brace. */
    private final int begin;
    /** False: there is no backslash in it, so each quote begins or ends a text. */
    private final boolean escapes;
    /** Of each member where its name begins, where its value does, and the place behind that: 0 until somebody asks. */
    private int[] places = new int[8 * PLACES];
    /** As they are asked for; NullValue for what is not there, as a member that is null reads. */
    private @Nullable Object[] values = new Object[8];
    /** What stands there as the log has it, of a member that is more than one word; null until one is read. */
    private @Nullable JsonNode @Nullable [] nodes;
    /** Members whose names are known. */
    private int found;
    /** The brace that closes it; 0 until it is met. */
    private int end;
    /** In place of all of the above, where a member is written in another way than the canonical form. */
    private @Nullable JsonMap parsed;

    private JsonText(String text, int begin, boolean escapes) {
        this.text = text;
        this.begin = begin;
        this.escapes = escapes;
    }

    /** Null where this is no object. */
    static @Nullable JsonText of(String text) {
        return text.startsWith("{") ? new JsonText(text, 0, text.indexOf('\\') >= 0) : null;
    }

    // --- where members are ---

    /** Finds the name of one member more; false where there is none. */
    private boolean findNext() {
        if (end != 0 || parsed != null) {
            return false;
        }
        int at = found == 0 ? begin + 1 : endOf(found - 1);
        if (at == NOT_FOUND || at >= text.length()) {
            return leaveToParser();
        }
        if (text.charAt(at) == '}') {
            end = at;
            return false;
        }
        if (found > 0 && text.charAt(at++) != ',') {
            return leaveToParser();
        }
        int endOfName = endOfName(at);
        if (endOfName == NOT_FOUND || !isAt(endOfName + 1, ':')) {
            return leaveToParser();
        }
        if (found == values.length) {
            values = Arrays.copyOf(values, 2 * found);
            nodes = nodes == null ? null : Arrays.copyOf(nodes, 2 * found);
            places = Arrays.copyOf(places, 2 * places.length);
        }
        places[PLACES * found] = at + 1;
        places[PLACES * found + 1] = endOfName + 2;
        found++;
        return true;
    }

    private boolean isAt(int place, char c) {
        return place < text.length() && text.charAt(place) == c;
    }

    /** Where the quote stands that ends a name without a backslash. */
    private int endOfName(int from) {
        if (!isAt(from, '"')) {
            return NOT_FOUND;
        }
        int end = text.indexOf('"', from + 1);
        return end != NOT_FOUND && escapes && text.indexOf('\\', from + 1, end) != NOT_FOUND ? NOT_FOUND : end;
    }

    /** The place behind the value of a member: an object in it that was gone through knows its own. */
    private int endOf(int i) {
        int known = places[PLACES * i + 2];
        if (known == 0) {
            known = values[i] instanceof JsonText inner ? inner.behind() : endOfValue(valueOf(i));
            places[PLACES * i + 2] = known;
        }
        return known;
    }

    private int behind() {
        while (findNext()) {} // all of them
        return parsed == null ? end + 1 : endOfValue(begin);
    }

    private boolean leaveToParser() {
        parsed = JsonValues.parsed(text.substring(begin)); // which reads one value, and nothing of what follows it
        return false;
    }

    /** The place behind the value that begins here: of a list or an object, behind what closes it. */
    private int endOfValue(int from) {
        int length = text.length();
        if (isAt(from, '"')) { // nearly always
            int end = endOfString(from);
            return end == NOT_FOUND || end + 1 == length ? NOT_FOUND : end + 1;
        }
        int depth = 0;
        for (int at = from; at < length; at++) {
            char c = text.charAt(at);
            if (c > ',' && (c < '[' || (c > ']' && c < '{'))) {
                continue; // nearly all that is no text: digits, letters, points
            }
            switch (c) {
                case '"' -> {
                    at = endOfString(at);
                    if (at == NOT_FOUND) {
                        return NOT_FOUND;
                    }
                }
                case '{', '[' -> depth++;
                case '}', ']', ',' -> {
                    if (depth == 0) {
                        return at == from ? NOT_FOUND : at;
                    }
                    depth -= c == ',' ? 0 : 1;
                }
                case ' ', '\n', '\r', '\t' -> {
                    return NOT_FOUND;
                }
                default -> {}
            }
        }
        return NOT_FOUND;
    }

    /** Where the quote stands that ends a string: one before which there is an even number of backslashes. */
    private int endOfString(int from) {
        int at = from;
        while (true) {
            at = text.indexOf('"', at + 1);
            if (at == NOT_FOUND || !escapes) {
                return at;
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
        for (int i = 0; i < found || findNext(); i++) {
            if (lengthOfName(i) == name.length() && text.startsWith(name, places[PLACES * i])) {
                return i;
            }
        }
        return NOT_FOUND;
    }

    private int valueOf(int i) {
        return places[PLACES * i + 1];
    }

    private int lengthOfName(int i) {
        return valueOf(i) - 2 - places[PLACES * i]; // a quote and a colon lie between
    }

    private String name(int i) {
        return text.substring(places[PLACES * i], places[PLACES * i] + lengthOfName(i));
    }

    // --- what they are ---

    @Override
    @Nullable Object read(String name) {
        int i = place(name);
        var value = i == NOT_FOUND ? null : valueAt(i);
        return parsed == null ? value : parsed.read(name);
    }

    private @Nullable Object valueAt(int i) {
        var known = values[i];
        if (known == null) {
            var made = made(i);
            known = made == null ? NullValue.NULL_VALUE : made;
            values[i] = known;
        }
        return known instanceof NullValue ? null : known;
    }

    private @Nullable Object made(int i) {
        int from = valueOf(i);
        return isAt(from, '{') && !mayBeProtected(from)
                ? new JsonText(text, from, escapes)
                : JsonValues.value((Object) node(i));
    }

    /** A protected value has the members e and t, or c and k, in this order. */
    private boolean mayBeProtected(int from) {
        return text.startsWith(MEMBER_E, from) || text.startsWith("{\"c\":", from);
    }

    @Override
    @Nullable Object logged(String name) {
        int i = place(name);
        var node = i == NOT_FOUND ? null : node(i);
        return parsed == null ? node : parsed.logged(name);
    }

    /** Null where the text is broken there, as no canonical text is: what is no JSON cannot have fields. */
    private @Nullable JsonNode node(int i) {
        if (nodes != null && nodes[i] != null) {
            return nodes[i];
        }
        int from = valueOf(i);
        int to = endOf(i);
        if (to == NOT_FOUND) {
            leaveToParser();
            return null;
        }
        var plain = plain(text, from, to);
        if (plain != null) {
            return plain;
        }
        var list = isAt(from, '[') ? list(from, to) : null;
        var node = list == null ? JsonValues.tree(text.substring(from, to)) : list;
        if (nodes == null) {
            nodes = new JsonNode[values.length];
        }
        nodes[i] = node;
        return node;
    }

    /** A list of {@link #plain} items, null for any other: most are short and hold names or tokens. */
    private @Nullable JsonNode list(int from, int to) {
        var items = JsonNodeFactory.instance.arrayNode();
        int close = to - 1;
        for (int at = from + 1; at < close; ) {
            int end = endOfValue(at);
            var item = end == NOT_FOUND || end > close ? null : plain(text, at, end);
            boolean last = end == close;
            if (item == null || (!last && (text.charAt(end) != ',' || end + 1 == close))) {
                return null;
            }
            items.add(item);
            at = end + 1;
        }
        return items;
    }

    /** What most members are, made without a parser, which takes longer to be set up than to read them; null for all else. */
    static @Nullable JsonNode plain(String text, int from, int to) {
        char first = text.charAt(from);
        if (first == '"') {
            return text.indexOf('"', from + 1) == to - 1 && text.indexOf('\\', from, to) == NOT_FOUND
                    ? TextNode.valueOf(text.substring(from + 1, to - 1))
                    : null;
        }
        if (first == 't' && isWord(text, "true", from, to)) {
            return BooleanNode.TRUE;
        }
        if (first == 'f' && isWord(text, "false", from, to)) {
            return BooleanNode.FALSE;
        }
        if (first == '{') {
            return token(text, from, to);
        }
        return whole(text, from, to);
    }

    /** A protected value that is a token; null for any other object. */
    private static @Nullable JsonNode token(String text, int from, int to) {
        int comma = text.indexOf(',', from);
        int begin = comma + MEMBER_T.length() + 1;
        boolean isToken = text.startsWith(MEMBER_E, from)
                && text.startsWith(MEMBER_T, comma + 1)
                && to == begin + ProtectedShape.DIGITS + 2
                && text.charAt(to - 2) == '"'
                && ProtectedShape.isDigits(text.substring(begin, to - 2));
        var epoch = isToken ? whole(text, from + MEMBER_E.length(), comma) : null;
        if (epoch == null) {
            return null;
        }
        var token = JsonNodeFactory.instance.objectNode();
        token.set("e", epoch);
        token.put("t", text.substring(begin, to - 2));
        return token;
    }

    private static boolean isWord(String text, String word, int from, int to) {
        return to - from == word.length() && text.startsWith(word, from);
    }

    /** A whole number from 1 on that an int holds; null for anything else. */
    private static @Nullable JsonNode whole(String text, int from, int to) {
        if (from == to || text.charAt(from) == '0' || to - from > MOST_DIGITS) {
            return null;
        }
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

    /** Of all of it, members of members too: as many as there may be, as far as 2. */
    int mostTokens() {
        int behind = behind();
        return parsed == null ? Tokens.most(text, begin, behind) : 2;
    }

    @Override
    Collection<String> names() {
        while (findNext()) {} // all of them
        var all = new ArrayList<String>(found);
        for (int i = 0; i < found; i++) {
            if (valueAt(i) != null) {
                all.add(name(i));
            }
        }
        return parsed == null ? all : parsed.names();
    }
}
