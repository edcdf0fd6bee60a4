package io.probity.rejected;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.probity.canonical.CanonicalJson;
import io.probity.canonical.EventDigest;
import io.probity.draft.Shortened;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a repair changes, for people: one line for each JSON Pointer (RFC 6901) that differs. */
public final class Difference {
    private static final int MOST_VALUE = 200;

    private Difference() {}

    public static List<String> between(byte @Nullable [] refused, byte @Nullable [] sent) {
        if (Arrays.equals(refused, sent)) {
            return List.of();
        }
        var before = Json.of(refused);
        var after = Json.of(sent);
        var lines = new ArrayList<String>();
        if (before == null || after == null) {
            lines.add("- " + bytes(refused));
            lines.add("+ " + bytes(sent));
        } else {
            compare(JsonPointer.empty(), before, after, lines);
            if (lines.isEmpty()) {
                lines.add("  the same JSON in other words");
            }
        }
        return lines;
    }

    private static void compare(
            JsonPointer at, @Nullable JsonNode before, @Nullable JsonNode after, List<String> lines) {
        if (before != null && after != null && before.isObject() && after.isObject()) {
            var names = new TreeSet<String>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(at.appendProperty(name), before.get(name), after.get(name), lines));
        } else if (before == null || !before.equals(after)) {
            if (before != null) {
                lines.add("- " + at + ' ' + Shortened.words(CanonicalJson.text(before), MOST_VALUE));
            }
            if (after != null) {
                lines.add("+ " + at + ' ' + Shortened.words(CanonicalJson.text(after), MOST_VALUE));
            }
        }
    }

    private static String bytes(byte @Nullable [] value) {
        if (value == null) {
            return "no value";
        }
        return value.length + " bytes, SHA-256 " + EventDigest.hex(EventDigest.sha256(value));
    }
}
