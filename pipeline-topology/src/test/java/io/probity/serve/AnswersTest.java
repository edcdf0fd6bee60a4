package io.probity.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.probity.model.Actor;
import io.probity.model.ActorKind;
import io.probity.model.LeafKind;
import io.probity.model.LeafPointer;
import io.probity.model.LedgerHead;
import io.probity.model.Protected;
import io.probity.model.Reason;
import io.probity.model.RejectionDigest;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The small parts that answers are made of. */
class AnswersTest {
    @Test
    void aCursorComesBackAsItWentOut() {
        for (var cursor : new Cursor[] {new Cursor(3, "default|project/6"), new Cursor(0, "a:b:ü")}) {
            assertThat(Cursor.parse(cursor.toString())).isEqualTo(cursor);
        }
        assertThat(Cursor.parse(null)).isEqualTo(Cursor.START);
        assertThat(Cursor.parse("")).isEqualTo(Cursor.START);
    }

    @Test
    void aCursorThatIsNotOursIsABadRequest() {
        for (var text : new String[] {"%%%", "YWJj", "eDp5", "LTE6YQ"}) {
            var problem = catchThrowableOfType(Problem.class, () -> Cursor.parse(text));
            assertThat(problem).as(text).isNotNull();
            assertThat(problem.getResponse().getStatus()).as(text).isEqualTo(400);
        }
    }

    @Test
    void aProblemIsToldAsTheStandardSays() {
        var response = Problem.badRequest("limit must be from 1 to 1000, was 0").getResponse();

        assertThat(response.getMediaType()).hasToString("application/problem+json");
        assertThat(response.getEntity())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Bad request\",\"status\":400,"
                        + "\"detail\":\"limit must be from 1 to 1000, was 0\"}");
        assertThat(Problem.later("moving").getResponse().getHeaderString("Retry-After"))
                .isEqualTo("1");
    }

    @Test
    void aScopeHoldsItselfAndWhatLiesBelowIt() {
        assertThat(new ScopeFilter(null).holds("project/6", null)).isTrue();
        assertThat(new ScopeFilter("*").holds("project/6", null)).isTrue();
        assertThat(new ScopeFilter("project/6").holds("project/6", null)).isTrue();
        assertThat(new ScopeFilter("group").holds("project/6", "group/app")).isTrue();
        assertThat(new ScopeFilter("group/app").holds("project/6", "group/app")).isTrue();
        assertThat(new ScopeFilter("group/ap").holds("project/6", "group/app")).isFalse();
        assertThat(new ScopeFilter("project/60").holds("project/6", "group/app"))
                .isFalse();
        assertThat(new ScopeFilter("group").holds("project/6", null)).isFalse();
    }

    @Test
    void recordsAreToldWithoutWhatTheyDoNotSay() {
        assertThat(RecordJson.of(new LeafPointer(1, 0, 7L, 9L, LeafKind.EVENT)))
                .hasToString("{\"generation\":1,\"partition\":0,\"leaf\":7,\"offset\":9,\"kind\":\"EVENT\"}");
        assertThat(RecordJson.of(new LedgerHead(3L, Instant.EPOCH)))
                .hasToString("{\"next\":3,\"logTime\":\"1970-01-01T00:00:00Z\"}");
    }

    /** As the event itself is told, so that the two can be compared. */
    @Test
    void aProtectedValueIsToldAsTheCanonicalFormTellsIt() {
        var cipher = new Protected("k1", ByteBuffer.wrap(new byte[] {1, (byte) 0xFF}), null, null);
        var token = new Protected(null, null, 1, "0123456789abcdef0123456789abcdef");

        assertThat(RecordJson.of(new Actor(token, cipher, ActorKind.USER, null, null, null, null)))
                .hasToString("{\"id\":{\"e\":1,\"t\":\"0123456789abcdef0123456789abcdef\"},"
                        + "\"name\":{\"k\":\"k1\",\"c\":\"Af8\"},\"kind\":\"USER\"}");
    }

    @Test
    void bytesAreToldInHex() {
        assertThat(RecordJson.of(new RejectionDigest(
                        "gitlab", "normalise", Reason.TOO_DEEP, ByteBuffer.wrap(new byte[] {1, (byte) 0xAB}))))
                .hasToString(
                        "{\"source\":\"gitlab\",\"stage\":\"normalise\",\"reason\":\"TOO_DEEP\",\"digest\":\"01ab\"}");
    }
}
