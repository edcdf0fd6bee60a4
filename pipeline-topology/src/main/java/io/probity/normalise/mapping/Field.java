package io.probity.normalise.mapping;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of an event that a mapping may fill, under the names that it writes them by. */
enum Field {
    ID("id"),
    TYPE("type"),
    TIME("time"),
    COLLECTED("collected"),
    ACTION("action"),
    CATEGORY("category"),
    CRUD("crud"),
    OUTCOME("outcome"),
    COMPONENT("component"),
    ACTOR_ID("actor.id"),
    ACTOR_NAME("actor.name"),
    ACTOR_KIND("actor.kind"),
    ACTOR_MFA("actor.mfa"),
    FOR_ID("actor.onBehalfOf.id"),
    FOR_NAME("actor.onBehalfOf.name"),
    FOR_KIND("actor.onBehalfOf.kind"),
    CREDENTIAL_KIND("actor.credential.kind"),
    CREDENTIAL_ID("actor.credential.id"),
    SCOPE_KIND("scope.kind"),
    SCOPE_ID("scope.id"),
    SCOPE_PATH("scope.path"),
    TARGET_TYPE("target.type"),
    TARGET_ID("target.id"),
    TARGET_NAME("target.name"),
    IP("ip"),
    USER_AGENT("userAgent"),
    TEAM("team"),
    SESSION("session"),
    REQUEST("request"),
    TRACE("trace"),
    SPAN("span"),
    PARENT("parent"),
    SEQUENCE("sequence"),
    PRODUCER_VERSION("producerVersion"),
    EVIDENCE_TYPE("evidence.type"),
    EVIDENCE_STATUS("evidence.status"),
    EVIDENCE_REASON("evidence.reason"),
    EVIDENCE_ID("evidence.evidenceId"),
    EVIDENCE_DIGEST("evidence.digest"),
    EVIDENCE_HREF("evidence.href"),
    EVIDENCE_COLLECTED("evidence.collectedAt"),
    EVIDENCE_EXPIRES("evidence.expiresAt"),
    EVIDENCE_ENGINE("evidence.engine.name"),
    EVIDENCE_ENGINE_VERSION("evidence.engine.version"),
    DATA("data");

    private final String key;

    Field(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    /** Those of another engine's answer, which lie in the event's data. */
    static List<Field> ofEvidence() {
        return Arrays.stream(values())
                .filter(field -> field.key.startsWith("evidence."))
                .toList();
    }

    /** Null where there is no such field. */
    static @Nullable Field of(String key) {
        return Arrays.stream(values())
                .filter(field -> field.key.equals(key))
                .findFirst()
                .orElse(null);
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(Field::key).toList();
    }

    /** Whether it is written as a group of fields, such as {@code actor}. */
    static boolean isGroup(String key) {
        return Arrays.stream(values()).anyMatch(field -> field.key.startsWith(key + "."));
    }
}
