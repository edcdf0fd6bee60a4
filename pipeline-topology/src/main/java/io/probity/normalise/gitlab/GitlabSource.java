package io.probity.normalise.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.draft.EventDraft;
import io.probity.draft.FieldTable;
import io.probity.model.Reason;
import io.probity.normalise.Item;
import io.probity.normalise.Normalised;
import io.probity.normalise.Source;
import io.probity.normalise.TypeNaming;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * GitLab as it streams, hooks and answers: audit events (streamed or from the REST API), webhooks and system hooks. The
 * content type of a stream says form-urlencoded although the body is JSON, so nobody looks at it.
 */
public final class GitlabSource implements Source {
    private final AuditEventShape auditEvents;
    private final HookShape hooks;
    private final PipelineReports reports;
    private final FieldTable fields = FieldTable.load("normalise/gitlab/fields.yaml");

    public GitlabSource(TypeNaming naming) {
        auditEvents = new AuditEventShape(naming, GitlabMessages.load());
        hooks = new HookShape(naming);
        reports = PipelineReports.load(naming);
    }

    @Override
    public String name() {
        return "gitlab";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public String shapes() {
        return "audit events as streamed or from the REST API, webhooks (object_kind) and system hooks (event_name), one object or an"
                + " array of them; headers X-Gitlab-Audit-Event-Type, Idempotency-Key, X-Gitlab-Version are used where given";
    }

    @Override
    public FieldTable fields() {
        return fields;
    }

    @Override
    public List<Normalised> normalise(JsonNode raw, Map<String, String> headers) {
        var results = new ArrayList<Normalised>(1);
        Normalised.ofEach(raw, item -> one(item, headers)).forEach(result -> {
            results.add(result);
            if (result instanceof Normalised.Event(var draft, var bytes, var alone) && draft.raw != null) {
                var beside = reports.beside(new Item(draft.raw, draft), draft);
                if (beside != null) {
                    results.add(beside);
                }
            }
        });
        return results;
    }

    private Normalised one(ObjectNode object, Map<String, String> headers) {
        var item = new Item(object, new EventDraft());
        EventDraft draft = item.draft();
        draft.source = name();
        draft.fields = fields;
        draft.raw = object;
        draft.producerVersion = headers.get("x-gitlab-version");
        if (object.has("entity_type") || object.has("author_id") || headers.containsKey(AuditEventShape.TYPE_HEADER)) {
            auditEvents.read(item, headers);
        } else if (object.has("object_kind") || object.has("event_name")) {
            hooks.read(item, headers);
        } else {
            return new Normalised.Refused(
                    Reason.MISSING_FIELD,
                    "neither an audit event (entity_type, author_id) nor a hook (object_kind, event_name)",
                    object);
        }
        return Normalised.Event.of(draft, object);
    }
}
