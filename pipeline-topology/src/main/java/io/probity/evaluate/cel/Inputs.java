package io.probity.evaluate.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.runtime.CelVariableResolver;
import io.probity.model.AuditEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one round of judging sees. Data, raw and facts are made when an expression first names them and kept for the
 * controls that follow, so an event whose controls look at {@code event} alone never has its JSON parsed.
 *
 * <p>For one thread and one event; {@link #with} changes the params between controls.
 */
public final class Inputs implements CelVariableResolver {
    private final @Nullable AuditEvent event;
    private Map<String, ?> factValues;
    private final Instant now;
    private @Nullable Object record;
    private @Nullable Object data;
    private @Nullable Object raw;
    private @Nullable Object facts;
    private @Nullable Object params;
    /** Members of the event as {@link Tokens#holders} has them: which were looked at, and which of them hold a token. */
    private int lookedAt;

    private int holdTokens;
    private @Nullable Object recall;

    private Inputs(@Nullable AuditEvent event, Map<String, ?> facts, Instant now) {
        this.event = event;
        this.factValues = facts;
        this.now = now;
    }

    /** An event and what is known of the subject; values of facts are JSON nodes or plain Java values. */
    public static Inputs of(AuditEvent event, Map<String, ?> facts) {
        return new Inputs(event, facts, event.getEffective());
    }

    /** No event: what a change of definitions judges by. */
    public static Inputs of(Map<String, ?> facts, Instant at) {
        return new Inputs(null, facts, at);
    }

    /** An event of whose subject nothing has been read yet. */
    public static Inputs of(AuditEvent event) {
        return of(event, Map.of());
    }

    /** What is known of the subject is this from now on. */
    public Inputs knowing(Map<String, ?> known) {
        factValues = known;
        facts = null;
        return this;
    }

    public Inputs with(Map<String, ?> parameters) {
        params = JsonValues.of(parameters);
        return this;
    }

    /**
     * What the control that is judged next recalls.
     *
     * @param names of all that it recalls
     * @param read null where the event is of no group
     */
    public void recalling(Set<String> names, Function<String, @Nullable Recalled> read) {
        recall = Recalled.all(names, read);
    }

    /** The control that is judged next recalls nothing, or nobody knows what. */
    public void recallingNothing() {
        recall = null;
    }

    /** Null: judged because of a change of definitions. */
    @Nullable AuditEvent judged() {
        return event;
    }

    /** Whether a fact is there and is an empty text, list or object. */
    public boolean saysNothingOf(String fact) {
        return saysNothing(factValues.get(fact));
    }

    /** The same of one member of a fact of many things. */
    public boolean saysNothingOf(String fact, String member) {
        return factValues.get(fact) instanceof JsonNode json && saysNothing(json.get(member));
    }

    private static boolean saysNothing(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case JsonNode json ->
                json.isTextual() ? json.textValue().isBlank() : json.isContainerNode() && json.isEmpty();
            case CharSequence text -> text.toString().isBlank();
            case Collection<?> items -> items.isEmpty();
            case Map<?, ?> members -> members.isEmpty();
            default -> false;
        };
    }

    /**
     * False: no token is in these facts.
     *
     * @param names null: all of them
     */
    boolean factsMayHoldTokens(@Nullable List<String> names) {
        if (factValues.isEmpty()) {
            return false;
        }
        if (names == null || !(factValues instanceof FactView known)) {
            return names == null || !names.isEmpty();
        }
        for (var name : names) {
            if (known.mayHoldToken(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * False: no token is in these members of the event, so the search for those of several epochs may be left out.
     *
     * @param holders of {@link Tokens#holders}
     */
    boolean fieldsMayHoldTokens(int holders) {
        int unseen = holders & ~lookedAt;
        if (unseen != 0) {
            holdTokens |= event == null ? 0 : Tokens.holding(event, unseen);
            lookedAt |= unseen;
        }
        return (holdTokens & holders) != 0;
    }

    @Override
    public Optional<Object> find(String name) {
        var root = Root.named(name);
        return root == null ? Optional.empty() : Optional.ofNullable(at(root));
    }

    /** What a variable is; null where there is none. */
    @Nullable Object at(Root root) {
        return switch (root) {
            case EVENT -> event();
            case DATA -> data();
            case RAW -> raw();
            case FACTS -> facts();
            case PARAMS -> params;
            case RECALL -> recall;
            case NOW -> now;
        };
    }

    private @Nullable Object event() {
        if (record == null && event != null) {
            record = EventShapes.EVENT.of(event);
        }
        return record;
    }

    private @Nullable Object data() {
        if (data == null && event != null) {
            data = JsonValues.parse(event.getData());
        }
        return data;
    }

    private @Nullable Object raw() {
        if (raw == null && event != null) {
            raw = event.getRaw() == null ? data() : JsonValues.parse(event.getRaw());
        }
        return raw;
    }

    private Object facts() {
        if (facts == null) {
            facts = JsonValues.of(factValues);
        }
        return facts;
    }
}
