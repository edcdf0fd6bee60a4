package io.probity.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.probity.canonical.CanonicalJson;
import io.probity.detect.Detectors;
import io.probity.draft.FieldRule;
import io.probity.draft.Keeping;
import io.probity.draft.Masks;
import io.probity.draft.PathTable.Place;
import io.probity.draft.ProtectedShape;
import io.probity.model.Protected;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Free-form JSON as it may be kept, written in one pass: the projection by the source's table, the protection of each value and the
 * canonical text. For one thread.
 *
 * <p>What no table names: a text is encrypted; true, false, null and numbers stay, since they count and switch, and controls live on
 * them. A number goes where it is the number of a card, where its path is classified as personal, and where it is the id of the actor in
 * a member that is named like an id.
 */
final class JsonKeeper {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    /** The least that a detector could find in a name, in characters: an address of a local part, a host and a country. */
    private static final int SHORTEST_FINDING = 6;

    private static final int LEAST_CARD = 13;

    private static final Set<String> NAMED_LIKE_AN_ID =
            Set.of("id", "by", "user", "author", "actor", "owner", "member");

    private final StringBuilder out = new StringBuilder(4_096);
    private final StringBuilder path = new StringBuilder(64);
    private Values values;
    private Set<String> identifiers = Set.of();
    private boolean coarse;

    JsonKeeper(Values values) {
        this.values = values;
    }

    /**
     * For the next record.
     *
     * @param known ids of the actor, of whom it acts for, and of what it showed: a text that nothing classifies and that is one of
     *     them is a token, so that a control can tell whether it is the actor
     */
    void begin(Values of, Set<String> known) {
        values = of;
        identifiers = known;
    }

    /**
     * An object as canonical text.
     *
     * @param root {@code data}, {@code raw} or {@code around}
     * @param coarse true: each object and list that nothing classifies becomes one ciphertext, which costs room once and not for
     *     each of its values
     */
    String text(ObjectNode object, Place top, String root, boolean coarse) {
        this.coarse = coarse;
        out.setLength(0);
        path.setLength(0);
        path.append(root);
        object(object, top);
        return out.toString();
    }

    private void value(JsonNode value, Place place, String name) {
        switch (value) {
            case ObjectNode object -> {
                // a source might write what looks like a token of somebody
                if (isOnePiece(place) || ProtectedShape.isOf(object)) {
                    sealWhole(object, place);
                } else {
                    object(object, place);
                }
            }
            case ArrayNode array -> {
                if (isOnePiece(place)) {
                    sealWhole(array, place);
                } else if (isAllText(array, place)) {
                    int from = out.length();
                    texts(array);
                    sealTail(from, place);
                } else {
                    array(array, place, name);
                }
            }
            default -> {
                if (value.isTextual()) {
                    string(value.textValue(), place);
                } else if (value.isNumber()) {
                    number(value, place, name);
                } else {
                    CanonicalJson.append(value, out);
                }
            }
        }
    }

    private boolean isOnePiece(Place place) {
        return coarse && (place.rule() == null || place.rule().keeping() == Keeping.ENCRYPT);
    }

    private void array(ArrayNode array, Place place, String name) {
        out.append('[');
        for (int i = 0; i < array.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            value(array.get(i), place, name);
        }
        out.append(']');
    }

    private void object(ObjectNode object, Place place) {
        var names = new ArrayList<String>(object.size());
        boolean plain = !place.isKeyed();
        for (var fields = object.fieldNames(); fields.hasNext(); ) {
            var name = fields.next();
            plain &= isPlain(name);
            names.add(name);
        }
        if (plain) {
            Collections.sort(names);
            if (path.indexOf("/") > 0 && isAllText(object, place, names)) {
                int from = out.length();
                texts(object, names);
                sealTail(from, place);
            } else {
                members(object, place, names);
            }
        } else {
            renamed(object, place, names);
        }
    }

    /**
     * Whether an object that nothing classifies holds texts alone, two at least: in one ciphertext they say as much to a control as in
     * one each, and cost once.
     */
    private boolean isAllText(ObjectNode object, Place place, List<String> names) {
        if (names.size() < 2 || place.rule() != null) {
            return false;
        }
        for (var name : names) {
            if (!isAnyText(object.get(name)) || place.member(name).rule() != null) {
                return false;
            }
        }
        return true;
    }

    private boolean isAllText(ArrayNode array, Place place) {
        if (array.size() < 2 || place.rule() != null) {
            return false;
        }
        for (var item : array) {
            if (!isAnyText(item)) {
                return false;
            }
        }
        return true;
    }

    private boolean isAnyText(JsonNode value) {
        return value.isTextual() && !value.textValue().isEmpty() && !identifiers.contains(value.textValue());
    }

    private void texts(ObjectNode object, List<String> names) {
        out.append('{');
        for (int i = 0; i < names.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            CanonicalJson.append(names.get(i), out);
            out.append(':');
            CanonicalJson.append(values.withoutSecrets(object.get(names.get(i)).textValue(), path), out);
        }
        out.append('}');
    }

    private void texts(ArrayNode array) {
        out.append('[');
        for (int i = 0; i < array.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            CanonicalJson.append(values.withoutSecrets(array.get(i).textValue(), path), out);
        }
        out.append(']');
    }

    private void members(ObjectNode object, Place place, List<String> names) {
        boolean first = true;
        out.append('{');
        for (var name : names) {
            var below = place.member(name);
            var value = object.get(name);
            if (below.keeps(value)) {
                first = member(name, name, value, below, first);
            }
        }
        out.append('}');
    }

