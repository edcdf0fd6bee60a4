package io.probity.normalise;

import com.fasterxml.jackson.databind.JsonNode;
import io.probity.draft.EventDraft;
import io.probity.model.Subject;
import io.probity.types.EventType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Subjects that an event concerns beside those that it has anyhow: a deployment is of an artifact and in an environment, an
 * attestation is of the artifacts that its statement names. They come behind, so that the event's home stays what it was.
 */
public final class Concerned {
    private static final String STATEMENT = "https://in-toto.io/Statement/";

    private Concerned() {}

    /** Adds those that the type says are to be read from the event's data, or from its target. */
    public static void read(EventDraft draft, EventType type, JsonNode data) {
        for (var kind : type.concerns()) {
            switch (kind) {
                case "artifact" -> artifacts(data).forEach(id -> add(draft, new Subject(kind, id)));
                case "environment" -> environments(data).forEach(id -> add(draft, new Subject(kind, id)));
                default -> target(draft);
            }
        }
    }

    private static void target(EventDraft draft) {
        var target = draft.target;
        if (target != null
                && target.getId() != null
                && !target.getType().isBlank()
                && !target.getId().isBlank()) {
            add(draft, new Subject(target.getType(), target.getId()));
        }
    }

    /** Adds one, where it is not there and there is room. Of an event without subjects the scope is the home, and stays it. */
    public static void add(EventDraft draft, Subject subject) {
        if (draft.subjects.isEmpty()) {
            if (draft.scope == null) {
                return; // validation refuses it for that
            }
            draft.subjects.add(new Subject(draft.scope.getKind(), draft.scope.getId()));
        }
        if (draft.subjects.size() < EventDraft.MOST_SUBJECTS && !draft.subjects.contains(subject)) {
            draft.subjects.add(subject);
        }
    }

    private static List<String> environments(JsonNode data) {
        var given = data.path("environment");
        @Nullable String id = given.isObject() ? first(given, "id", "name") : Item.scalar(given);
        return id == null || id.isBlank() ? List.of() : List.of(id);
    }

    private static List<String> artifacts(JsonNode data) {
        var ids = new ArrayList<String>();
        for (var name : List.of("artifact", "artifacts", "image", "images")) {
            named(data.path(name), ids);
        }
        statement(data, ids);
        statement(data.path("statement"), ids);
        return ids;
    }

    /** One, or a list of them: a text as image references are written, or an object. */
    private static void named(JsonNode given, List<String> ids) {
        if (given.isArray()) {
            given.forEach(each -> named(each, ids));
            return;
        }
        @Nullable String name = given.isObject() ? first(given, "name", "repository", "uri") : Item.scalar(given);
        if (given.isObject()) {
            @Nullable String tag = first(given, "tag", "version");
            name = name == null || tag == null ? name : name + ':' + tag;
            add(name, digest(given.path("digest")), ids);
        } else {
            add(name, null, ids);
        }
    }

    /** An in-toto statement, alone or as it is signed in a bundle: its subjects are the artifacts that it speaks of. */
    private static void statement(JsonNode given, List<String> ids) {
        if (given.path("_type").asText().startsWith(STATEMENT)) {
            for (var subject : given.path("subject")) {
                @Nullable String digest = digest(subject.path("digest"));
                if (digest != null) { // other algorithms identify no artifact here
                    add(first(subject, "name"), digest, ids);
                }
            }
        }
    }

    private static void add(@Nullable String name, @Nullable String digest, List<String> ids) {
        if (digest != null) {
            ids.add(name == null || name.isBlank() ? digest : name + '@' + digest);
        } else if (name != null && !name.isBlank()) {
            ids.add(name);
        }
    }

    /** A text, or a set of digests by algorithm. */
    private static @Nullable String digest(JsonNode given) {
        @Nullable String text = given.isObject() ? Item.scalar(given.path("sha256")) : Item.scalar(given);
        return text == null ? null : text.indexOf(':') < 0 ? "sha256:" + text : text;
    }

    private static @Nullable String first(JsonNode object, String... names) {
        for (var name : names) {
            @Nullable String text = Item.scalar(object.path(name));
            if (text != null) {
                return text;
            }
        }
        return null;
    }
}
