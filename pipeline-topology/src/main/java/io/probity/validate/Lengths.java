package io.probity.validate;

import io.probity.draft.EventDraft;
import io.probity.draft.Shortened;
import io.probity.draft.WarningCode;
import io.probity.model.Actor;
import io.probity.model.Credential;
import io.probity.model.Metadata;
import io.probity.model.Money;
import io.probity.model.Principal;
import io.probity.model.Result;
import io.probity.model.Scope;
import io.probity.model.Target;
import org.jspecify.annotations.Nullable;

/**
 * Shortens the fields that are no keys, with a warning for each: they are copied into rows, decisions and violations. They
 * are not refused, since whoever is watched often chooses them (a user agent, a branch, an object's name) and would keep what
 * he does out of the log by a long one.
 */
final class Lengths {
    private final EventDraft draft;

    private Lengths(EventDraft draft) {
        this.draft = draft;
    }

    static void shorten(EventDraft draft) {
        new Lengths(draft).all();
    }

    private void all() {
        draft.action = given("action", draft.action);
        draft.teamId = text("teamId", draft.teamId);
        draft.sessionId = text("sessionId", draft.sessionId);
        draft.requestId = text("requestId", draft.requestId);
        draft.traceId = text("traceId", draft.traceId);
        draft.spanId = text("spanId", draft.spanId);
        draft.parentId = text("parentId", draft.parentId);
        actor(draft.actor);
        scope(draft.scope);
        target(draft.target);
        result(draft.result);
        metadata(draft.metadata);
    }

    private void actor(Actor actor) {
        Object id = personal("actor.id", actor.getId());
        draft.actor = new Actor(
                id == null ? "" : id,
                personal("actor.name", actor.getName()),
                actor.getKind(),
                actor.getMfa(),
                principal(actor.getOnBehalfOf()),
                credential(actor.getCredential()),
                text("actor.domain", actor.getDomain()));
    }

    private @Nullable Principal principal(@Nullable Principal principal) {
        if (principal == null) {
            return null;
        }
        Object id = personal("actor.onBehalfOf.id", principal.getId());
        return new Principal(
                id == null ? "" : id, personal("actor.onBehalfOf.name", principal.getName()), principal.getKind());
    }

    private @Nullable Credential credential(@Nullable Credential credential) {
        return credential == null
                ? null
                : new Credential(
                        given("actor.credential.kind", credential.getKind()),
                        personal("actor.credential.id", credential.getId()));
    }

    private void scope(@Nullable Scope scope) {
        if (scope != null) {
            draft.scope = new Scope(scope.getKind(), scope.getId(), text("scope.path", scope.getPath()));
        }
    }

    private void target(@Nullable Target target) {
        if (target != null) {
            draft.target = new Target(
                    given("target.type", target.getType()),
                    text("target.id", target.getId()),
                    personal("target.name", target.getName()));
        }
    }

    private void result(@Nullable Result result) {
        if (result != null) {
            Money cost = result.getEstimatedCost();
            draft.result = new Result(
                    text("result.status", result.getStatus()),
                    text("result.desiredStateId", result.getDesiredStateId()),
                    cost == null ? null : new Money(cost.getAmount(), given("result.currency", cost.getCurrency())),
                    result.getApprovalRequired(),
                    text("result.deploymentId", result.getDeploymentId()));
        }
    }

    private void metadata(@Nullable Metadata metadata) {
        if (metadata != null) {
            draft.metadata = new Metadata(
                    personal("metadata.clientIp", metadata.getClientIp()),
                    personal("metadata.userAgent", metadata.getUserAgent()),
                    metadata.getProcessingTime(),
                    metadata.getResourceCount());
        }
    }

    /** What is protected already is of our own making and short. */
    private @Nullable Object personal(String field, @Nullable Object value) {
        return value instanceof String text ? given(field, text) : value;
    }

    private @Nullable String text(String field, @Nullable String value) {
        return value == null ? null : given(field, value);
    }

    private String given(String field, String value) {
        if (value.length() > EventDraft.MOST_TEXT) {
            draft.warn(
                    WarningCode.FIELD_SHORTENED,
                    field + " has " + value.length() + " characters; the limit is " + EventDraft.MOST_TEXT);
        }
        return Shortened.value(value, EventDraft.MOST_TEXT);
    }
}
