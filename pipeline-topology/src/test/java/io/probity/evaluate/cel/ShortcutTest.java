package io.probity.evaluate.cel;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.evaluate.catalog.PartialEvent;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is decided without the evaluator is what the evaluator says. */
class ShortcutTest {
    /** 10,000 in {@code ./probity soak rules}: a million pairs. */
    private static final int EXPRESSIONS = Integer.getInteger("probity.chaos.expressions", 1_000);

    private static final int INPUTS = 100;

    private final Expressions expressions = new Expressions();

    private enum Case {
        DECIDED,
        ASKED,
        RULED_OUT_BESIDE_TOKENS
    }

    @Test
    void saysWhatTheEvaluatorSaysOfRandomPairs() throws ExpressionException {
        var pairs = new RandomPairs(Long.getLong("probity.chaos.seed", 20_261_122));
        var cases = new EnumMap<Case, Integer>(Case.class);
        for (int i = 0; i < EXPRESSIONS; i++) {
            var expression = expressions.compile(pairs.expression());
            for (int j = 0; j < INPUTS; j++) {
                cases.merge(compare(expression, pairs.inputs().get()), 1, Integer::sum);
            }
        }
        System.out.println("ShortcutTest: " + cases);
        assertThat(cases.get(Case.DECIDED)).isGreaterThan(EXPRESSIONS * INPUTS / 4);
        assertThat(cases.get(Case.ASKED)).isGreaterThan(EXPRESSIONS * INPUTS / 10);
    }

    private static Case compare(Expression expression, Inputs inputs) {
        var answer = expression.evaluate(inputs);
        var asked = expression.asked(inputs);
        if (answer.equals(asked)) {
            return expression.decides(inputs) ? Case.DECIDED : Case.ASKED;
        }
        // the one difference that is meant: a side in clear decides, where the evaluator's answer was set aside for the
        // tokens of another
        assertThat(answer)
                .as("%s of %s, where the evaluator says %s", expression.text(), expression.observed(inputs), asked)
                .isEqualTo(new Answer.False());
        assertThat(asked).as("%s", expression.text()).isInstanceOf(Answer.Unknown.class);
        assertThat(((Answer.Unknown) asked).what()).contains("token");
        return Case.RULED_OUT_BESIDE_TOKENS;
    }

    @Test
    void oneSideInClearDecidesWhateverTokensTheOthersCompare() throws ExpressionException {
        var event = PartialEvent.complete(
                JsonValues.node(
                        "{\"action\": \"read\", \"data\": {\"who\": {\"e\": 1, \"t\": \"" + "0".repeat(32) + "\"}}}"),
                "changed",
                "project");
        var inputs = Inputs.of(event, Map.of()).with(Map.of());
        assertThat(expressions
                        .compile("event.action == 'write' && data.who == 'ada'")
                        .evaluate(inputs))
                .isEqualTo(new Answer.False());
        assertThat(expressions
                        .compile("event.action == 'read' && data.who == 'ada'")
                        .evaluate(inputs))
                .isInstanceOf(Answer.Unknown.class);
    }
}
