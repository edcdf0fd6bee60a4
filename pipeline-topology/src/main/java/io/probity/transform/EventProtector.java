package io.probity.transform;

import io.probity.draft.EventDraft;
import io.probity.draft.FieldTable;
import io.probity.draft.LateBytes;
import io.probity.draft.WarningCode;
import io.probity.keys.Aad;
import io.probity.keys.SubjectNames;
import io.probity.keys.TenantKeys;
import io.probity.model.Actor;
import io.probity.model.AuditEvent;
import io.probity.model.Target;
import io.probity.model.Warning;
import io.probity.wire.EntryLimit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Protects events, one after the other, for one thread. */
final class EventProtector {
    private static final int TARGET = position("target");
    private static final int DATA = position("data");
    private static final int RAW = position("raw");
    private static final int AROUND = position("around");
    private static final int ORIGINAL = position("original");
    private static final int WARNINGS = position("warnings");

    private static final int MOST_TABLES = 1_024;

    private record Shipped(String source, FieldTable table) {}

    private final Protection protection;
    private final RecordPlan plan;
    private final Map<String, TenantKeys> tenants = new HashMap<>();
    private final Map<Shipped, FieldTable> tables = new HashMap<>();
    private @Nullable JsonKeeper json;

    EventProtector(Protection protection, RecordPlan plan) {
        this.protection = protection;
        this.plan = plan;
    }

    /**
     * Protects an event where it is.
     *
     * @param event in clear, and nobody else's; its data, raw, around and warnings are taken from the draft
     * @param source name of the source: whose ids its ids are
     * @param original the source's bytes; null for none
     * @param limit an event that would be larger has what is personal in its free-form parts encrypted by whole members, and
     *     its original not kept
     * @return the same event
     * @throws io.probity.canonical.CanonicalFormException if a text cannot be UTF-8
     */
    AuditEvent protect(
            AuditEvent event, EventDraft draft, String source, @Nullable LateBytes original, EntryLimit limit) {
        var keys = tenants.computeIfAbsent(event.getTenant(), protection.keys()::of);
        var target = event.getTarget();
        var subjects = new Subjects(source, event.getIngested(), event.getActor(), target);
        var of = new Aad(event.getTenant(), Protection.eventSchema(), event.getId());
        var values = new Values(keys, of, subjects);
        var fields = table(source, draft.fields);
        var keeper = keeper(values, event.getActor());

        plan.keep(event, values);
        hidePerson(target, event, values);
        freeForm(event, draft, fields, keeper, false);
        for (var finding : values.findings()) {
            draft.warn(
                    finding.kind().isSecret() ? WarningCode.SECRET_FOUND : WarningCode.PERSONAL_DATA_FOUND,
                    finding.words());
        }
        event.put(WARNINGS, warnings(draft.noted(), values));
        byte[] kept = original != null && protection.keepOriginal() ? original.get() : null;
        if (kept != null) {
            event.put(ORIGINAL, values.sealed(kept, Subjects.Whose.ACTOR, "original"));
        }
        if (mayBeTooLarge(event, kept, limit) && limit.excess(event) != null) {
            freeForm(event, draft, fields, keeper, true);
            event.put(ORIGINAL, null);
        }
        return event;
    }

    private static boolean mayBeTooLarge(AuditEvent event, byte @Nullable [] original, EntryLimit limit) {
        var raw = event.getRaw();
        long length = event.getData().length()
                + (raw == null ? 0 : raw.length())
                + (original == null ? 0 : original.length)
                + event.getAround().stream().mapToLong(String::length).sum();
        return length >= limit.maxBytes() / 4;
    }

    private static void freeForm(
            AuditEvent event, EventDraft draft, FieldTable fields, JsonKeeper keeper, boolean coarse) {
        event.put(DATA, keeper.text(draft.freeForm(), fields.data().top(), "data", coarse));
        if (draft.raw != null) {
            event.put(RAW, keeper.text(draft.raw, fields.raw().top(), "raw", coarse));
        }
        if (!draft.around.objects().isEmpty()) {
            event.put(
                    AROUND,
                    draft.around.objects().stream()
                            .map(object -> keeper.text(object, fields.raw().top(), "around", coarse))
                            .toList());
        }
    }

    /** For each source its own, since what an operator adds is said of a source; several may share what ships. */
    private FieldTable table(String source, FieldTable shipped) {
        if (tables.size() >= MOST_TABLES) {
            tables.clear(); // of mappings that were reloaded since
        }
        return tables.computeIfAbsent(new Shipped(source, shipped), it -> protection.table(source, shipped));
    }

    private JsonKeeper keeper(Values values, Actor actor) {
        var keeper = json;
        if (keeper == null) {
            keeper = new JsonKeeper(values);
            json = keeper;
        }
        keeper.begin(values, identifiers(actor));
        return keeper;
    }

    private static Set<String> identifiers(Actor actor) {
        var identifiers = new HashSet<String>(4);
        add(identifiers, actor.getId());
        if (actor.getOnBehalfOf() != null) {
            add(identifiers, actor.getOnBehalfOf().getId());
        }
        if (actor.getCredential() != null) {
            add(identifiers, actor.getCredential().getId());
        }
        return identifiers;
    }

    private static void add(Set<String> identifiers, @Nullable Object id) {
        if (id instanceof String text && !text.isEmpty()) {
            identifiers.add(text);
        }
    }

    private static List<Warning> warnings(List<Warning> noted, Values values) {
        return noted.stream()
                .map(warning -> warning.getDetail() instanceof String detail
                        ? new Warning(warning.getCode(), values.sealed(detail, Subjects.Whose.ACTOR, "warnings/detail"))
                        : warning)
                .toList();
    }

    /** Of somebody the id is a token too, as text: a control can tell whether it is the actor. */
    private static void hidePerson(@Nullable Target clear, AuditEvent event, Values values) {
        if (clear != null && clear.getId() != null && SubjectNames.isPerson(clear.getType())) {
            var kept = Objects.requireNonNull(event.getTarget());
            event.put(TARGET, new Target(kept.getType(), values.token(clear.getId()), kept.getName()));
        }
    }

    private static int position(String field) {
        return AuditEvent.getClassSchema().getField(field).pos();
    }
}
