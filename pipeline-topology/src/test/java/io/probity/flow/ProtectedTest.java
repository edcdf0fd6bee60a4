package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.canonical.EventDigest;
import io.probity.evaluate.catalog.PartialEvent;
import io.probity.evaluate.cel.JsonValues;
import io.probity.model.Actor;
import io.probity.model.ActorKind;
import io.probity.model.AuditEvent;
import io.probity.model.Decision;
import io.probity.model.Entry;
import io.probity.model.EntryKind;
import io.probity.model.Observation;
import io.probity.model.Origin;
import io.probity.model.Protected;
import io.probity.model.Seen;
import io.probity.model.Status;
import io.probity.wire.EntryKey;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is protected in an event is protected in everything that is said of it: ADR 8. */
class ProtectedTest {
    private static final Protected ALICE = new Protected(null, null, 1, "0123456789abcdef0123456789abcdef");
    private static final String BOB = "{\"e\":1,\"t\":\"fedcba9876543210fedcba9876543210\"}";
    private static final String SEALED = "{\"c\":\"AAECAw\",\"k\":\"acme/p-42/1\"}";

    private final PipelineUnderTest pipeline = new PipelineUnderTest();
    private long offset;

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void aViolationCarriesTheTokensAndCiphertextsOfItsEvent() {
        publish("event.actor.id == data.approver && params.who.size() > 0", "data.reviewed == true || has(data.note)");
        write("e1", "{\"approver\":" + BOB + ",\"note\":" + SEALED + ",\"reviewed\":false}");

        var violation = pipeline.violations().get(0);
        assertThat(violation.getActor()).isEqualTo(ALICE);
        assertThat(violation.getObserved())
                .containsExactly(
                        new Observation("data.reviewed", Seen.VALUE, "false"),
                        new Observation("data.note", Seen.ENCRYPTED, SEALED),
                        new Observation(
                                "event.actor.id", Seen.VALUE, "{\"e\":1,\"t\":\"0123456789abcdef0123456789abcdef\"}"),
                        new Observation("data.approver", Seen.VALUE, BOB));
        assertThat(violation.getExpected())
                .containsExactly(new Observation("params.who", Seen.VALUE, "[\"bob\",\"carol\"]"));
        assertThat(violation.getReason())
                .endsWith("saw event.actor.id = \"token:1:0123456789abcdef0123456789abcdef\","
                        + " data.approver = \"token:1:fedcba9876543210fedcba9876543210\","
                        + " params.who = [\"bob\", \"carol\"]");
    }

    /** A list with a ciphertext inside once threw out of the evaluator, which would have stopped the partition. */
    @Test
    void whatCannotBeReadIsUnknownAndTheNextEventIsJudged() {
        publish("data.reviewers.all(it, it != event.actor.id)", "true");
        write("e1", "{\"reviewers\":[" + BOB + "," + SEALED + "]}");
        write("e2", "{\"reviewers\":[" + BOB + "]}");
        pipeline.receive(
                EVENTS,
                "{\"id\":\"e3\",\"eventType\":\"merged\",\"source\":\"platform\",\"data\":{\"reviewers\":[" + SEALED
                        + "]}}");

        assertThat(pipeline.decisions())
                .extracting(Decision::getEventId, Decision::getStatus)
                .containsExactly(tuple("e1", Status.UNKNOWN), tuple("e2", Status.PASS), tuple("e3", Status.UNKNOWN));
    }

    private void publish(String expect, String when) {
        pipeline.publish("""
                controls:
                  - id: four-eyes
                    title: Who asks does not approve
                    judges: occurrence
                    triggers: [{event: merged}]
                    when: %s
                    expect: %s
                    params: {who: [bob, carol]}
                """.formatted(when, expect));
        pipeline.tick();
        pipeline.forget();
    }

    /** An entry as intake writes it once protection is on. */
    private void write(String id, String data) {
        var partial = JsonValues.node("{\"id\": \"" + id + "\", \"timestamp\": \"" + NOON + "\"}");
        var event = AuditEvent.newBuilder(PartialEvent.complete(partial, "merged", "project"))
                .setActor(new Actor(ALICE, null, ActorKind.USER, null, null, null, null))
                .setData(data)
                .build();
        var key = EntryKey.of("default", event.getSubjects().get(0)).key();
        var digest = ByteBuffer.wrap(EventDigest.of(event));
        var origin = new Origin(EVENTS, 0, offset++, 0);
        var entry = new Entry(EntryKind.EVENT, "default", origin, digest, event);
        pipeline.slipIn(key, pipeline.door().sign(key, entry));
    }
}
