package io.probity.normalise.gitlab;

import io.probity.draft.WarningCode;
import io.probity.normalise.Item;
import io.probity.normalise.TypeNaming;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The type of an audit event: by header, then body, then the words in details. {@code audit_operation}, which older
 * versions put in header and body alike, names nothing.
 */
record AuditEventTypes(TypeNaming naming, GitlabMessages messages) {
    private static final String NO_TYPE = "audit_operation";

    void name(Item item, @Nullable String header) {
        String ofHeader = meaningful(header);
        String ofBody = meaningful(Item.scalar(item.at("event_type")));
        if (ofBody == null) {
            ofBody = meaningful(Item.scalar(item.at("details", "event_name")));
        }
        if (ofHeader != null && ofBody != null && !canonical(ofHeader).equals(canonical(ofBody))) {
            item.draft().warn(WarningCode.TYPE_CONFLICT, "header says " + ofHeader + ", body says " + ofBody);
            ofHeader = isRegistered(ofHeader) || !isRegistered(ofBody) ? ofHeader : ofBody;
        }
        String target = AuditEventShape.said(item, "target_type");
        String entity = item.text("entity_type");
        String ofDetails = messages.type(
                item.at("details"), Objects.requireNonNullElse(target, ""), Objects.requireNonNullElse(entity, ""));
        String word = Stream.of(ofHeader, ofBody, ofDetails)
                .filter(candidate -> candidate != null)
                .findFirst()
                .orElse(NO_TYPE);
        naming.name(item.draft(), word);
    }

    private static @Nullable String meaningful(@Nullable String word) {
        return word == null || word.isBlank() || word.equals(NO_TYPE) ? null : word.strip();
    }

    private String canonical(String word) {
        return naming.types()
                .find(word)
                .map(type -> type.isPattern() ? word : type.name())
                .orElse(word);
    }

    private boolean isRegistered(String word) {
        return naming.types().find(word).isPresent();
    }
}
