package io.probity.normalise.gitlab;

import io.probity.draft.Actors;
import io.probity.draft.EventDraft;
import io.probity.model.ActorKind;
import io.probity.model.Scope;
import io.probity.model.Subject;
import io.probity.model.Target;
import io.probity.normalise.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the hook of a vulnerability says otherwise than other hooks do: it has neither an id nor a project but in the address of its page, and who
 * acted but in the state that it came to. The vulnerability is the subject, and not its project: a project has hundreds of them over the years,
 * and a fact is kept of 500 things at most.
 */
final class Vulnerabilities {
    static final String WORD = "vulnerability";

    private static final String ATTRIBUTES = "object_attributes";
    private static final String INSTANCE_HEADER = "x-gitlab-instance";
    private static final Pattern PAGE = Pattern.compile("(https?://[^/]+)?/(.+)/-/security/vulnerabilities/(\\d+)");
    /** The change of state and of the record are written one after the other. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private Vulnerabilities() {}

    /** Adds to a draft that has been read as any other hook. */
    static void read(Item item, Map<String, String> headers) {
        EventDraft draft = item.draft();
        var state = Item.scalar(item.at(ATTRIBUTES, "state"));
        draft.action = state == null ? draft.action : state;
        var by = state == null ? null : actor(item, state);
        if (by != null) {
            draft.actor = Actors.of(by, null, ActorKind.USER, null);
        }
        var url = Item.scalar(item.at(ATTRIBUTES, "url"));
        var page = PAGE.matcher(url == null ? "" : below(url, headers.get(INSTANCE_HEADER)));
        if (!page.matches()) {
            return;
        }
        draft.subjects.add(new Subject(WORD, page.group(3)));
        draft.target = new Target(WORD, page.group(3), Item.scalar(item.at(ATTRIBUTES, "title")));
        var scope = draft.scope;
        if (scope != null && scope.getKind().equals("project") && scope.getPath() == null) {
            draft.scope = new Scope(scope.getKind(), scope.getId(), page.group(2));
        }
    }

    /** An instance may lie below a path of its host, which is no part of a project's. */
    private static String below(String url, @Nullable String instance) {
        return instance != null && url.startsWith(instance + "/") ? url.substring(instance.length()) : url;
    }

    /** Whoever brought it to its state, if that is what happened: a hook comes for an issue that was linked, too. */
    private static @Nullable String actor(Item item, String state) {
        var then = item.time(ATTRIBUTES, state + "_at");
        Instant now = item.time(ATTRIBUTES, "updated_at");
        boolean justNow =
                then != null && now != null && Duration.between(then, now).abs().compareTo(AT_ONCE) < 0;
        return justNow ? item.id(ATTRIBUTES, state + "_by_id") : null;
    }
}
