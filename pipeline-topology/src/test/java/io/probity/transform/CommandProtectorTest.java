package io.probity.transform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.canonical.EventDigest;
import io.probity.canonical.Hmac;
import io.probity.keys.Aad;
import io.probity.keys.KeyRing;
import io.probity.keys.Reveal;
import io.probity.model.Command;
import io.probity.model.CommandKind;
import io.probity.model.Entry;
import io.probity.model.EntryKind;
import io.probity.model.Origin;
import io.probity.model.Protected;
import io.probity.wire.EntryKey;
import io.probity.wire.Routed;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the log keeps of an order. */
class CommandProtectorTest {
    private final KeyRing ring = KeyRing.known(new byte[32]);
    private final CommandProtector protector =
            new CommandProtector(new Hmac(new byte[32]), Protection.standard(ring, false));

    @Test
    void whoOrdersAndWhoIsToLookAreTokensThatCompareWithTheActorsOfEvents() {
        var kept = kept(order("o1", "alice", "seen"));

        assertThat(kept.getActor()).isEqualTo(ring.of("acme").tokens().of("alice"));
        assertThat(kept.getAssignee()).isEqualTo(ring.of("acme").tokens().of("dora"));
    }

    @Test
    void theWordsAreEncryptedWithoutSecretsAndOpenForWhoeverHasTheKeys() {
        var kept = kept(order("o1", "alice", "seen by bob, glpat-aaaaaaaaaaaaaaaaaaaa"));

        var opened = new Reveal(ring)
                .bytes(
                        (Protected) kept.getReason(),
                        "acme",
                        new Aad("acme", Protection.commandSchema(), "o1"),
                        "reason");
        assertThat(opened).isNotNull();
        assertThat(new String(opened, UTF_8)).isEqualTo("seen by bob, [secret:gitlab_token]");
    }

    @Test
    void theContentKeyIsThatOfWhatWasSent() {
        var first = kept(order("o1", "alice", "seen")).getContentKey();

        assertThat(kept(order("o1", "alice", "seen")).getContentKey()).isEqualTo(first);
        assertThat(kept(order("o1", "alice", "not seen")).getContentKey()).isNotEqualTo(first);
        assertThat(kept(order("o1", "bob", "seen")).getContentKey()).isNotEqualTo(first);
    }

    @Test
    void theDigestIsThatOfWhatIsKept() {
        var open = new CommandProtector(new Hmac(new byte[32]), null);
        var routed = routed(order("o1", "alice", "seen"));

        assertThat(open.kept(routed).entry().getDigest().remaining()).isEqualTo(EventDigest.BYTES);
        assertThat(open.kept(routed).entry().getDigest())
                .isNotEqualTo(protector.kept(routed).entry().getDigest());
        assertThat(((Command) open.kept(routed).entry().getBody()).getActor()).isEqualTo("alice");
    }

    private Command kept(Command command) {
        return (Command) protector.kept(routed(command)).entry().getBody();
    }

    private static Routed routed(Command command) {
        var origin = new Origin("audit.commands", 0, 0L, 0);
        return new Routed(
                EntryKey.everywhere("o"),
                new Entry(EntryKind.COMMAND, "acme", origin, ByteBuffer.allocate(0), command));
    }

    private static Command order(String id, String actor, String reason) {
        return Command.newBuilder()
                .setId(id)
                .setKind(CommandKind.REVIEW)
                .setViolation("ab".repeat(32))
                .setSubject("project/6")
                .setActor(actor)
                .setReason(reason)
                .setAssignee("dora")
                .setAt(Instant.EPOCH)
                .build();
    }
}
