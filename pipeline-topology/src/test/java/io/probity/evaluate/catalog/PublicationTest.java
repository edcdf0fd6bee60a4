package io.probity.evaluate.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.probity.evaluate.catalog.Publication.Partial;
import io.probity.evaluate.catalog.Publication.Waiting;
import io.probity.evaluate.catalog.Publication.Whole;
import io.probity.model.Definition;
import io.probity.model.DefinitionKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicationTest {
    private final Waiting waiting = new Waiting();

    @Test
    void asManyAsTheCommitSaysAreWholeInTheOrderOfTheLog() {
        waiting.add(control("b", "p"));
        waiting.add(control("a", "p"));

        assertThat(waiting.close(commit("p", 2))).isEqualTo(new Whole(List.of(control("b", "p"), control("a", "p"))));
    }

    @Test
    void fewerAreNothing() {
        waiting.add(control("a", "p"));

        assertThat(waiting.close(commit("p", 2))).isEqualTo(new Partial(2, 1));
    }

    @Test
    void moreAreNothing() {
        waiting.add(control("a", "p"));
        waiting.add(control("b", "p"));

        assertThat(waiting.close(commit("p", 1))).isEqualTo(new Partial(1, 2));
    }

    @Test
    void theSameTwiceIsOne() {
        waiting.add(control("a", "p"));
        waiting.add(control("a", "p"));

        assertThat(waiting.close(commit("p", 1))).isEqualTo(new Whole(List.of(control("a", "p"))));
    }

    @Test
    void twoVersionsOfOneThingAreTwo() {
        var second = Definition.newBuilder(control("a", "p"))
                .setEffectiveFrom(Instant.parse("2026-03-01T00:00:00Z"))
                .build();
        waiting.add(control("a", "p"));
        waiting.add(second);

        assertThat(waiting.close(commit("p", 2))).isEqualTo(new Whole(List.of(control("a", "p"), second)));
    }

    @Test
    void publishesMayBeInterleaved() {
        waiting.add(control("a", "p"));
        waiting.add(control("c", "q"));
        waiting.add(control("b", "p"));

        assertThat(waiting.close(commit("p", 2))).isEqualTo(new Whole(List.of(control("a", "p"), control("b", "p"))));
        assertThat(waiting.close(commit("q", 1))).isEqualTo(new Whole(List.of(control("c", "q"))));
    }

    /** Whoever mends a publish that was not whole sends all of it again. */
    @Test
    void aCommitClosesItsPublishWhateverItFound() {
        waiting.add(control("a", "p"));
        assertThat(waiting.close(commit("p", 2))).isInstanceOf(Partial.class);
        waiting.add(control("b", "p"));
        assertThat(waiting.close(commit("p", 2))).isEqualTo(new Partial(2, 1));
        waiting.add(control("a", "p"));
        waiting.add(control("b", "p"));
        assertThat(waiting.close(commit("p", 2))).isInstanceOf(Whole.class);
        assertThat(waiting.close(commit("p", 2)))
                .as("a commit alone, come again")
                .isEqualTo(new Partial(2, 0));
    }

    @Test
    void aPublishOfNothingIsWhole() {
        assertThat(waiting.close(commit("p", 0))).isEqualTo(new Whole(List.of()));
    }

    @Test
    void onlyACommitEndsAPublish() {
        assertThatThrownBy(() -> waiting.close(control("a", "p")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("CONTROL a commits nothing");
    }

    private static Definition control(String id, String publish) {
        return new Definition(DefinitionKind.CONTROL, id, "1", Instant.EPOCH, false, "{}", publish, 0, null);
    }

    private static Definition commit(String publish, int count) {
        return new Definition(DefinitionKind.COMMIT, publish, "", Instant.EPOCH, false, "", publish, count, null);
    }
}
