package io.probity.draft;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import io.probity.model.Actor;
import io.probity.model.AliasRow;
import io.probity.model.Category;
import io.probity.model.Context;
import io.probity.model.Crud;
import io.probity.model.LifecycleRow;
import io.probity.model.Metadata;
import io.probity.model.Outcome;
import io.probity.model.Result;
import io.probity.model.Scope;
import io.probity.model.Subject;
import io.probity.model.Target;
import io.probity.model.Warning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way through the intake. Plain fields on purpose: a draft has no invariants until {@code transform}
 * seals it into an immutable {@link io.probity.model.AuditEvent}, and it never leaves the call that made it.
 *
 * <p>A null field is one that the source did not give. Normalisers fill what the provider said, {@code validate} reads,
 * {@code enrich} sets {@link #context}.
 */
public final class EventDraft {
    /** Warnings that are kept of one event, those apart that are the first of their code. */
    public static final int MOST_WARNINGS = 50;
    /** Most subjects of one event: each has a record of its own in the log. */
    public static final int MOST_SUBJECTS = 100;
    /** Longest text of a field that is no key, in characters; what is longer is shortened, and whole in data or raw. */
    public static final int MOST_TEXT = 1_024;
    /** Longest detail of a warning, in characters. */
    static final int MOST_DETAIL = 300;

    public @Nullable String id;
    /** Registered name after aliases; the provider's own word where it is not registered. */
    public String eventType = "";
    /** The producing component; the source's name where the provider names none. */
    public String source = "";

    public Category category = Category.OTHER;
    public String action = "";
    public Crud crud = Crud.UNKNOWN;
    public Actor actor = Actors.NOBODY;
    public @Nullable Scope scope;
    /** The home subject first; empty means: the scope is the subject. */
    public final List<Subject> subjects = new ArrayList<>(1);

    public @Nullable Target target;
    public Outcome outcome = Outcome.UNKNOWN;
    public @Nullable Instant effective;
    public @Nullable Instant collected;
    public @Nullable String teamId;
    public @Nullable String sessionId;
    public @Nullable String requestId;
    public @Nullable String traceId;
    public @Nullable String spanId;
    public @Nullable String parentId;
    private ObjectNode freeForm = JsonNodeFactory.instance.objectNode();
    private @Nullable String text;
    /** The provider's own object; {@code transform} projects it. Null where data is all of it, or the event came in canonical form. */
    public @Nullable ObjectNode raw;
    /** What it came in; {@code transform} projects it. */
    public Around around = Around.NOTHING;

    public @Nullable Result result;
    public @Nullable Metadata metadata;
    public @Nullable Context context;
    /** What the event tells of the life of its target, for the table of those; null for nothing new. */
    public @Nullable LifecycleRow lifecycle;
    /** What the event tells of names of artifacts, for the table of those. */
    public List<AliasRow> aliases = List.of();
    /** The classes of the paths of data and raw; secret ones are never kept. */
    public FieldTable fields = FieldTable.empty();
    /** Version of the producer, where it says; compared with the milestone of the type. */
    public @Nullable String producerVersion;

    /** Number that the source gave the event, where it numbers them without gap; see {@code audit.balance}. */
    public @Nullable Long sequence;

    public final List<Warning> warnings = new ArrayList<>(0);
    private int leftOut;

    /** Keeps the free-form part, without what {@link #fields} calls secret. */
    public void keep(ObjectNode given) {
        freeForm = fields.projectData(given);
        text = null;
    }

    /** The free-form part, without secrets; not to be changed. {@code transform} protects it. */
    public ObjectNode freeForm() {
        return freeForm;
    }

    /** The same as canonical JSON text, made when it is first asked for: of an event that came as Avro and is protected, nobody does. */
    public String data() {
        var made = text;
        if (made == null) {
            made = CanonicalJson.text(freeForm);
            text = made;
        }
        return made;
    }

    /**
     * Notes something odd that does not cost the event its acceptance; codes are listed in docs/warnings.md. Beyond {@link
     * #MOST_WARNINGS} only the first of each code is kept, and the rest are counted: a record of a megabyte must not bring
     * half a million of them into the log.
     */
    public void warn(WarningCode code, String detail) {
        if (warnings.size() < MOST_WARNINGS || isFirst(code)) {
            warnings.add(new Warning(code.name(), Shortened.words(detail, MOST_DETAIL)));
        } else {
            leftOut++;
        }
    }

    private boolean isFirst(WarningCode code) {
        return warnings.stream().noneMatch(warning -> warning.getCode().equals(code.name()));
    }

    /** What was noted, and at the end how much more there was. */
    public List<Warning> noted() {
        if (leftOut == 0) {
            return List.copyOf(warnings);
        }
        var noted = new ArrayList<>(warnings);
        noted.add(new Warning(WarningCode.WARNINGS_LEFT_OUT.name(), "and " + leftOut + " more"));
        return noted;
    }
}
