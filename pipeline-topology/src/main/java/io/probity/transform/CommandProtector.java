package io.probity.transform;

import io.probity.canonical.CanonicalForm;
import io.probity.canonical.EventDigest;
import io.probity.canonical.Hmac;
import io.probity.keys.Aad;
import io.probity.keys.SubjectNames;
import io.probity.keys.TenantKeys;
import io.probity.model.Command;
import io.probity.model.Entry;
import io.probity.wire.Routed;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes of an order in clear what the log keeps of it, for one thread: who orders and who is to look as tokens, the words under the
 * key of who orders, without secrets; its contentKey, by which a repeat is told; its digest.
 */
final class CommandProtector {
    private static final CanonicalForm FORM = CanonicalForm.compiledFor(Command.getClassSchema());

    private final Hmac content;
    private final @Nullable Protection protection;
    private final Map<String, TenantKeys> tenants = new HashMap<>();

    CommandProtector(Hmac content, @Nullable Protection protection) {
        this.content = content;
        this.protection = protection;
    }

    /**
     * The entry as it goes into the log.
     *
     * @param routed an order in clear that was found to be one
     */
    Routed kept(Routed routed) {
        var entry = routed.entry();
        var clear = (Command) entry.getBody();
        var kept = Command.newBuilder(clear)
                .setContentKey(EventDigest.hex(content.of(FORM.write(clear))))
                .build();
        if (protection != null) {
            hide(kept, entry.getTenant(), protection);
        }
        var digest = ByteBuffer.wrap(FORM.digest(kept));
        return new Routed(routed.key(), new Entry(entry.getKind(), entry.getTenant(), entry.getOrigin(), digest, kept));
    }

    private void hide(Command command, String tenant, Protection by) {
        var keys = tenants.computeIfAbsent(tenant, by.keys()::of);
        var actor = (String) command.getActor();
        var values = new Values(
                keys,
                new Aad(tenant, Protection.commandSchema(), command.getId()),
                Subjects.ofPerson(SubjectNames.COMMANDS, actor));
        var reason = values.withoutSecrets((String) command.getReason(), "reason");
        put(command, "actor", values.tokenOf(actor));
        put(command, "reason", values.sealed(reason, Subjects.Whose.ACTOR, "reason"));
        if (command.getAssignee() instanceof String assignee) {
            put(command, "assignee", values.tokenOf(assignee));
        }
    }

    private static void put(Command command, String field, Object value) {
        command.put(command.getSchema().getField(field).pos(), value);
    }
}
