package io.probity.normalise.generic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.draft.Actors;
import io.probity.draft.EventDraft;
import io.probity.draft.FieldTable;
import io.probity.model.Actor;
import io.probity.model.ActorKind;
import io.probity.model.Metadata;
import io.probity.model.Outcome;
import io.probity.model.Scope;
import io.probity.model.Target;
import io.probity.normalise.Item;
import io.probity.normalise.Times;
import io.probity.normalise.TraceParent;
import io.probity.normalise.TypeNaming;
import io.probity.normalise.Words;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One object to one draft, by the names of {@link GenericNames}. */
record GenericShape(TypeNaming naming, GenericNames names, FieldTable fields) {
    /** An address with a port: {@code 192.0.2.1:443} or {@code [2001:db8::1]:443}. */
    private static final Pattern WITH_PORT =
            Pattern.compile("\\[([0-9a-fA-F:.]+)](?::\\d+)?|(\\d+\\.\\d+\\.\\d+\\.\\d+):\\d+");

    EventDraft read(ObjectNode object, Map<String, String> headers) {
        var draft = new EventDraft();
        var find = new Finder(object, names.notTheEvent());
        draft.fields = fields;
        draft.raw = object;
        draft.source = "generic";
        draft.id = orHeader(
                find.first(names.id(), names.idWrappers(), Item::scalar),
                names.headers().id(),
                headers);
        draft.effective = find.first(names.time(), names.wrappers(), Times::of);
        if (draft.effective == null) {
            var header = orHeader(null, names.headers().time(), headers);
            draft.effective = header == null ? null : Times.of(header);
        }
        draft.actor = actor(find);
        draft.scope = scope(find);
        draft.target = target(find);
        draft.metadata = metadata(find);
        draft.outcome = outcome(find);
        draft.requestId = text(find, names.requestId());
        draft.traceId = text(find, names.traceId());
        draft.sessionId = text(find, names.sessionId());
        nameType(draft, find, headers);
        TraceParent.fill(draft, headers.get("traceparent"));
        draft.keep(object);
        return draft;
    }

    private void nameType(EventDraft draft, Finder find, Map<String, String> headers) {
        String action = text(find, names.action());
        draft.action = action == null ? "" : action;
        draft.crud = Words.crud(draft.action);
        // The transport knows better than the payload: a header names the type, the payload's own word the action.
        String type = orHeader(null, names.headers().type(), headers);
        type = type == null ? text(find, names.type()) : type;
        naming.name(draft, type == null ? "generic" : type);
        draft.action = draft.action.isEmpty() ? draft.eventType : draft.action;
    }

    private Actor actor(Finder find) {
        String id = text(find, names.actorId());
        String name = text(find, names.actorName());
        return Actors.of(id == null ? "" : id, name, ActorKind.UNKNOWN, null);
    }

    private @Nullable Scope scope(Finder find) {
        for (var scope : names.scopes()) {
            String id = text(find, scope.paths());
            if (id != null) {
                return new Scope(scope.kind(), id, null);
            }
        }
        return null;
    }

    private @Nullable Target target(Finder find) {
        String type = text(find, names.targetType());
        String id = text(find, names.targetId());
        String name = text(find, names.targetName());
        return type == null && id == null && name == null ? null : new Target(type == null ? "" : type, id, name);
    }

    private @Nullable Metadata metadata(Finder find) {
        String ip = text(find, names.ip());
        String agent = text(find, names.userAgent());
        return ip == null && agent == null
                ? null
                : new Metadata(ip == null ? null : withoutPort(ip), agent, null, null);
    }

    private static String withoutPort(String address) {
        Matcher form = WITH_PORT.matcher(address);
        if (!form.matches()) {
            return address;
        }
        return form.group(1) == null ? form.group(2) : form.group(1);
    }

    private Outcome outcome(Finder find) {
        Outcome said = find.first(names.outcome(), names.wrappers(), GenericShape::known);
        said = said == null ? find.first(names.grpcStatus(), names.wrappers(), GenericShape::ofGrpc) : said;
        if (said != null) {
            return said;
        }
        return find.first(names.error(), names.wrappers(), GenericShape::fault) == null
                ? Outcome.UNKNOWN
                : Outcome.FAILURE;
    }

    private static @Nullable Outcome known(JsonNode value) {
        String word = Item.scalar(value);
        Outcome outcome = word == null ? Outcome.UNKNOWN : Words.outcome(word);
        return outcome == Outcome.UNKNOWN ? null : outcome;
    }

    /** An error code or message; zero and false are the absence of one. */
    private static @Nullable String fault(JsonNode value) {
        String word = Item.scalar(value);
        return word == null || word.equals("0") || word.equals("false") ? null : word;
    }

    /** The canonical codes of gRPC: 7 permission denied, 16 unauthenticated, 13 to 15 a fault of the server. */
    private static @Nullable Outcome ofGrpc(JsonNode code) {
        if (!code.isIntegralNumber()) {
            return null;
        }
        return switch (code.asInt(-1)) {
            case 0 -> Outcome.SUCCESS;
            case 7, 16 -> Outcome.DENIED;
            case 13, 14, 15 -> Outcome.ERROR;
            default -> Outcome.FAILURE;
        };
    }

    private @Nullable String text(Finder find, List<String> places) {
        return find.first(places, names.wrappers(), Item::scalar);
    }

    private static @Nullable String orHeader(
            @Nullable String found, List<String> headerNames, Map<String, String> headers) {
        if (found != null) {
            return found;
        }
        return headerNames.stream()
                .filter(headers::containsKey)
                .map(headers::get)
                .findFirst()
                .orElse(null);
    }
}
