package io.probity.normalise.cloudtrail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.probity.draft.EventDraft;
import io.probity.draft.FieldTable;
import io.probity.draft.WarningCode;
import io.probity.model.Crud;
import io.probity.model.Metadata;
import io.probity.model.Scope;
import io.probity.normalise.Item;
import io.probity.normalise.TypeNaming;
import io.probity.normalise.Words;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One CloudTrail record to one draft. */
final class CloudTrailRecord {
    private static final List<String> PLACED =
            List.of("eventTime", "eventID", "eventName", "eventSource", "sourceIPAddress", "userAgent", "requestID");
    private static final String DOMAIN = ".amazonaws.com";

    private CloudTrailRecord() {}

    static EventDraft read(ObjectNode record, TypeNaming naming, FieldTable fields) {
        var draft = new EventDraft();
        draft.fields = fields;
        draft.raw = record;
        draft.source = "cloudtrail";
        var item = new Item(record, draft);
        draft.id = item.id("eventID");
        draft.requestId = item.id("requestID");
        draft.effective = time(item);
        draft.actor = CloudTrailActor.of(item);
        draft.scope = account(item);
        draft.target = CloudTrailTarget.of(item);
        draft.metadata = metadata(item);
        draft.outcome = CloudTrailOutcome.of(item);
        draft.action = record.path("eventName").textValue();
        draft.crud = crud(item);
        naming.name(draft, type(item));
        draft.keep(record.deepCopy().remove(PLACED));
        return draft;
    }

    /** Logstash keeps the event's time as @timestamp and drops eventTime. */
    private static @Nullable Instant time(Item item) {
        Instant time = item.time("eventTime");
        return time == null ? item.time("@timestamp") : time;
    }

    private static String type(Item item) {
        String name = item.draft().action;
        String source = item.text("eventSource");
        if (source == null) {
            return name;
        }
        String service = source.endsWith(DOMAIN) ? source.substring(0, source.length() - DOMAIN.length()) : source;
        return service + "." + name;
    }

    /** The account that the event happened in; that of the caller where the record does not say. */
    private static @Nullable Scope account(Item item) {
        String recipient = item.id("recipientAccountId");
        String account = recipient == null ? item.id("userIdentity", "accountId") : recipient;
        if (account != null) {
            return new Scope("account", account, null);
        }
        item.draft().warn(WarningCode.FIELD_UNREADABLE, "neither recipientAccountId nor userIdentity.accountId");
        return null;
    }

    /** The address may be the name of an AWS service: it is where the call came from all the same. */
    private static @Nullable Metadata metadata(Item item) {
        String address = item.text("sourceIPAddress");
        String agent = item.text("userAgent");
        return address == null && agent == null ? null : new Metadata(address, agent, null, null);
    }

    private static Crud crud(Item item) {
        if (item.at("readOnly").asBoolean(false) && !item.draft().action.startsWith("AssumeRole")) {
            return Crud.READ;
        }
        return Words.crud(item.draft().action);
    }
}
