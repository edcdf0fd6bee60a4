package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probity.canonical.EventDigest;
import io.probity.integrity.Frontier;
import io.probity.integrity.Rfc6962;
import io.probity.integrity.TreeHash;
import io.probity.leaf.LeafEntries;
import io.probity.model.LeafKind;
import io.probity.model.SealedEntry;
import io.probity.model.TreeHead;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** How far the log has grown: anybody who reads audit.sealed, and has the key of pseudonyms, comes to the same roots. */
class HeadsTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    @Test
    void everyHeadIsTheRootOfTheLeavesUpToIt() {
        try (var pipeline = new PipelineUnderTest()) {
            pipeline.publishShipped();
            for (int i = 0; i < 300; i++) {
                pipeline.receive(EVENTS, Told.feedback("f" + i % 250, NOON));
                pipeline.pass(Duration.ofMillis(500));
            }
            pipeline.receive(EVENTS, "{");
            pipeline.slipIn("key".getBytes(UTF_8), "nobody signed it".getBytes(UTF_8), new RecordHeaders());
            pipeline.pass(TEN_SECONDS);

            var sealed = pipeline.sealed();
            var heads = pipeline.heads();
            assertThat(sealed)
                    .extracting(SealedEntry::getKind)
                    .contains(
                            LeafKind.EVENT,
                            LeafKind.DUPLICATE,
                            LeafKind.DEFINITION,
                            LeafKind.REJECTION,
                            LeafKind.FORGED);
            assertThat(heads).hasSizeGreaterThan(10).allSatisfy(head -> {
                assertThat(root(head)).isEqualTo(rootOf(sealed.subList(0, (int) head.getSize())));
                assertThat(head.getOrigin()).isEqualTo("probity/local/g1/p0");
            });
            assertThat(heads.getLast().getSize()).isEqualTo(sealed.size());
        }
    }

    @Test
    void aHeadIsToldWhenThereIsMoreAndAgainWhenAllIsQuiet() {
        try (var pipeline = new PipelineUnderTest()) {
            assertThat(pipeline.heads()).extracting(TreeHead::getSize).containsExactly(0L);

            pipeline.receive(EVENTS, Told.feedback("f1", NOON));
            pipeline.pass(Duration.ofMillis(9_999));
            assertThat(pipeline.heads()).isEmpty();
            pipeline.pass(Duration.ofMillis(1));
            assertThat(pipeline.heads()).extracting(TreeHead::getSize).containsExactly(1L);

            pipeline.pass(Duration.ofMinutes(10).minusMillis(1));
            assertThat(pipeline.heads()).isEmpty();
            pipeline.pass(Duration.ofMillis(1));
            assertThat(pipeline.heads()).singleElement().satisfies(head -> {
                assertThat(head.getSize()).isEqualTo(1L);
                assertThat(head.getLogTime()).isEqualTo(pipeline.now());
            });
        }
    }

    @Test
    void theNameOfALogIsASettingAndABrokenOneIsNamed() {
        try (var pipeline = new PipelineUnderTest(Map.of("log.origin", "example.com/audit"))) {
            assertThat(pipeline.heads()).extracting(TreeHead::getOrigin).containsExactly("example.com/audit/g1/p0");
        }
        for (var broken : List.of("a b", "a+b", "/a", "a/", "a//b", "é", "x".repeat(201))) {
            assertThatThrownBy(() -> new PipelineUnderTest(Map.of("log.origin", broken)))
                    .as(broken)
                    .hasMessageContaining("log.origin")
                    .hasMessageContaining("example.com/audit");
        }
    }

    private static TreeHash root(TreeHead head) {
        return TreeHash.of(EventDigest.bytes(head.getRoot()));
    }

    private static TreeHash rootOf(List<SealedEntry> sealed) {
        var leaves =
                new LeafEntries(Objects.requireNonNull(PipelineUnderTest.keys().content()));
        var tree = new Frontier();
        for (var leaf : sealed) {
            var entry = leaves.of(leaf.getDigest(), leaf.getKind(), leaf.getLogTime(), leaf.getEntry());
            tree.append(Rfc6962.leaf(entry.bytes()));
        }
        return tree.root();
    }
}
