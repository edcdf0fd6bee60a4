package io.probity.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.canonical.CanonicalJson;
import io.probity.draft.EventDraft;
import io.probity.draft.FieldTable;
import io.probity.draft.WarningCode;
import io.probity.keys.Aad;
import io.probity.keys.TenantKeys;
import io.probity.model.Actor;
import io.probity.model.AuditEvent;
import io.probity.model.Protected;
import io.probity.model.Target;
import io.probity.model.Warning;
import io.probity.wire.EntryLimit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Protects events, one after the other, for one thread. */
final class EventProtector {
    private final Protection protection;
    private final RecordPlan plan;
    private final Map<String, TenantKeys> tenants = new HashMap<>();
    private final Map<FieldTable, FieldTable> tables = new HashMap<>();
    private @Nullable JsonKeeper json;

    EventProtector(Protection protection, RecordPlan plan) {
        this.protection = protection;
        this.plan = plan;
    }

    /**
     * Protects an event.
     *
     * @param event in clear; its data, raw and warnings are taken from the draft
     * @param source name of the source: whose ids its ids are
     * @param original the source's bytes; null for none
     * @param limit an event that would be larger has what is personal in its free-form parts encrypted by whole members, and
     *     its original not kept
     * @throws io.probity.canonical.CanonicalFormException if a text cannot be UTF-8
     */
    AuditEvent protect(
            AuditEvent event, EventDraft draft, String source, byte @Nullable [] original, EntryLimit limit) {
        var keys = tenants.computeIfAbsent(event.getTenant(), protection.keys()::of);
        var subjects = new Subjects(source, event.getIngested(), event.getActor(), event.getTarget());
        var of = new Aad(event.getTenant(), Protection.eventSchema(), event.getId());
        var values = new Values(keys, of, subjects);
        var fields = tables.computeIfAbsent(draft.fields, shipped -> protection.table(source, shipped));
        var keeper = keeper(values, event.getActor());

        var kept = plan.kept(event, values);
        var data = keeper.text(freeForm(draft), fields.data().top(), "data", false);
        var raw = draft.raw == null ? null : keeper.text(draft.raw, fields.raw().top(), "raw", false);
        for (var finding : values.findings()) {
            draft.warn(
                    finding.kind().isSecret() ? WarningCode.SECRET_FOUND : WarningCode.PERSONAL_DATA_FOUND,
                    finding.words());
        }
        var warnings = warnings(draft.noted(), values);
        var sealed = original == null || !protection.keepOriginal()
                ? null
                : values.sealed(original, Subjects.Whose.ACTOR, "original");
        var target = target(event.getTarget(), kept.getTarget(), values);
        var whole = with(kept, target, data, raw, sealed, warnings);
        if (data.length() + (raw == null ? 0 : raw.length()) + (original == null ? 0 : original.length)
                        < limit.maxBytes() / 4
                || limit.excess(whole) == null) {
            return whole;
        }
        return with(
                kept,
                target,
                keeper.text(freeForm(draft), fields.data().top(), "data", true),
                draft.raw == null ? null : keeper.text(draft.raw, fields.raw().top(), "raw", true),
                null,
                warnings);
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

    private static ObjectNode freeForm(EventDraft draft) {
        var tree = draft.freeForm;
        if (tree != null) {
            return tree;
        }
        try {
            JsonNode data = CanonicalJson.read(draft.data);
            return data instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("data is not the canonical JSON that normalise makes", e);
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
    private static @Nullable Target target(@Nullable Target clear, @Nullable Target kept, Values values) {
        return clear == null || kept == null || clear.getId() == null || !Subjects.isPerson(clear)
                ? kept
                : new Target(kept.getType(), values.token(clear.getId()), kept.getName());
    }

    private static AuditEvent with(
            AuditEvent event,
            @Nullable Target target,
            String data,
            @Nullable String raw,
            @Nullable Protected original,
            List<Warning> warnings) {
        return new AuditEvent(
                event.getId(),
                event.getEventType(),
                event.getTenant(),
                event.getSource(),
                event.getCategory(),
                event.getAction(),
                event.getCrud(),
                event.getActor(),
                event.getScope(),
                event.getSubjects(),
                target,
                event.getOutcome(),
                event.getEffective(),
                event.getCollected(),
                event.getIngested(),
                event.getTeamId(),
                event.getSessionId(),
                event.getRequestId(),
                event.getTraceId(),
                event.getSpanId(),
                event.getParentId(),
                data,
                raw,
                original,
                event.getResult(),
                event.getMetadata(),
                event.getContext(),
                event.getContentKey(),
                event.getNormaliser(),
                warnings,
                event.getSalt());
    }
}
