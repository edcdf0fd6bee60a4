package io.probity.normalise.gitlab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.draft.EventDraft;
import io.probity.model.Outcome;
import io.probity.model.Target;
import io.probity.normalise.Item;
import io.probity.normalise.TypeNaming;
import io.probity.normalise.Words;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A webhook or a system hook: the type is its object_kind, or its event_name where it has none. */
record HookShape(TypeNaming naming) {
    private static final Set<String> WITH_STATUS = Set.of("pipeline", "build", "job", "deployment");
    /** Places of the moment of the event, the most telling first. */
    private static final List<String[]> TIMES = List.of(
            new String[] {"object_attributes", "finished_at"},
            new String[] {"build_finished_at"},
            new String[] {"build_started_at"},
            new String[] {"build_created_at"},
            new String[] {"status_changed_at"},
            new String[] {"object_attributes", "updated_at"},
            new String[] {"object_attributes", "created_at"},
            new String[] {"released_at"});

    void read(Item item, Map<String, String> headers) {
        EventDraft draft = item.draft();
        String word = orEmpty(item.text("object_kind"), item.text("event_name"));
        // The only header that is the same for each retry of one hook.
        draft.id = headers.get("idempotency-key");
        draft.effective = time(item, word);
        draft.actor = GitlabActors.doer(item, word);
        draft.scope = GitlabScopes.hook(item, word);
        draft.target = target(item, word);
        draft.action = action(item, word);
        draft.crud = Words.crud(draft.action);
        draft.outcome = WITH_STATUS.contains(word) ? status(item) : Outcome.UNKNOWN;
        naming.name(draft, word);
        if (draft.outcome == Outcome.UNKNOWN && !WITH_STATUS.contains(word)) {
            draft.outcome = Outcome.SUCCESS; // other hooks tell of what was done
        }
        if (word.equals(Vulnerabilities.WORD)) {
            Vulnerabilities.read(item, headers);
        }
        draft.keep(data(item));
    }

    private static String action(Item item, String word) {
        return orEmpty(
                Item.scalar(item.at("object_attributes", "action")),
                item.text("action"),
                item.text("event_name"),
                word);
    }

    private static Outcome status(Item item) {
        return Words.outcome(orEmpty(
                item.text("build_status"), Item.scalar(item.at("object_attributes", "status")), item.text("status")));
    }

    /** Created_at is the thing's own; it is the event's time only where the event is the creation. */
    private static @Nullable Instant time(Item item, String word) {
        if (word.equals("access_token")) {
            return null; // the times in it are of the token, the event is a warning days before its end
        }
        for (var place : TIMES) {
            Instant time = item.time(place);
            if (time != null) {
                return time;
            }
        }
        boolean creation = word.contains("create") || word.contains("_add_");
        Instant first = item.time(creation ? "created_at" : "updated_at");
        return first == null ? item.time(creation ? "updated_at" : "created_at") : first;
    }

    private static @Nullable Target target(Item item, String word) {
        if (item.at("object_attributes").isObject()) {
            return new Target(
                    word,
                    item.id("object_attributes", "id"),
                    firstOf(
                            Item.scalar(item.at("object_attributes", "title")),
                            Item.scalar(item.at("object_attributes", "name"))));
        }
        if (word.startsWith("user_")) {
            return new Target("user", item.id("user_id"), firstOf(item.id("user_name"), item.id("name")));
        }
        if (word.startsWith("key_")) {
            return new Target("key", item.id("id"), null);
        }
        String id = firstOf(item.id("build_id"), item.id("deployment_id"), item.id("id"), item.id("ref"));
        return new Target(word, id, firstOf(item.id("build_name"), item.id("name")));
    }

    private static ObjectNode data(Item item) {
        ObjectNode data = item.object().deepCopy();
        data.remove(List.of("object_kind", "event_name", "user"));
        return data;
    }

    private static String orEmpty(@Nullable String... candidates) {
        String first = firstOf(candidates);
        return first == null ? "" : first;
    }

    private static @Nullable String firstOf(@Nullable String... candidates) {
        for (var candidate : candidates) {
            if (candidate != null) {
                return candidate;
            }
        }
        return null;
    }
}
