package io.probity.normalise.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.draft.EventDraft;
import io.probity.draft.WarningCode;
import io.probity.model.Actor;
import io.probity.model.ActorKind;
import io.probity.model.Category;
import io.probity.model.Credential;
import io.probity.model.Crud;
import io.probity.model.Metadata;
import io.probity.model.Outcome;
import io.probity.model.Principal;
import io.probity.model.Scope;
import io.probity.model.Subject;
import io.probity.model.Target;
import io.probity.normalise.Concerned;
import io.probity.normalise.Times;
import io.probity.normalise.TraceParent;
import io.probity.normalise.TypeNaming;
import io.probity.normalise.Words;
import io.probity.normalise.mapping.Mapping.Variant;
import io.probity.types.EventType;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills one draft from one object by one variant. */
record Filler(Mapping mapping, Variant variant, Given given) {
    private static final Pattern SEQUENCE = Pattern.compile("\\d{1,18}");

    EventDraft fill(TypeNaming naming) {
        var draft = new EventDraft();
        draft.fields = mapping.fields();
        draft.around = given.outside();
        draft.source = or(text(Field.COMPONENT), mapping.source());
        draft.id = text(Field.ID);
        draft.effective = time(Field.TIME, draft);
        draft.collected = time(Field.COLLECTED, draft);
        draft.category = choice(Field.CATEGORY, Category.class, Category.OTHER);
        draft.crud = choice(Field.CRUD, Crud.class, Crud.UNKNOWN);
        draft.outcome = outcome();
        draft.actor = new Actor(
                or(text(Field.ACTOR_ID), ""),
                text(Field.ACTOR_NAME),
                choice(Field.ACTOR_KIND, ActorKind.class, ActorKind.UNKNOWN),
                flag(Field.ACTOR_MFA),
                principal(),
                credential(),
                null);
        draft.scope = scope();
        subjects(draft);
        draft.target = target();
        draft.metadata = metadata();
        draft.teamId = text(Field.TEAM);
        draft.sessionId = text(Field.SESSION);
        draft.requestId = text(Field.REQUEST);
        draft.traceId = text(Field.TRACE);
        draft.spanId = text(Field.SPAN);
        draft.parentId = text(Field.PARENT);
        draft.sequence = sequence(draft);
        draft.producerVersion = text(Field.PRODUCER_VERSION);
        TraceParent.fill(draft, given.headers().get("traceparent"));
        var type = name(draft, naming);
        keep(draft);
        concerned(draft, type);
        return draft;
    }

    private Optional<EventType> name(EventDraft draft, TypeNaming naming) {
        String type = or(text(Field.TYPE), "");
        draft.action = or(text(Field.ACTION), type);
        var registered = naming.name(draft, type);
        draft.crud = draft.crud == Crud.UNKNOWN ? Words.crud(draft.action) : draft.crud;
        return registered;
    }

    private @Nullable JsonNode find(Field field) {
        var rule = variant.rule(field);
        return rule == null ? null : rule.find(given);
    }

    private @Nullable String text(Field field) {
        var rule = variant.rule(field);
        return rule == null ? null : rule.text(given);
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    private @Nullable Instant time(Field field, EventDraft draft) {
        var value = find(field);
        var time = value == null ? null : Times.of(value);
        if (value != null && time == null) {
            draft.warn(WarningCode.FIELD_UNREADABLE, field.key() + " is not a time");
        }
        return time;
    }

    private @Nullable Long sequence(EventDraft draft) {
        String digits = text(Field.SEQUENCE);
        if (digits == null || SEQUENCE.matcher(digits).matches()) {
            return digits == null ? null : Long.valueOf(digits);
        }
        draft.warn(WarningCode.FIELD_UNREADABLE, "sequence is not a whole number");
        return null;
    }

    private @Nullable Boolean flag(Field field) {
        String word = text(field);
        if (word == null) {
            return null;
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> Boolean.TRUE;
            case "false", "no", "0" -> Boolean.FALSE;
            default -> null;
        };
    }

    /** Ours by name, else what the provider's word means; {@link Words} knows the usual ones and HTTP's numbers. */
    private Outcome outcome() {
        String word = text(Field.OUTCOME);
        if (word == null) {
            return Outcome.UNKNOWN;
        }
        var ours = choice(word, Outcome.class, Outcome.UNKNOWN);
        return ours == Outcome.UNKNOWN ? Words.outcome(word) : ours;
    }

    private <E extends Enum<E>> E choice(Field field, Class<E> type, E otherwise) {
        String word = text(field);
        return word == null ? otherwise : choice(word, type, otherwise);
    }

    private static <E extends Enum<E>> E choice(String word, Class<E> type, E otherwise) {
        for (var constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(word)) {
                return constant;
            }
        }
        return otherwise;
    }

    private @Nullable Principal principal() {
        String id = text(Field.FOR_ID);
        String name = text(Field.FOR_NAME);
        return id == null && name == null
                ? null
                : new Principal(or(id, ""), name, choice(Field.FOR_KIND, ActorKind.class, ActorKind.UNKNOWN));
    }

    private @Nullable Credential credential() {
        String id = text(Field.CREDENTIAL_ID);
        String kind = text(Field.CREDENTIAL_KIND);
        return id == null && kind == null ? null : new Credential(or(kind, ""), id);
    }

    private @Nullable Scope scope() {
        String id = text(Field.SCOPE_ID);
        return id == null ? null : new Scope(or(text(Field.SCOPE_KIND), mapping.source()), id, text(Field.SCOPE_PATH));
    }

    private void subjects(EventDraft draft) {
        for (var subject : variant.subjects()) {
            String kind = subject.kind().text(given);
            String id = subject.id().text(given);
            if (kind != null && id != null) {
                draft.subjects.add(new Subject(kind, id));
            }
        }
    }

    /** What the mapping says, and what the type has read from the data of every source. */
    private void concerned(EventDraft draft, Optional<EventType> type) {
        for (var rule : variant.concerns()) {
            String kind = rule.kind().text(given);
            if (kind != null) {
                rule.id().texts(given).forEach(id -> Concerned.add(draft, new Subject(kind, id)));
            }
        }
        type.ifPresent(it -> Concerned.read(draft, it, draft.freeForm()));
    }

    private @Nullable Target target() {
        String type = text(Field.TARGET_TYPE);
        String id = text(Field.TARGET_ID);
        String name = text(Field.TARGET_NAME);
        return id == null && name == null ? null : new Target(or(type, ""), id, name);
    }

    private @Nullable Metadata metadata() {
        String ip = text(Field.IP);
        String agent = text(Field.USER_AGENT);
        return ip == null && agent == null ? null : new Metadata(ip, agent, null, null);
    }

    /** The part that the mapping names, and beside it the whole object, else the whole object alone: no field is thrown away. */
    private void keep(EventDraft draft) {
        var evidence = EvidenceFiller.read(variant, given, draft);
        if (evidence != null) {
            var item = given.item();
            ObjectNode data = item.objectNode();
            data.setAll(item);
            data.set(EvidenceFiller.MEMBER, evidence);
            draft.raw = item.has(EvidenceFiller.MEMBER) ? item : null;
            draft.keep(data);
        } else if (find(Field.DATA) instanceof ObjectNode part) {
            draft.raw = given.item();
            draft.keep(part);
        } else {
            draft.keep(given.item());
        }
    }
}
