package io.probity.balance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.probity.evaluate.catalog.PartialEvent;
import io.probity.leaf.Step.Leaf;
import io.probity.leaf.Step.Place;
import io.probity.model.BalancePart;
import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import io.probity.model.Entry;
import io.probity.model.EntryKind;
import io.probity.model.LeafFlag;
import io.probity.model.LeafKind;
import io.probity.model.Mention;
import io.probity.model.Origin;
import io.probity.model.Reason;
import io.probity.model.RejectionDigest;
import io.probity.model.Subject;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TallyTest {
    private static final BalancePart NONE = Tally.none("acme", "gitlab", "ledger-0");

    @Test
    void eachKindOfLeafCountsOnce() {
        assertThat(counts(LeafKind.EVENT)).containsExactly(0L, 1L, 0L, 0L, 0L);
        assertThat(counts(LeafKind.DUPLICATE)).containsExactly(0L, 0L, 1L, 0L, 0L);
        assertThat(counts(LeafKind.REJECTION)).containsExactly(0L, 0L, 0L, 1L, 0L);
        assertThat(counts(LeafKind.FORGED)).containsExactly(0L, 0L, 0L, 0L, 1L);
    }

    @ParameterizedTest
    @EnumSource(
            value = LeafKind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"EVENT", "DUPLICATE", "REJECTION", "FORGED"})
    void whatNoSourceSentCountsNothing(LeafKind kind) {
        assertThat(Tally.after(NONE, kind)).isEqualTo(NONE);
    }

    @Test
    void countsAddToWhatWasCounted() {
        var twice = Tally.after(Tally.after(NONE, LeafKind.EVENT), LeafKind.EVENT);

        assertThat(Tally.after(twice, LeafKind.DUPLICATE))
                .isEqualTo(new BalancePart("acme", "gitlab", "ledger-0", 0L, 2L, 1L, 0L, 0L, null));
        assertThat(NONE.getAccepted()).as("the count that was given").isZero();
    }

    @Test
    void anArrivalIsReceivedAndNothingElse() {
        assertThat(Tally.arrived(Tally.arrived(NONE)))
                .isEqualTo(new BalancePart("acme", "gitlab", "ledger-0", 2L, 0L, 0L, 0L, 0L, null));
    }

    /** The name that an event gives itself would split a source's count as its producers like. */
    @Test
    void anEventCountsForTheSourceOfItsTopicAndNotForTheNameItGivesItself() {
        var event = PartialEvent.complete(
                JsonNodeFactory.instance.objectNode().put("source", "itself"), "merged", "project");

        assertThat(Tally.source(leaf(LeafKind.EVENT, event))).isEqualTo("test");
        assertThat(Tally.source(leaf(LeafKind.DUPLICATE, event))).isEqualTo("test");
    }

    @Test
    void aRefusalCountsForItsSource() {
        var refused = new RejectionDigest("gitlab", "normalise", Reason.TOO_DEEP, ByteBuffer.allocate(0));

        assertThat(Tally.source(leaf(LeafKind.REJECTION, refused))).isEqualTo("gitlab");
    }

    @Test
    void copiesAndWhatNobodySentCountForNoSource() {
        var event = PartialEvent.complete(JsonNodeFactory.instance.objectNode(), "merged", "project");
        var mention = new Mention(new Subject("team", "t"), event);
        var definition = new Definition(DefinitionKind.CONTROL, "c", "1", Instant.EPOCH, false, "{}", "p", 0, null);

        assertThat(Tally.source(leaf(LeafKind.MENTION, mention))).isNull();
        assertThat(Tally.source(leaf(LeafKind.DUPLICATE, mention)))
                .as("a repeated mention")
                .isNull();
        assertThat(Tally.source(leaf(LeafKind.DEFINITION, definition))).isNull();
    }

    @Test
    void aForgedRecordIsNobodys() {
        assertThat(Tally.source(leaf(LeafKind.FORGED, null))).isEqualTo("forged");
    }

    private static List<Long> counts(LeafKind kind) {
        var count = Tally.after(NONE, kind);
        return List.of(
                count.getReceived(), count.getAccepted(), count.getDuplicate(), count.getRefused(), count.getForged());
    }

    private static Leaf leaf(LeafKind kind, @Nullable Object body) {
        var entry = body == null
                ? null
                : new Entry(EntryKind.EVENT, "acme", new Origin("t", 0, 0L, 0), ByteBuffer.allocate(0), body);
        return new Leaf(new Place(1, 0, 0, Instant.EPOCH), kind, null, List.<LeafFlag>of(), entry, new byte[0]);
    }
}
