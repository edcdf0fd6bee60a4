package io.probity.flow;

import static io.probity.flow.Told.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.Command;
import io.probity.model.CommandKind;
import io.probity.model.Decision;
import io.probity.model.Protected;
import io.probity.model.ReviewRequest;
import io.probity.model.ReviewState;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Four eyes where the log knows nobody by name: intake makes the same token of who acted and of who answers. */
class ReviewTokensTest {
    private final PipelineUnderTest pipeline = new PipelineUnderTest(Map.of("protect.mode", "on"));

    @BeforeEach
    void ask() {
        pipeline.publish("""
                controls:
                  - id: template-is-allowed
                    title: Only templates on the list are chosen
                    judges: occurrence
                    triggers: [{event: template_selected}]
                    expect: data.template == "postgres"
                    confidence: data.confidence
                    review: {below: 0.7, within: PT1H}
                """);
        pipeline.tick();
        pipeline.forget();
        pipeline.receive(EVENTS, """
                {"id": "e1", "eventType": "template_selected", "timestamp": "%s", "source": "platform", "requestId": "r1",
                 "actor": {"id": "agent-7", "kind": "SERVICE", "onBehalfOf": {"id": "mia", "kind": "USER"}},
                 "scope": {"kind": "project", "id": "6", "path": "acme/app"},
                 "data": {"template": "oracle", "confidence": 0.4}}""".formatted(pipeline.now()));
    }

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void neitherWhoDidItNorForWhomItWasDoneMayAnswerUnderATokenEither() {
        var asked = asked();
        answer("o1", asked, "agent-7");
        answer("o2", asked, "mia");

        assertThat(pipeline.decisions())
                .hasSize(2)
                .extracting(Decision::getReason)
                .allMatch(it -> it.contains("OWN_REQUEST"));
        assertThat(pipeline.reviews()).isEmpty();
    }

    @Test
    void somebodyElseMay() {
        var asked = asked();
        answer("o1", asked, "bob");

        var answered = pipeline.reviews().getFirst();
        assertThat(answered.getState()).isEqualTo(ReviewState.ANSWERED);
        assertThat(answered.getAnswer().getActor()).isInstanceOf(Protected.class);
    }

    private ReviewRequest asked() {
        var asked = pipeline.reviews().getFirst();
        assertThat(asked.getActor()).isInstanceOf(Protected.class);
        assertThat(asked.getOnBehalfOf()).isInstanceOf(Protected.class).isNotEqualTo(asked.getActor());
        pipeline.forget();
        return asked;
    }

    private void answer(String id, ReviewRequest asked, String actor) {
        pipeline.order(Command.newBuilder(Orders.of(id, CommandKind.UPHOLD, "", asked.getSubject(), actor))
                .setReview(asked.getId())
                .build());
    }
}
