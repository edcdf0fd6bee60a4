package io.probity.evaluate.cel;

import static io.probity.draft.ProtectedShape.DIGITS;
import static io.probity.draft.ProtectedShape.PREFIX;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.draft.ProtectedShape;
import io.probity.model.Actor;
import io.probity.model.AuditEvent;
import io.probity.model.Context;
import io.probity.model.Protected;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Protected values as expressions see them. A token becomes the text {@code token:<epoch>:<t>}, so that tokens of one
 * epoch compare as the values behind them; a ciphertext is {@link Unreadable}.
 */
final class Tokens {
    private static final int NOT_FOUND = -1;

    /** Characters of the shortest token. */
    private static final int LEAST = PREFIX.length() + 2 + DIGITS;

    /** How a token's member t begins in canonical JSON. */
    private static final String MEMBER = "\"t\":\"";

    // The members of an event that may hold a token, as the bits of a set.
    private static final int ACTOR = 1;
    private static final int CONTEXT = 2;
    private static final int TARGET_ID = 4;
    private static final int TARGET_NAME = 8;
    private static final int METADATA = 16;
    private static final int ALL = 31;

    private Tokens() {}

    /** What an expression sees of a field: a protected value as {@link #read}, anything else as it is. */
    static @Nullable Object readable(@Nullable Object logged) {
        return logged instanceof Protected hidden ? read(hidden) : logged;
    }

    static Object read(Protected value) {
        return value.getT() == null || value.getE() == null ? Unreadable.VALUE : text(value.getE(), value.getT());
    }

    /** Reads the canonical form of a protected value inside free-form JSON; null where the object is something else. */
    static @Nullable Object read(JsonNode object) {
        if (object.size() != 2) {
            return null;
        }
        var epoch = object.get("e");
        var token = object.get("t");
        if (epoch != null
                && epoch.isInt()
                && token != null
                && token.isTextual()
                && ProtectedShape.isDigits(token.textValue())) {
            return text(epoch.intValue(), token.textValue());
        }
        var key = object.get("k");
        var cipher = object.get("c");
        return key != null && key.isTextual() && cipher != null && cipher.isTextual() ? Unreadable.VALUE : null;
    }

    private static String text(int epoch, String token) {
        return PREFIX + epoch + ":" + token;
    }

    /** The members of an event that may hold a token and are where a path leads, as a set of bits; 0 for none. */
    static int holders(Path path) {
        if (path.root() != Root.EVENT) {
            return 0;
        }
        var steps = path.steps();
        if (steps.isEmpty()) {
            return ALL;
        }
        @Nullable String below = steps.size() == 1 ? null : steps.get(1);
        return switch (steps.getFirst()) {
            case "actor" -> ACTOR;
            case "context" -> CONTEXT;
            case "target" ->
                below == null
                        ? TARGET_ID | TARGET_NAME
                        : below.equals("id") ? TARGET_ID : below.equals("name") ? TARGET_NAME : 0;
            case "metadata" -> below == null || below.equals("clientIp") || below.equals("userAgent") ? METADATA : 0;
            default -> 0;
        };
    }

    /** Which of these members hold one: a quick look that errs on the side of yes, and at no member that is not asked for. */
    static int holding(AuditEvent event, int holders) {
        int holding = 0;
        if ((holders & ACTOR) != 0 && isIn(event.getActor())) {
            holding |= ACTOR;
        }
        if ((holders & CONTEXT) != 0 && event.getContext() != null && isIn(event.getContext())) {
            holding |= CONTEXT;
        }
        var target = event.getTarget();
        if ((holders & TARGET_ID) != 0 && target != null && target.getId() != null && holds(target.getId())) {
            holding |= TARGET_ID;
        }
        if ((holders & TARGET_NAME) != 0 && target != null && target.getName() instanceof Protected) {
            holding |= TARGET_NAME;
        }
        var metadata = event.getMetadata();
        if ((holders & METADATA) != 0
                && metadata != null
                && (metadata.getClientIp() instanceof Protected || metadata.getUserAgent() instanceof Protected)) {
            holding |= METADATA;
        }
        return holding;
    }

    private static boolean isIn(Actor actor) {
        return actor.getId() instanceof Protected
                || actor.getName() instanceof Protected
                || (actor.getOnBehalfOf() != null && actor.getOnBehalfOf().getId() instanceof Protected)
                || (actor.getCredential() != null && actor.getCredential().getId() instanceof Protected);
    }

    private static boolean isIn(Context context) {
        return (context.getUser() != null && context.getUser().getManager() instanceof Protected)
                || (context.getResource() != null && context.getResource().getOwner() instanceof Protected);
    }

    /** Whether a text may be a token or name one. */
    static boolean holds(String text) {
        return text.length() >= LEAST && text.contains(PREFIX);
    }

    /** The same of JSON in its canonical form. */
    static boolean mayBeIn(String json) {
        return json.contains(MEMBER) || json.contains(PREFIX);
    }

    /** How many tokens a stretch of JSON in its canonical form has or names at the most, as far as 2. */
    static int most(String json, int from, int to) {
        return Math.min(2, occurrences(MEMBER, json, from, to) + occurrences(PREFIX, json, from, to));
    }

    private static int occurrences(String mark, String text, int from, int to) {
        int count = 0;
        for (int at = text.indexOf(mark, from, to); at != NOT_FOUND && count < 2; at = text.indexOf(mark, at + 1, to)) {
            count++;
        }
        return count;
    }

    /** Whether a text is a token, and not only holds one. */
    static boolean isToken(String text) {
        return text.length() >= LEAST && ProtectedShape.isToken(text);
    }

    /** How many tokens are in a value at the most, however deep, as far as 2. */
    static int most(@Nullable Object value) {
        return switch (value) {
            case String text -> most(text);
            case Collection<?> items -> most(items);
            case JsonText json -> json.mostTokens();
            case Map<?, ?> ignored -> 2;
            case Partly.Texts(var known) -> most(known);
            case null, default -> 0;
        };
    }

    private static int most(String text) {
        int first = next(text, 0);
        return first == NOT_FOUND ? 0 : next(text, first + LEAST) == NOT_FOUND ? 1 : 2; // a name may have several in it
    }

    private static int most(Collection<?> items) {
        int most = 0;
        for (var item : items) {
            most += most(item);
            if (most > 1) {
                return 2;
            }
        }
        return most;
    }

    /** Adds the epoch of every token inside a value, however deep. */
    static void epochs(@Nullable Object value, Set<String> into) {
        if (value instanceof String text) {
            int at = next(text, 0);
            while (at != NOT_FOUND) { // a token may be part of a name
                int end = ProtectedShape.endOfToken(text, at);
                into.add(text.substring(at + PREFIX.length(), end - 1 - DIGITS));
                at = next(text, end);
            }
        } else if (value instanceof JsonMap map) {
            map.names().forEach(name -> epochs(map.read(name), into)); // not values(), which a ciphertext breaks off
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(item -> epochs(item, into));
        } else if (value instanceof Iterable<?> items) {
            items.forEach(item -> epochs(item, into));
        }
    }

    /** Where the next token of a text begins. */
    private static int next(String text, int from) {
        int at = text.indexOf(PREFIX, from);
        while (at != NOT_FOUND && !ProtectedShape.isTokenAt(text, at)) {
            at = text.indexOf(PREFIX, at + 1);
        }
        return at;
    }
}
