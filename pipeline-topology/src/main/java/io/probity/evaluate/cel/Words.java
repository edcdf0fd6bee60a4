package io.probity.evaluate.cel;

import dev.cel.common.values.NullValue;
import io.probity.draft.Shortened;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Values as a reason shows them to people. */
final class Words {
    /** Longest value shown, in characters; a reason is read by people and kept for ever. */
    private static final int LONGEST = 160;

    private Words() {}

    static String of(Object value) {
        var text = text(value);
        return text.length() <= LONGEST ? text : Shortened.beginning(text, LONGEST) + "…";
    }

    private static String text(Object value) {
        return switch (value) {
            case String words -> '"' + words + '"';
            case NullValue ignored -> "null";
            case Map<?, ?> map ->
                map.keySet().stream()
                        .limit(20)
                        .map(name -> name + ": " + text(String.valueOf(name), map))
                        .collect(Collectors.joining(", ", "{", "}"));
            case Collection<?> items ->
                items.stream().limit(20).map(Words::text).collect(Collectors.joining(", ", "[", "]"));
            case RecordValue<?> record -> record.celType().name();
            default -> value.toString();
        };
    }

    private static String text(String name, Map<?, ?> map) {
        var value = map instanceof JsonMap json ? json.read(name) : map.get(name);
        return value == null ? "null" : value == Unreadable.VALUE ? "encrypted" : text(value);
    }
}
