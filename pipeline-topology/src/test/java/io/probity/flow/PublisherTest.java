package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;
import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.probity.model.Decision;
import io.probity.model.Definition;
import io.probity.model.LeafKind;
import io.probity.model.SealedEntry;
import io.probity.model.Status;
import io.probity.model.Violation;
import io.probity.model.ViolationStatus;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A waiver that its approver publishes does not come into force, whoever wrote it to the topic and with whatever. */
class PublisherTest {
    private static final String WAIVER =
            "waivers: [{id: w1, control: no-drift, scope: '*', reason: r, approver: carol, expires: 2099-01-01}]\n";

    private final PipelineUnderTest pipeline = new PipelineUnderTest();

    @BeforeEach
    void control() {
        pipeline.publish(Told.NO_DRIFT);
        pipeline.tick();
        pipeline.forget();
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    private void publish(List<Definition> definitions, String publisher) {
        definitions.forEach(it -> pipeline.define(
                it.getCount() > 0
                        ? it
                        : Definition.newBuilder(it).setPublishedBy(publisher).build()));
    }

    @Test
    void itIsSealedToldOfAndNotInForceUntilSomebodyElsePublishesIt() {
        var publication = pipeline.publication(WAIVER);
        publish(publication, "Carol");

        assertThat(pipeline.sealed())
                .extracting(
                        SealedEntry::getKind,
                        it -> it.getEntry().getBody() instanceof Definition told ? told.getPublishedBy() : "none")
                .containsExactly(tuple(LeafKind.DEFINITION, "Carol"), tuple(LeafKind.DEFINITION, null));
        assertThat(pipeline.decisions())
                .extracting(Decision::getControl, Decision::getSubject, Decision::getStatus, Decision::getReason)
                .containsExactly(tuple(
                        "probity-publish-sound",
                        "publish/publish-2",
                        Status.FAIL,
                        "nothing of it is in force: waiver w1 version 1 is approved by `carol`, who publishes it: let"
                                + " somebody else publish it, or approve it"));
        assertThat(pipeline.violations())
                .extracting(Violation::getControl, Violation::getStatus)
                .containsExactly(tuple("probity-publish-sound", ViolationStatus.DETECTED));
        pipeline.receive(EVENTS, Told.drift("d1", "prod", true, NOON));
        assertThat(pipeline.decisions()).extracting(Decision::getStatus).containsExactly(Status.FAIL);
        pipeline.forget();

        publish(publication, "dave");
        pipeline.tick();

        assertThat(pipeline.decisions())
                .extracting(Decision::getControl, Decision::getStatus)
                .contains(tuple("probity-publish-sound", Status.PASS), tuple("no-drift", Status.WAIVED));
    }
}
