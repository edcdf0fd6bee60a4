package io.probity.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.draft.EventDraft;
import io.probity.draft.FieldClass;
import io.probity.draft.FieldTable;
import io.probity.draft.PathTable;
import io.probity.model.AuditEvent;
import io.probity.model.Normaliser;
import io.probity.model.Scope;
import io.probity.model.Subject;
import io.probity.model.Warning;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransformerTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String KEY = "0123456789abcdef";

    @Test
    void namesAnEventWithoutIdByItsContent() {
        AuditEvent event = seal(new EventDraft());

        // printf '{}' | openssl dgst -sha256 -hmac 0123456789abcdef
        assertThat(event.getContentKey()).isEqualTo("f91e3e9f05cc2df64ac1c26f8adccdffda8d1e4a7a8c50a1a08eeadac6ddfec5");
        assertThat(event.getId()).isEqualTo(event.getContentKey());
    }

    @Test
    void givesTheSameContentTheSameKeyWhateverItsIdAndTime() {
        var other = new EventDraft();
        other.id = "x";
        other.effective = NOON;

        assertThat(seal(other).getContentKey()).isEqualTo(seal(new EventDraft()).getContentKey());
    }

    @Test
    void letsTheIngestTimeStandInAndSaysSo() {
        AuditEvent event = seal(new EventDraft());

        assertThat(event.getEffective()).isEqualTo(NOON);
        assertThat(event.getWarnings()).extracting(Warning::getCode).containsExactly("TIME_MISSING");
    }

    @Test
    void makesTheScopeTheSubjectAndTheSourceTheScopeOfLastResort() {
        var draft = new EventDraft();
        draft.source = "generic";
        assertThat(seal(draft).getSubjects()).containsExactly(new Subject("source", "generic"));

        draft.scope = new Scope("project", "7", "a/b");
        assertThat(seal(draft).getSubjects()).containsExactly(new Subject("project", "7"));

        draft.subjects.add(new Subject("request", "r"));
        draft.subjects.add(new Subject("request", "r"));
        assertThat(seal(draft).getSubjects()).containsExactly(new Subject("request", "r"));
    }

    @Test
    void keepsNoSecretOfTheProvidersObject() {
        var draft = new EventDraft();
        var secret = new PathTable(Map.of("/**/token", FieldClass.SECRET));
        draft.fields = new FieldTable(secret, secret);
        draft.raw = JsonNodeFactory.instance.objectNode().put("a", 1).put("Token", "x");

        assertThat(seal(draft).getRaw()).isEqualTo("{\"a\":1}");
        assertThat(draft.raw.has("Token")).as("the draft's own is left alone").isTrue();
    }

    private static AuditEvent seal(EventDraft draft) {
        return Transformer.withKey(KEY.getBytes(StandardCharsets.US_ASCII))
                .seal(draft, "t", "{}".getBytes(StandardCharsets.UTF_8), NOON, new byte[16], new Normaliser("test", 1));
    }
}
