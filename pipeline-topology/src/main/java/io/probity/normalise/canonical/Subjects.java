package io.probity.normalise.canonical;

import io.probity.draft.EventDraft;
import io.probity.draft.WarningCode;
import io.probity.model.Category;
import io.probity.model.Scope;
import io.probity.model.Subject;
import io.probity.normalise.Item;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a canonical event belongs. Scope: as given, else the team, else the source. Subjects: as given; else, for an event
 * of one of the four families that carries a request id, the request and then the scope, so that all events of one request
 * (asked, understood, approved, generated, deployed, drifted) land on one subject and a control can compare who asked with
 * who approved; else the scope alone.
 */
final class Subjects {
    private static final Set<Category> FAMILIES =
            Set.of(Category.USER_INTERACTION, Category.SYSTEM_PROCESSING, Category.GOVERNANCE, Category.INFRASTRUCTURE);

    private Subjects() {}

    static void read(Item item) {
        EventDraft draft = item.draft();
        Scope scope = scope(item);
        draft.scope = scope;
        given(item);
        if (!draft.subjects.isEmpty()) {
            return;
        }
        if (draft.requestId != null && FAMILIES.contains(draft.category)) {
            draft.subjects.add(new Subject("request", draft.requestId));
        }
        draft.subjects.add(new Subject(scope.getKind(), scope.getId()));
    }

    private static Scope scope(Item item) {
        @Nullable String kind = item.text("scope", "kind");
        @Nullable String id = item.id("scope", "id");
        if (kind != null && id != null) {
            return new Scope(kind, id, item.text("scope", "path"));
        }
        EventDraft draft = item.draft();
        return draft.teamId == null ? new Scope("source", draft.source, null) : new Scope("team", draft.teamId, null);
    }

    private static void given(Item item) {
        for (var given : item.at("subjects")) {
            @Nullable String kind = Item.scalar(given.path("kind"));
            @Nullable String id = Item.scalar(given.path("id"));
            if (kind == null || id == null) {
                item.draft().warn(WarningCode.FIELD_UNREADABLE, "a subject has no kind or no id");
            } else {
                item.draft().subjects.add(new Subject(kind, id));
            }
        }
    }
}
