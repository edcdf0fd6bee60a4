package io.probity.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import io.probity.evaluate.cel.EventFacts;
import io.probity.evaluate.cel.FactView;
import io.probity.evaluate.cel.Inputs;
import io.probity.leaf.Judged;
import io.probity.model.AuditEvent;
import io.probity.model.Context;
import io.probity.model.Fact;
import io.probity.model.Target;
import io.probity.types.EventType;
import io.probity.types.EventTypes;
import io.probity.types.Lifecycle;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an event tells of its subject, by the paths that its type declares, and how facts are kept: the last by the event's
 * own time. Pure.
 *
 * <p>A fact of many things, such as the rules of a project, is kept under {@code name.key} and read as one object. What was
 * taken back is kept as null, so that an event from before cannot bring it again.
 */
public final class FactRule {
    /** Longest JSON text of a fact, in characters: a subject's row holds some thirty facts and is written with each. */
    static final int MOST_TEXT = 4_096;
    /** The same for one of the many that a fact is kept of. */
    static final int MOST_KEYED_TEXT = 256;
    /** Things that one fact is kept of. A row must fit into a record of the store's log: 500 of the longest keys take an eighth of that. */
    static final int MOST_KEYS = 500;
    /** The fact of a subject's own life: created, changed, archived or deleted. */
    private static final String LIFECYCLE = "lifecycle";
    /** What was taken back, or is longer than a fact may be: whoever asks for it is told UNKNOWN. */
    private static final String NOTHING = "null";

    /** As facts are written. */
    private static final Set<String> ENDS = Set.of("\"archived\"", "\"deleted\"");

    private static final Telling NOTHING_TOLD = new Telling(EventFacts.of(Map.of()), null, false);

    private final EventTypes types;
    /** By registered type. */
    private final Map<String, Telling> tellings = new ConcurrentHashMap<>();

    /** Facts that change by an event which says so. */
    private final Set<String> toldByEvents;

    /**
     * What events of a type tell of their subjects.
     *
     * @param facts its paths read once
     * @param lifecycle null: nothing of the life of its target
     * @param snapshot they tell how things are, and not that they changed
     */
    private record Telling(EventFacts facts, @Nullable Lifecycle lifecycle, boolean snapshot) {
        static Telling of(EventType type) {
            return new Telling(EventFacts.of(type.facts()), type.lifecycle(), type.snapshot());
        }
    }

