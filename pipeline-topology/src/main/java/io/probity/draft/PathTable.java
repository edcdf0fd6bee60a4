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
import java.util.concurrent.atomic.AtomicInteger;
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

    /**
     * Names that the places of a table remember together, and how long one may be: whoever makes up names gets no more than about
     * 1 MiB of a table. What is not remembered is found out each time. The places themselves are as many as the table has paths to tell
     * apart, whatever names come.
     */
    private static final int MOST_REMEMBERED = 4_096;

    private static final int LONGEST_REMEMBERED = 64;

    private final Step root = new Step();
    private final Map<String, FieldRule> anywhere = new HashMap<>();
    private final Map<Standing, Place> places = new ConcurrentHashMap<>();
    private final AtomicInteger remembered = new AtomicInteger();
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
        this.top = place(new Standing(List.of(root), null, false, null));
    }

    private PathTable(PathTable base, PathTable overlay) {
        this.root.next.putAll(base.root.next);
        this.anywhere.putAll(base.anywhere);
        this.top = place(new Standing(List.of(root), null, false, overlay.top));
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

    /** What tells a place from others; of each there is one. */
    private record Standing(
            List<Step> steps,
            @Nullable FieldRule inherited,
            boolean ofTarget,
            @Nullable Place stricter) {}

    private Place place(Standing standing) {
        return places.computeIfAbsent(standing, Place::new);
    }

    /** How many names are remembered, by all places together. */
    int remembered() {
        return remembered.get();
    }

    /** How many places were found so far. */
    int places() {
        return places.size();
    }

    /** Where one is in an object, with what the table says of it; found out once for each name. */
    public final class Place {
        private final Map<String, Place> known = new ConcurrentHashMap<>(4);
        private final List<Step> steps;
        private final @Nullable FieldRule inherited;
        private final @Nullable FieldRule rule;
        private final boolean ofTarget;
        private final boolean keyed;
        private final @Nullable Place stricter;

        private Place(Standing standing) {
            this.steps = standing.steps;
            this.inherited = standing.inherited;
            this.stricter = standing.stricter;
            var tightened = stricter == null ? null : stricter.rule();
            this.rule = tightened == null || (inherited == null && !tightened.isAtLeast(null))
                    ? inherited
                    : FieldRule.strictest(inherited, tightened);
            this.ofTarget = standing.ofTarget || (stricter != null && stricter.ofTarget());
            this.keyed = steps.stream().anyMatch(step -> step.keyed) || (stricter != null && stricter.isKeyed());
        }

        /** What holds here; null where nothing says, which means personal. */
        public @Nullable FieldRule rule() {
            return rule;
        }

        /** Whether values here are about the target. */
        public boolean ofTarget() {
            return ofTarget;
        }

        /** Whether the names of the members here are values. */
        public boolean isKeyed() {
            return keyed;
        }

        /** Whether a value is kept at all, in whatever form. */
        public boolean keeps(JsonNode value) {
            return rule == null || rule.keeping() != Keeping.DROP || isHidden(value);
        }

        /** A member; items of an array are where the array is. */
        public Place member(String name) {
            var there = known.get(name);
            if (there == null) {
                there = below(name);
                if (name.length() <= LONGEST_REMEMBERED
                        && remembered.get() < MOST_REMEMBERED
                        && known.putIfAbsent(name, there) == null) {
                    remembered.incrementAndGet();
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
            return place(new Standing(
                    List.copyOf(beneath),
                    here == null || secret ? inherited : here,
                    target,
                    stricter == null ? null : stricter.member(name)));
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
