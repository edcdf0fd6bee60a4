package io.probity.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probity.model.Protected;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenKeysTest {
    @TempDir
    Path home;

    @Test
    void equalIdentifiersHaveEqualTokensAndOthersOthers() {
        var tokens = KeyRing.known(new byte[32]).of("acme").tokens();

        assertThat(tokens.of("ada")).isEqualTo(tokens.of("ada"));
        assertThat(tokens.of("ada").getT())
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(tokens.of("bob").getT());
        assertThat(TokenKeys.text(tokens.of("ada")))
                .isEqualTo("token:1:" + tokens.of("ada").getT());
    }

    @Test
    void aRotationBeginsAnEpochInARunningInstanceAndKeepsTheOldKeys() {
        var folder = new KeyFolder(home, null);
        folder.init("acme");
        try (var ring = folder.open()) {
            var keys = ring.of("acme");
            var first = keys.tokens().of("ada");
            var before = keys.tokens();
            ring.refresh();
            assertThat(keys.tokens()).as("what is remembered stays").isSameAs(before);
            assertThat(folder.rotate("acme")).isEqualTo(2);

            ring.refresh();
            assertThat(keys.tokens().of("ada").getE()).isEqualTo(2);
            assertThat(keys.tokens().all("ada").values()).contains(first).hasSize(2);

            folder.forget("acme", 1);
            ring.refresh();
            assertThat(keys.tokens().all("ada").keySet()).containsExactly(2);
            assertThatThrownBy(() -> folder.forget("acme", 2)).isInstanceOf(KeyException.class);
        }
    }

    @Test
    void aCiphertextOpensForItsOwnTenantEventAndFieldAlone() {
        var ring = KeyRing.known(new byte[32]);
        var keys = ring.of("acme");
        var of = new Aad("acme", "s", "e-1");
        var key = keys.of("somebody");
        var hidden = keys.cipher().seal(key, "Ada".getBytes(UTF_8), of, "actor/name");
        var reveal = new Reveal(ring);

        assertThat(reveal.bytes(hidden, "acme", of, "actor/name")).isEqualTo("Ada".getBytes(UTF_8));
        assertThat(reveal.bytes(hidden, "acme", of, "target/name")).isNull();
        assertThat(reveal.bytes(hidden, "acme", new Aad("acme", "s", "e-2"), "actor/name"))
                .isNull();
        assertThat(reveal.bytes(hidden, "acme", new Aad("other", "s", "e-1"), "actor/name"))
                .isNull();
        var changed = Objects.requireNonNull(hidden.getC()).array().clone();
        changed[14] ^= 1;
        assertThat(reveal.bytes(
                        new Protected(hidden.getK(), ByteBuffer.wrap(changed), null, null), "acme", of, "actor/name"))
                .isNull();
        assertThat(reveal.bytes(keys.tokens().of("ada"), "acme", of, "actor/name"))
                .as("a token")
                .isNull();
    }
}