    public FactRule(EventTypes types) {
        this.types = types;
        this.toldByEvents = types.all().stream()
                .filter(type -> !type.snapshot())
                .flatMap(type -> type.facts().keySet().stream())
                .map(FactRule::whole)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The facts that a snapshot found otherwise than they were known, sorted; none for an event that tells of a change. */
    List<String> drifted(String eventType, Map<String, Fact> known, Map<String, Fact> after) {
        return telling(eventType).snapshot() ? Drift.between(known, after, toldByEvents) : List.of();
    }

    /** Whether events of a type tell anything. */
    public boolean tells(String eventType) {
        var telling = telling(eventType);
        return !telling.facts().isEmpty() || telling.lifecycle() != null;
    }

    /**
     * The facts after an event; the same map where it told nothing new. An older event never overwrites what a newer one
     * said; at the same moment the later in the log holds. A fact longer than {@value #MOST_TEXT} characters is absent; one of
     * many things, of one of which too much is said, is absent whole, since without that one it would pass for the whole.
     *
     * @param digest of the event, lower-case hex
     */
    Map<String, Fact> after(Map<String, Fact> before, AuditEvent event, String digest) {
        return after(before, event, Inputs.of(event), digest, telling(event.getEventType()));
    }

    private static Map<String, Fact> after(
            Map<String, Fact> before, AuditEvent event, Inputs inputs, String digest, Telling telling) {
        var told = telling.facts().of(inputs);
        if (told.isEmpty()) {
            return before;
        }
        var after = new HashMap<>(before);
        for (var each : told.entrySet()) {
            var name = each.getKey();
            var known = before.get(name);
            if (known == null || !event.getEffective().isBefore(known.getEffective())) {
                var text = CanonicalJson.text(each.getValue());
                boolean tooLong = text.length() > (name.indexOf('.') < 0 ? MOST_TEXT : MOST_KEYED_TEXT);
                // never the fact of before, which is no longer true, and never a part of the new one, which nobody said
                var fact = new Fact(tooLong ? NOTHING : text, event.getEffective(), event.getId(), digest);
                keep(after, tooLong ? whole(name) : name, fact);
            }
        }
        return after;
    }

    /**
     * The same, and what the event tells of the life of the subject, where the subject is its target. What was refused or went
     * wrong tells nothing of that.
     *
     * @param subject kind/id
     */
    public Map<String, Fact> after(Map<String, Fact> before, AuditEvent event, String subject, String digest) {
        return after(before, event, Inputs.of(event), subject, digest);
    }

    /** The same, of an event whose parts may have been read already. */
    Map<String, Fact> after(Map<String, Fact> before, AuditEvent event, Inputs inputs, String subject, String digest) {
        var telling = telling(event.getEventType());
        var after = withCriticality(after(before, event, inputs, digest, telling), event, subject, digest);
        @Nullable Lifecycle lifecycle = telling.lifecycle();
        boolean cameToPass = Lifecycle.isTold(event.getOutcome());
        @Nullable Fact known = before.get(LIFECYCLE);
        boolean late = known != null && event.getEffective().isBefore(known.getEffective());
        if (lifecycle == null || !cameToPass || late || !isTarget(subject, event.getTarget())) {
            return after;
        }
        var text = CanonicalJson.text(JsonNodeFactory.instance.textNode(word(lifecycle)));
        var told = new HashMap<>(after);
        told.put(LIFECYCLE, new Fact(text, event.getEffective(), event.getId(), digest));
        return told;
    }

    /** What the resource table said of the subject, where it is the target and no event type tells the fact; the last by the event's own time. */
    private Map<String, Fact> withCriticality(
            Map<String, Fact> facts, AuditEvent event, String subject, String digest) {
        @Nullable Context context = event.getContext();
        @Nullable String word = context == null || context.getResource() == null
                ? null
                : context.getResource().getCriticality();
        if (word == null || toldByEvents.contains(Judged.CRITICALITY) || !isTarget(subject, event.getTarget())) {
            return facts;
        }
        @Nullable Fact known = facts.get(Judged.CRITICALITY);
        if (known != null && event.getEffective().isBefore(known.getEffective())) {
            return facts;
        }
        var told = new HashMap<>(facts);
        var text = CanonicalJson.text(JsonNodeFactory.instance.textNode(word));
        told.put(Judged.CRITICALITY, new Fact(text, event.getEffective(), event.getId(), digest));
        return told;
    }

    /** Providers write the kind of a target now with a capital and now without. */
    private static boolean isTarget(String subject, @Nullable Target target) {
        if (target == null || target.getId() == null || target.getType().isEmpty()) {
            return false;
        }
        int slash = target.getType().length();
        return subject.length() > slash
                && subject.charAt(slash) == '/'
                && subject.regionMatches(true, 0, target.getType(), 0, slash)
                && subject.endsWith(target.getId())
                && subject.length() == slash + 1 + target.getId().length();
    }

    private static String word(Lifecycle lifecycle) {
        return switch (lifecycle) {
            case CREATED -> "created";
            case CHANGED, RENAMED, MOVED -> "changed";
            case ARCHIVED -> "archived";
            case DELETED -> "deleted";
        };
    }

    /** Since when a subject is archived or deleted; null for one that is in use. */
    public static @Nullable Instant endedAt(Map<String, Fact> facts) {
        @Nullable Fact lifecycle = facts.get(LIFECYCLE);
        return lifecycle != null && ENDS.contains(lifecycle.getValue()) ? lifecycle.getEffective() : null;
    }

    /**
     * A fact of too many things is not known at all from then on, and so is one whose keys cannot be told apart any more: a
     * part of it would pass for the whole.
     */
    private static void keep(Map<String, Fact> facts, String name, Fact fact) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            if (fact.getValue().equals(NOTHING)) {
                facts.keySet().removeIf(other -> other.startsWith(name + '.'));
            }
            facts.put(name, fact);
            return;
        }
        var whole = whole(name);
        if (facts.containsKey(whole)) {
            return;
        }
        var prefix = name.substring(0, dot + 1);
        boolean full = !facts.containsKey(name)
                && facts.keySet().stream()
                                .filter(other -> other.startsWith(prefix))
                                .count()
                        == MOST_KEYS;
        if (full) {
            keep(facts, whole, new Fact(NOTHING, fact.getEffective(), fact.getEventId(), fact.getDigest()));
        } else {
            facts.put(name, fact);
        }
    }

    /** False: it was taken back, or is longer than a fact may be. */
    static boolean says(Fact fact) {
        return !fact.getValue().equals(NOTHING);
    }

    /** The fact that controls name: of one that is kept by key, the part before the key. */
    static String whole(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** The facts as values that an expression can read; of what was taken back there is none. */
    public static Map<String, JsonNode> values(Map<String, Fact> facts) {
        for (var each : facts.entrySet()) {
            if (each.getKey().indexOf('.') >= 0 || !says(each.getValue())) {
                return parsed(facts);
            }
        }
        return new FactView(facts); // nearly always, and controls name few of them
    }

    private static Map<String, JsonNode> parsed(Map<String, Fact> facts) {
        var values = HashMap.<String, JsonNode>newHashMap(facts.size());
        var keyed =
                new TreeMap<String, JsonNode>(); // sorted: reasons show these objects, and a replay must say the same
        facts.forEach((name, fact) -> {
            var value = FactView.value(fact);
            if (name.indexOf('.') >= 0) {
                keyed.put(name, value);
            } else if (!value.isNull()) {
                values.put(name, value);
            }
        });
        keyed.forEach((name, value) -> {
            var whole = whole(name);
            var members = (ObjectNode) values.computeIfAbsent(whole, unseen -> JsonNodeFactory.instance.objectNode());
            if (!value.isNull()) {
                members.set(name.substring(whole.length() + 1), value);
            }
        });
        return values;
    }

    private Telling telling(String eventType) {
        var known = tellings.get(eventType);
        if (known != null) {
            return known;
        }
        return types.find(eventType)
                .map(type -> tellings.computeIfAbsent(eventType, it -> Telling.of(type)))
                .orElse(NOTHING_TOLD); // not kept: strangers name types as they like
    }
}
