package io.probity.evaluate.cel;

import dev.cel.common.values.NullValue;
import io.probity.draft.Shortened;
import java.util.Collection;
import java.util.Map;
import java.util.StringJoiner;

/** Values as a reason shows them to people. */
final class Words {
    /** Longest value shown, in characters; a reason is read by people and kept for ever. */
    private static final int LONGEST = 160;

    /** Members or items of one value. */
    private static final int MOST = 20;

    private Words() {}

    static String of(Object value) {
        var text = text(value);
        return text.length() <= LONGEST ? text : Shortened.beginning(text, LONGEST) + "…";
    }

    private static String text(Object value) {
        return switch (value) {
            case String words -> '"' + words + '"';
            case NullValue ignored -> "null";
            case Map<?, ?> map -> members(map);
            case Collection<?> items -> items(items);
            case RecordValue<?> record -> record.celType().name();
            default -> value.toString();
        };
    }

    private static String members(Map<?, ?> map) {
        var words = new StringJoiner(", ", "{", "}");
        int shown = 0;
        for (var name : map.keySet()) {
            if (shown++ == MOST) {
                break;
            }
            words.add(name + ": " + text(String.valueOf(name), map));
        }
        return words.toString();
    }

    private static String items(Collection<?> items) {
        var words = new StringJoiner(", ", "[", "]");
        int shown = 0;
        for (var item : items) {
            if (shown++ == MOST) {
                break;
            }
            words.add(text(item));
        }
        return words.toString();
    }

    private static String text(String name, Map<?, ?> map) {
        var value = map instanceof JsonMap json ? json.read(name) : map.get(name);
        return value == null ? "null" : value == Unreadable.VALUE ? "encrypted" : text(value);
    }
}
