package io.probity.ledger.dedupe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.evaluate.catalog.PartialEvent;
import io.probity.model.AuditEvent;
import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import io.probity.model.Entry;
import io.probity.model.EntryKind;
import io.probity.model.Mention;
import io.probity.model.Origin;
import io.probity.model.Reason;
import io.probity.model.RejectionDigest;
import io.probity.model.Subject;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IdentityTest {
    private static final Origin HERE = new Origin("audit.events", 0, 5L, 0);
    private static final Origin THERE = new Origin("audit.events", 3, 9L, 2);

    @Test
    void anEventIsWhatItsSourceCallsItWhereverItCameFrom() {
        assertThat(of(event("e1", "c1"), HERE)).isEqualTo(of(event("e1", "c1"), THERE));
        assertThat(of(event("e1", "c1"), HERE).content()).isEqualTo("c1");
        assertThat(of(event("e1", "c1"), HERE).key())
                .isNotEqualTo(of(event("e2", "c1"), HERE).key());
    }

    @Test
    void theSameIdOfAnotherTenantOrSourceIsAnother() {
        var other = AuditEvent.newBuilder(event("e1", "c1"));

        assertThat(of(other.setTenant("other").build(), HERE).key())
                .isNotEqualTo(of(event("e1", "c1"), HERE).key());
        assertThat(of(other.setTenant("test").setSource("other").build(), HERE).key())
                .isNotEqualTo(of(event("e1", "c1"), HERE).key());
    }

    @Test
    void otherContentIsTheSameIdUntilItIsToldByItsContent() {
        var one = of(event("e1", "c1"), HERE);
        var other = of(event("e1", "c2"), HERE);

        assertThat(other.key()).isEqualTo(one.key());
        assertThat(other.withContent().key()).isNotEqualTo(one.withContent().key());
        assertThat(other.withContent().content()).isEqualTo("c2");
    }

    @Test
    void aMentionIsItsEventsForOneSubject() {
        var mention = mention("e1", "team", "t1", HERE);

        assertThat(mention("e1", "team", "t1", THERE)).isEqualTo(mention);
        assertThat(mention.content()).isEqualTo("c1");
        assertThat(mention("e1", "team", "t2", HERE).key()).isNotEqualTo(mention.key());
        assertThat(mention("e2", "team", "t1", HERE).key()).isNotEqualTo(mention.key());
        assertThat(of(event("e1", "c1"), HERE).key())
                .as("home and mention may lie in one partition")
                .isNotEqualTo(mention.key());
    }

    @Test
    void everythingElseIsNamedByItsSourceRecord() {
        var definition = new Definition(DefinitionKind.CONTROL, "c", "1", Instant.EPOCH, false, "{}", "p", 0, null);
        var refused = new RejectionDigest("gitlab", "normalise", Reason.TOO_DEEP, ByteBuffer.allocate(0));

        assertThat(identity(EntryKind.DEFINITION, HERE, definition))
                .isEqualTo(identity(EntryKind.DEFINITION, HERE, definition))
                .isNotEqualTo(identity(EntryKind.DEFINITION, THERE, definition));
        assertThat(identity(EntryKind.REJECTION, HERE, refused))
                .isNotEqualTo(identity(EntryKind.DEFINITION, HERE, definition))
                .isNotEqualTo(identity(EntryKind.REJECTION, new Origin("audit.events", 0, 5L, 1), refused));
    }

    private static Identity of(AuditEvent event, Origin origin) {
        return identity(EntryKind.EVENT, origin, event);
    }

    private static Identity mention(String id, String kind, String subject, Origin origin) {
        return identity(EntryKind.MENTION, origin, new Mention(new Subject(kind, subject), event(id, "c1")));
    }

    private static Identity identity(EntryKind kind, Origin origin, Object body) {
        var tenant = body instanceof AuditEvent event ? event.getTenant() : "test";
        return Identity.of(new Entry(kind, tenant, origin, ByteBuffer.allocate(0), body));
    }

    private static AuditEvent event(String id, String contentKey) {
        var partial = JsonNodeFactory.instance.objectNode().put("id", id);
        var event = PartialEvent.complete(partial, "merged", "project");
        return AuditEvent.newBuilder(event).setContentKey(contentKey).build();
    }
}
