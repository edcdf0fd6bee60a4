package io.probity.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * JSON paths and their classes. A path is a JSON Pointer (RFC 6901) without array indexes: the items of an array are at the
 * array's own path. {@code *} stands for one member name; {@code /**}, at the beginning and with one name behind it, for any
 * depth and for that name in any case. A class holds for all that lies beneath, unless a longer path says otherwise; a secret
 * stays a secret. What no path names is personal. A secret that the provider has hidden itself is kept: that it was there is
 * evidence.
 */
public final class PathTable {
    /** What providers write in a secret's place: no secret, and it tells a control that there was one. */
    private static final Set<String> HIDDEN = Set.of("HIDDEN_DUE_TO_SECURITY_REASONS", "[FILTERED]", "****", "*****");

    /** Names that one place remembers; a provider's objects have fewer, and a hostile one may bring any number. */
    private static final int MOST_REMEMBERED = 512;

    private final Step root = new Step();
    private final Map<String, FieldRule> anywhere = new HashMap<>();
    private final Place top;

    /** @param paths pointer to class; later entries for one path replace earlier ones */
    public PathTable(Map<String, FieldClass> paths) {
        this(
                paths.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> FieldRule.of(entry.getValue()))),
                Set.of(),
                Set.of());
    }

    /**
     * With everything that a table can say.
     *
     * @param rules pointer to rule
     * @param keyed pointers of objects whose member names are values, such as people's names
     * @param ofTarget pointers beneath which values are about the event's target, not about its actor
     */
    public PathTable(Map<String, FieldRule> rules, Set<String> keyed, Set<String> ofTarget) {
        rules.forEach(this::add);
        keyed.forEach(path -> step(path).keyed = true);
        ofTarget.forEach(path -> step(path).ofTarget = true);
        this.top = new Place(List.of(root), null, false, null);
    }

    private PathTable(PathTable base, PathTable overlay) {
        this.root.next.putAll(base.root.next);
        this.anywhere.putAll(base.anywhere);
        this.top = new Place(List.of(root), null, false, overlay.top);
    }

    /** Everything is personal and nothing is dropped. */
    public static PathTable empty() {
        return new PathTable(Map.of());
    }

    /** This one where it is stricter, the other one where that is. */
    public PathTable tightenedBy(PathTable other) {
        return new PathTable(this, other);
    }

    private void add(String path, FieldRule rule) {
        requirePointer(path);
        var segments = List.of(path.substring(1).split("/", -1));
        if (segments.size() == 2
                && segments.getFirst().equals("**")
                && !segments.getLast().equals("**")) {
            anywhere.put(name(segments.getLast()).toLowerCase(Locale.ROOT), rule);
        } else {
            step(path).rule = rule;
        }
    }

    private Step step(String path) {
        requirePointer(path);
        Step step = root;
        for (var segment : path.substring(1).split("/", -1)) {
            if (segment.equals("**")) {
                throw new IllegalArgumentException("path " + path
                        + " would never be met: ** stands at the beginning, and one name behind it, such as /**/token");
            }
            step = step.next.computeIfAbsent(name(segment), any -> new Step());
        }
        return step;
    }

    private static void requirePointer(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path " + path + " does not begin with /");
        }
    }

    private static String name(String segment) {
        return segment.replace("~1", "/").replace("~0", "~");
    }

    /** The object itself. */
    public Place top() {
        return top;
    }

    /** A copy without the secrets and without what is to be dropped. The argument is left as it is. */
    public ObjectNode project(ObjectNode object) {
        return object(object, top);
    }

    private ObjectNode object(ObjectNode object, Place place) {
        ObjectNode kept = object.objectNode();
        for (var member : object.properties()) {
            var below = place.member(member.getKey());
            if (below.keeps(member.getValue())) {
                kept.set(member.getKey(), value(member.getValue(), below));
            }
        }
        return kept;
    }

    private JsonNode value(JsonNode value, Place place) {
        if (value instanceof ObjectNode object) {
            return object(object, place);
        }
        if (value instanceof ArrayNode array) {
            ArrayNode kept = array.arrayNode(array.size());
            array.forEach(item -> kept.add(value(item, place)));
            return kept;
        }
        return value;
    }

    /**
     * The class of a value.
     *
     * @param names member names from the root; arrays have none
     * @return null where no path names it or anything above it, which means personal
     */
    public @Nullable FieldClass classOf(List<String> names) {
        var rule = ruleOf(names);
        return rule == null ? null : rule.fieldClass();
    }

    /** The same with how it is kept. */
    public @Nullable FieldRule ruleOf(List<String> names) {
        var place = top;
        for (var name : names) {
            place = place.member(name);
        }
        return place.rule();
    }

    /** Where one is in an object, with what the table says of it; found out once for each name. */
    public final class Place {
        private final Map<String, Place> known = new ConcurrentHashMap<>(4);
        private final List<Step> steps;
        private final @Nullable FieldRule inherited;
        private final boolean ofTarget;
        private final @Nullable Place stricter;

        private Place(List<Step> steps, @Nullable FieldRule inherited, boolean ofTarget, @Nullable Place stricter) {
            this.steps = steps;
            this.inherited = inherited;
            this.ofTarget = ofTarget;
            this.stricter = stricter;
        }

        /** What holds here; null where nothing says, which means personal. */
        public @Nullable FieldRule rule() {
            var tightened = stricter == null ? null : stricter.rule();
            return tightened == null || (inherited == null && !tightened.isAtLeast(null))
                    ? inherited
                    : FieldRule.strictest(inherited, tightened);
        }

        /** Whether values here are about the target. */
        public boolean ofTarget() {
            return ofTarget || (stricter != null && stricter.ofTarget());
        }

        /** Whether the names of the members here are values. */
        public boolean isKeyed() {
            return steps.stream().anyMatch(step -> step.keyed) || (stricter != null && stricter.isKeyed());
        }

        /** Whether a value is kept at all, in whatever form. */
        public boolean keeps(JsonNode value) {
            var rule = rule();
            return rule == null || rule.keeping() != Keeping.DROP || isHidden(value);
        }

        /** A copy of what is here, without secrets and without what is to be dropped. */
        public JsonNode projected(JsonNode value) {
            return value(value, this);
        }

        /** A member; items of an array are where the array is. */
        public Place member(String name) {
            var there = known.get(name);
            if (there == null) {
                there = below(name);
                if (known.size() < MOST_REMEMBERED) {
                    known.put(name, there);
                }
            }
            return there;
        }

        private Place below(String name) {
            var beneath = new ArrayList<Step>(2);
            @Nullable FieldRule here = anywhere.get(name.toLowerCase(Locale.ROOT));
            boolean target = ofTarget;
            for (var step : steps) {
                for (var next : new @Nullable Step[] {step.next.get("*"), step.next.get(name)}) {
                    if (next != null && !beneath.contains(next)) {
                        beneath.add(next);
                        here = FieldRule.strictest(here, next.rule);
                        target |= next.ofTarget;
                    }
                }
            }
            boolean secret = inherited != null && inherited.fieldClass() == FieldClass.SECRET;
            return new Place(
                    List.copyOf(beneath),
                    here == null || secret ? inherited : here,
                    target,
                    stricter == null ? null : stricter.member(name));
        }
    }

    private static boolean isHidden(JsonNode value) {
        return value.isTextual() && HIDDEN.contains(value.textValue());
    }

    private static final class Step {
        private final Map<String, Step> next = new HashMap<>(4);
        private @Nullable FieldRule rule;
        private boolean keyed;
        private boolean ofTarget;
    }
}