    /** Names that are values become what such values become, and are put in order after that. */
    private void renamed(ObjectNode object, Place place, List<String> names) {
        Collections.sort(names);
        var byNewName = new TreeMap<String, String>();
        var again = new HashMap<String, Integer>();
        for (var name : names) {
            var below = place.member(name);
            if (below.keeps(object.get(name))) {
                var kept = place.isKeyed() ? values.token(name) : values.clearText(name, path);
                byNewName.put(only(kept, byNewName.keySet(), again), name);
            }
        }
        boolean first = true;
        out.append('{');
        for (var renamed : byNewName.entrySet()) {
            var name = renamed.getValue();
            first = member(renamed.getKey(), name, object.get(name), place.member(name), first);
        }
        out.append('}');
    }

    /**
     * A name that no other member has: of those that became the same, the second has #2 behind it.
     *
     * @param again the last such number by name, so that it is not sought anew for each of many
     */
    private static String only(String name, Set<String> taken, Map<String, Integer> again) {
        var free = name;
        while (taken.contains(free)) {
            free = name + '#' + again.merge(name, 2, (last, two) -> last + 1);
        }
        return free;
    }

    private boolean member(String name, String given, JsonNode value, Place below, boolean first) {
        if (!first) {
            out.append(',');
        }
        CanonicalJson.append(name, out);
        out.append(':');
        int length = path.length();
        path.append('/').append(name);
        value(value, below, given);
        path.setLength(length);
        return false;
    }

    private static boolean isPlain(String name) {
        return name.length() < SHORTEST_FINDING
                || (name.indexOf('@') < 0 && name.length() < LEAST_CARD)
                || Detectors.in(name).isEmpty();
    }

    private void string(String text, Place place) {
        var rule = place.rule();
        if (text.isEmpty() || (rule != null && rule.keeping() == Keeping.DROP)) {
            CanonicalJson.append(text, out); // what a provider writes in a secret's place
            return;
        }
        if (rule == null && identifiers.contains(text)) {
            write(values.tokenOf(text));
            return;
        }
        switch (values.treated(text, rule == null ? Keeping.ENCRYPT : rule.keeping(), path)) {
            case String kept -> CanonicalJson.append(kept, out);
            case Protected token -> write(token);
            case Values.ToSeal(String bare) -> {
                int from = out.length();
                CanonicalJson.append(bare, out);
                sealTail(from, place);
            }
            case null, default -> out.append("null");
        }
    }

    private void number(JsonNode number, Place place, String name) {
        var rule = place.rule();
        var text = number.isIntegralNumber() ? number.asText() : null;
        if (rule != null && rule.fieldClass().compareTo(io.probity.draft.FieldClass.PII) >= 0) {
            personalNumber(number, text, rule, place);
        } else if (text != null && rule == null && isIdentifier(text, name)) {
            write(values.tokenOf(text));
        } else if (text != null && text.length() >= LEAST_CARD && isCard(text)) {
            seal(number, place);
        } else {
            CanonicalJson.append(number, out);
        }
    }

    private void personalNumber(JsonNode number, @Nullable String text, FieldRule rule, Place place) {
        switch (rule.keeping()) {
            case TOKEN -> write(values.tokenOf(text == null ? CanonicalJson.text(number) : text));
            case MASK_LAST4 -> CanonicalJson.append(Masks.last4(CanonicalJson.text(number)), out);
            default -> seal(number, place);
        }
    }

    private boolean isIdentifier(String text, String name) {
        if (!identifiers.contains(text)) {
            return false;
        }
        var lower = name.toLowerCase(Locale.ROOT);
        return NAMED_LIKE_AN_ID.stream().anyMatch(lower::endsWith);
    }

    private boolean isCard(String digits) {
        return values.noteOnly(digits, path);
    }

    private void seal(JsonNode value, Place place) {
        int from = out.length();
        CanonicalJson.append(value, out);
        sealTail(from, place);
    }

    /** In one ciphertext, without the secrets in it, wherever they are. */
    private void sealWhole(JsonNode value, Place place) {
        seal(bare(value, place), place);
    }

    /** A copy of what may be kept at all, without secrets in its texts and in the names of its members. */
    private JsonNode bare(JsonNode value, Place place) {
        return switch (value) {
            case ObjectNode object -> {
                var kept = object.objectNode();
                var again = new HashMap<String, Integer>();
                var taken = new HashSet<String>();
                for (var member : object.properties()) {
                    var below = place.member(member.getKey());
                    if (below.keeps(member.getValue())) {
                        var name = only(values.withoutSecrets(member.getKey(), path), taken, again);
                        taken.add(name);
                        kept.set(name, bare(member.getValue(), below));
                    }
                }
                yield kept;
            }
            case ArrayNode array -> {
                var kept = array.arrayNode(array.size());
                array.forEach(item -> kept.add(bare(item, place)));
                yield kept;
            }
            default -> value.isTextual() ? TextNode.valueOf(values.withoutSecrets(value.textValue(), path)) : value;
        };
    }

    /** What was written from a place on, its canonical text, is encrypted where it stands. */
    private void sealTail(int from, Place place) {
        var clear = out.substring(from).getBytes(UTF_8);
        out.setLength(from);
        var key = values.key(whose(place));
        var sealed = values.sealedBytes(clear, key, path);
        out.append("{\"c\":\"").append(BASE64.encodeToString(sealed)).append("\",\"k\":\"");
        out.append(key.ref()).append("\"}");
    }

    private void write(Protected token) {
        out.append("{\"e\":")
                .append(token.getE())
                .append(",\"t\":\"")
                .append(token.getT())
                .append("\"}");
    }

    private static Subjects.Whose whose(Place place) {
        return place.ofTarget() ? Subjects.Whose.TARGET : Subjects.Whose.ACTOR;
    }
}
