package io.probity.draft;

import io.probity.model.Actor;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The domain of an actor's mail address. Who works where is asked by many controls, and the address itself is protected, so it
 * is told apart before that.
 */
public final class MailDomain {
    /**
     * A local part without spaces or a second @, then a host name of two labels at least: RFC 1123, 253 characters. Before it
     * what providers put there: AWS names a role's session {@code AROAEXAMPLE:ada@example.org}.
     */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?:[^@\\s]*[:/])?[^@\\s:/]{1,64}@((?=.{4,253}$)(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63})");

    private MailDomain() {}

    /** The same actor, told the domain where its name or its id is an address. */
    public static Actor told(Actor actor) {
        String domain = of(actor.getId());
        domain = domain == null ? of(actor.getName()) : domain;
        return domain == null
                ? actor
                : new Actor(
                        actor.getId(),
                        actor.getName(),
                        actor.getKind(),
                        actor.getMfa(),
                        actor.getOnBehalfOf(),
                        actor.getCredential(),
                        domain);
    }

    public static @Nullable String of(@Nullable Object text) {
        if (!(text instanceof String mayBe) || mayBe.indexOf('@') < 1) {
            return null;
        }
        var match = ADDRESS.matcher(mayBe);
        return match.matches() ? match.group(1).toLowerCase(Locale.ROOT) : null;
    }
}
