package io.probity.normalise.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.draft.EventDraft;
import io.probity.draft.WarningCode;
import io.probity.normalise.Times;
import io.probity.normalise.mapping.Mapping.Variant;
import org.jspecify.annotations.Nullable;

/** The answer of another engine, as an {@code evidence_reported} has it in its data. */
final class EvidenceFiller {
    static final String MEMBER = "evidence";

    private EvidenceFiller() {}

    /** Null where the variant has no rule for one, or none of them gives anything. */
    static @Nullable ObjectNode read(Variant variant, Given given, EventDraft draft) {
        if (variant.rule(Field.EVIDENCE_TYPE) == null) {
            return null; // nearly always
        }
        var envelope = JsonNodeFactory.instance.objectNode();
        for (var field : Field.ofEvidence()) {
            var rule = variant.rule(field);
            @Nullable String text = rule == null ? null : text(field, rule, given, draft);
            if (text != null) {
                put(envelope, field.key().substring(MEMBER.length() + 1), text);
            }
        }
        return envelope.isEmpty() ? null : envelope;
    }

    private static @Nullable String text(Field field, Rule rule, Given given, EventDraft draft) {
        if (field != Field.EVIDENCE_COLLECTED && field != Field.EVIDENCE_EXPIRES) {
            return rule.text(given);
        }
        @Nullable JsonNode value = rule.find(given);
        var time = value == null ? null : Times.of(value);
        if (value != null && time == null) {
            draft.warn(WarningCode.FIELD_UNREADABLE, field.key() + " is not a time");
            return value.asText(); // that there was one matters: an end that nobody can read has passed
        }
        return time == null ? null : time.toString();
    }

    private static void put(ObjectNode into, String key, String text) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            into.put(key, text);
        } else {
            into.withObjectProperty(key.substring(0, dot)).put(key.substring(dot + 1), text);
        }
    }

    /** As a test of a mapping names it; null where there is none. */
    static @Nullable String seen(EventDraft draft, Field field) {
        var at = draft.freeForm().at("/" + field.key().replace('.', '/'));
        return at.isValueNode() && !at.isNull() ? at.asText() : null;
    }
}
