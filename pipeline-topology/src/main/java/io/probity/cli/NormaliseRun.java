package io.probity.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.canonical.CanonicalFormException;
import io.probity.canonical.CanonicalJson;
import io.probity.draft.EventDraft;
import io.probity.keys.KeyRing;
import io.probity.model.AuditEvent;
import io.probity.model.Normaliser;
import io.probity.model.Reason;
import io.probity.normalise.JsonReader;
import io.probity.normalise.JsonText;
import io.probity.normalise.Normalised;
import io.probity.normalise.Source;
import io.probity.transform.EventSealer;
import io.probity.transform.Protection;
import io.probity.transform.Transformer;
import io.probity.types.EventTypes;
import io.probity.validate.Validator;
import io.probity.validate.Verdict;
import io.probity.wire.EntryLimit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Lines in, events and refusals out, counted: read = accepted + refused. A line that carries several events counts as many
 * as it carries. Key, salt, tenant and clock are fixed, so the same line always gives the same event: an event that has no
 * time of its own is dated 1970, any other is taken to arrive as it happens.
 */
final class NormaliseRun {
    static final byte[] TEST_KEY = "probity normalise: no secret key".getBytes(StandardCharsets.US_ASCII);
    static final byte[] TEST_SALT = new byte[16];
    static final String TENANT = "test";
    private static final EntryLimit LIMIT = new EntryLimit(3 << 20);

    private final JsonReader reader = new JsonReader(64 << 20); // a CloudTrail file is up to 50 MB
    private final EventSealer sealer;
    private final Validator validator;
    private final Source source;
    private final Map<String, String> headers;
    private final Consumer<AuditEvent> accepted;
    private final Consumer<String> refused;
    private long acceptedCount;
    private long refusedCount;

    NormaliseRun(
            EventTypes types,
            Source source,
            Map<String, String> headers,
            boolean protect,
            Consumer<AuditEvent> accepted,
            Consumer<String> refused) {
        this.sealer = new EventSealer(
                Transformer.withKey(TEST_KEY), protect ? Protection.standard(KeyRing.known(TEST_KEY), false) : null);
        this.validator = Validator.standard(types);
        this.source = source;
        this.headers = headers;
        this.accepted = accepted;
        this.refused = refused;
    }

    /** @param number of the line, from 1 */
    void line(long number, byte[] line) {
        switch (source.open(reader, line, headers)) {
            case JsonText.Unreadable(Reason reason, String detail) -> refuse(number, 0, reason, detail);
            case JsonText.Value(JsonNode json) -> items(number, source.normalise(json, headers));
        }
    }

    private void items(long number, List<Normalised> items) {
        for (int i = 0; i < items.size(); i++) {
            switch (items.get(i)) {
                case Normalised.Refused(Reason reason, String detail, var json) -> refuse(number, i, reason, detail);
                case Normalised.Event(EventDraft draft, byte[] sourceBytes, var alone) ->
                    judge(number, i, draft, sourceBytes);
            }
        }
    }

    private void judge(long number, int item, EventDraft draft, byte[] sourceBytes) {
        Instant arrived = draft.effective == null ? Instant.EPOCH : draft.effective;
        switch (validator.judge(draft, arrived)) {
            case Verdict.Refused(Reason reason, String detail) -> refuse(number, item, reason, detail);
            case Verdict.Accepted(EventDraft fit) -> seal(number, item, fit, sourceBytes, arrived);
        }
    }

    private void seal(long number, int item, EventDraft draft, byte[] sourceBytes, Instant arrived) {
        try {
            accepted.accept(sealer.seal(
                    draft,
                    TENANT,
                    sourceBytes,
                    null,
                    arrived,
                    TEST_SALT,
                    new Normaliser(source.name(), source.version()),
                    LIMIT));
            acceptedCount++;
        } catch (CanonicalFormException e) {
            refuse(number, item, Reason.INVALID_FIELD, String.valueOf(e.getMessage()));
        }
    }

    private void refuse(long number, int item, Reason reason, String detail) {
        refusedCount++;
        var refusal = JsonNodeFactory.instance
                .objectNode()
                .put("line", number)
                .put("item", item)
                .put("reason", reason.name())
                .put("detail", detail);
        refused.accept(CanonicalJson.text(refusal));
    }

    /** {@code {"read":n,"accepted":n,"refused":n}}. */
    String sum() {
        return "{\"read\":" + (acceptedCount + refusedCount) + ",\"accepted\":" + acceptedCount + ",\"refused\":"
                + refusedCount + "}";
    }

    boolean hasRefused() {
        return refusedCount > 0;
    }
}
