package io.probity.rejected;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.draft.Arrival;
import io.probity.draft.Remains;
import io.probity.model.Header;
import io.probity.model.Origin;
import io.probity.model.Protected;
import io.probity.model.Reason;
import io.probity.model.Rejection;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResendTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Repair NONE = new Repair.AsItIs();

    @Test
    void goesBackAsItCameWithItsOriginInAHeader() {
        var resend = Resend.of(refused("{\"a\":1}"), NONE, RejectedBytes.inClear());

        assertThat(resend.place()).isEqualTo("audit.events/2/17/0");
        assertThat(resend.value()).isEqualTo("{\"a\":1}".getBytes(UTF_8));
        assertThat(resend.key()).isEqualTo("k".getBytes(UTF_8));
        assertThat(resend.headers()).extracting(Resend.Named::name).containsExactly("traceparent");
    }

    @Test
    void isRepairedByAMergePatch() {
        var patch =
                JsonNodeFactory.instance.objectNode().put("eventType", "login").putNull("bad");
        var resend =
                Resend.of(refused("{\"bad\": 1, \"id\": \"e\"}"), new Repair.Merge(patch), RejectedBytes.inClear());

        assertThat(resend.value()).isEqualTo("{\"eventType\":\"login\",\"id\":\"e\"}".getBytes(UTF_8));
        assertThat(Difference.between(resend.refused(), resend.value()))
                .containsExactly("- /bad 1", "+ /eventType \"login\"");
    }

    @Test
    void whatIsNoJsonTakesNoPatchAndTakesAnotherValue() {
        var patch = new Repair.Merge(JsonNodeFactory.instance.objectNode());
        assertThatThrownBy(() -> Resend.of(refused("{\"a\":"), patch, RejectedBytes.inClear()))
                .isInstanceOf(UnsendableException.class)
                .hasMessageContaining("no JSON");
        var resend = Resend.of(refused("{\"a\":"), new Repair.Replace("{}".getBytes(UTF_8)), RejectedBytes.inClear());

        assertThat(resend.value()).isEqualTo("{}".getBytes(UTF_8));
        assertThat(Difference.between(resend.refused(), resend.value())).hasSize(2);
    }

    @Test
    void theBeginningOfALargeRecordIsNotSentForTheWhole() {
        var large = new Arrival(
                        "acme",
                        "canonical",
                        new Origin("audit.events", 0, 1L, 0),
                        NOON,
                        null,
                        new byte[4 << 20],
                        List.of())
                .refuse("normalise", Reason.TOO_LARGE, "too large");

        assertThatThrownBy(() -> Resend.of(large, NONE, RejectedBytes.inClear()))
                .isInstanceOf(UnsendableException.class)
                .hasMessageContaining("over 3 MiB");
        assertThat(Resend.of(large, new Repair.Replace(new byte[1]), RejectedBytes.inClear())
                        .value())
                .hasSize(1);
        var whole = new byte[Remains.BEGINNING];
        assertThat(Resend.of(refused(whole), NONE, RejectedBytes.inClear()).value())
                .as("one that happens to be just as long is whole")
                .hasSize(Remains.BEGINNING);
    }

    /** It is printed, and half of a pair is no text that UTF-8 can carry. */
    @Test
    void aLongValueIsNeverCutWithinACharacter() {
        for (int length = 190; length < 205; length++) {
            var text = "{\"a\":\"" + "x".repeat(length) + "\ud83d\ude00y\"}";
            assertThat(Difference.between(text.getBytes(UTF_8), new byte[] {'{', '}'}))
                    .allSatisfy(line ->
                            assertThat(UTF_8.newEncoder().canEncode(line)).isTrue());
        }
    }

    @Test
    void whatIsEncryptedNeedsItsKey() {
        var refused = refused(new Protected("person/7", ByteBuffer.wrap(new byte[40]), null, null));

        assertThatThrownBy(() -> Resend.of(refused, NONE, RejectedBytes.inClear()))
                .isInstanceOf(UnsendableException.class)
                .hasMessageContaining("encrypted under key person/7");
        assertThat(Resend.of(refused, NONE, kept -> new byte[] {7}).value()).containsExactly(7);
    }

    @Test
    void aDefinitionIsPublishedAgainAndNotReplayed() {
        var definition = new Rejection(
                "acme",
                "definitions",
                new Origin("audit.definitions", 0, 1L, 0),
                "define",
                Reason.MALFORMED_JSON,
                "no JSON",
                null,
                null,
                List.of(),
                NOON);

        assertThatThrownBy(() -> Resend.of(definition, NONE, RejectedBytes.inClear()))
                .hasMessageContaining("control publish");
    }

    @Test
    void theNoteSaysWhoAndWhyAndWithWhatDigests() {
        var note = Resend.of(refused("{}"), NONE, RejectedBytes.inClear()).note("ann", "schema 7", NOON, 0);

        assertThat(note.tenant()).isEqualTo("acme");
        assertThat(note.actor()).isEqualTo("ann");
        assertThat(note.data().get("refusedDigest")).isEqualTo(note.data().get("sentDigest"));
        assertThat(note.data().get("why").asText()).isEqualTo("schema 7");
        assertThat(note.data().has("changeDigest")).isFalse();
        assertThat(Resend.of(refused("{}"), NONE, RejectedBytes.inClear())
                        .note("ann", "schema 7", NOON, 1)
                        .id())
                .as("sent once more is another event")
                .isNotEqualTo(note.id());
    }

    @Test
    void aPlaceIsReadAsItIsWritten() {
        assertThat(Place.read("audit.events/2/17")).isEqualTo("audit.events/2/17/0");
        assertThat(Place.read("audit.events/2/17/3")).isEqualTo("audit.events/2/17/3");
        assertThat(Place.read("audit.events/2")).isNull();
        assertThat(Place.read("audit.events/-2/17")).isNull();
        assertThat(Place.read("/2/17")).isNull();
        assertThat(Place.read("audit.events/2/x")).isNull();
    }

    @Test
    void aSelectionNarrowsByEachOfItsWords() {
        var refused = refused("{}");
        assertThat(new Selection(null, null, null, null, null, null, Set.of()).has(refused))
                .isTrue();
        assertThat(new Selection(
                                Reason.MISSING_FIELD,
                                "canonical",
                                "acme",
                                "normalise",
                                NOON,
                                NOON.plusMillis(1),
                                Set.of("audit.events/2/17/0"))
                        .has(refused))
                .isTrue();
        assertThat(new Selection(Reason.TOO_DEEP, null, null, null, null, null, Set.of()).has(refused))
                .isFalse();
        assertThat(new Selection(null, "gitlab", null, null, null, null, Set.of()).has(refused))
                .isFalse();
        assertThat(new Selection(null, null, "other", null, null, null, Set.of()).has(refused))
                .isFalse();
        assertThat(new Selection(null, null, null, "validate", null, null, Set.of()).has(refused))
                .isFalse();
        assertThat(new Selection(null, null, null, null, NOON.plusMillis(1), null, Set.of()).has(refused))
                .isFalse();
        assertThat(new Selection(null, null, null, null, null, NOON, Set.of()).has(refused))
                .isFalse();
        assertThat(new Selection(null, null, null, null, null, null, Set.of("audit.events/2/18/0")).has(refused))
                .isFalse();
    }

    private static Rejection refused(String value) {
        return refused(value.getBytes(UTF_8));
    }

    private static Rejection refused(byte[] value) {
        return refused(ByteBuffer.wrap(value));
    }

    private static Rejection refused(Object value) {
        return new Rejection(
                "acme",
                "canonical",
                new Origin("audit.events", 2, 17L, 0),
                "normalise",
                Reason.MISSING_FIELD,
                "no type",
                ByteBuffer.wrap("k".getBytes(UTF_8)),
                value,
                List.of(
                        new Header("traceparent", ByteBuffer.wrap("00".getBytes(UTF_8))),
                        new Header(Resend.HEADER, ByteBuffer.wrap("audit.events/1/1/0".getBytes(UTF_8)))),
                NOON);
    }
}
