package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.evaluate.catalog.CatalogFile;
import io.probity.evaluate.catalog.Definitions;
import io.probity.evaluate.cel.Expressions;
import io.probity.model.Definition;
import io.probity.model.DefinitionRow;
import io.probity.model.LeafRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When what is in force changes. */
class TurnsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant ONE = NOON.plus(Duration.ofHours(1));
    private static final Instant TWO = NOON.plus(Duration.ofHours(2));

    private final Turns turns = new Turns(new Expressions());
    private final List<DefinitionRow> log = new ArrayList<>();

    @Test
    void nothingIsInForceAtTheStart() {
        turns.advance(NOON);

        assertThat(turns.count()).isZero();
        assertThat(turns.lastAt()).isEqualTo(Instant.MIN);
    }

    @Test
    void aPublishIsOneTurnHoweverManyDefinitionsItHas() {
        take("first", control("a") + control("b") + control("c"), NOON);

        assertThat(changes()).containsExactly(Change.committed(1, NOON));
        assertThat(turns.lastAt()).isEqualTo(NOON);
    }

    @Test
    void aPublishThatIsNotWholeIsNone() {
        var definitions = definitions("first", control("a") + control("b"));
        take(definitions.get(0), NOON);
        take(definitions.getLast(), NOON);

        assertThat(turns.count()).isZero();
        assertThat(turns.rulebook().publishes()).isZero();
        assertThat(turns.rulebook().triggeredBy("merged")).isFalse();
    }

    @Test
    void whatIsDatedIntoTheFutureIsATurnWhenTheClockReachesIt() {
        take("first", control("a") + from(ONE), NOON);
        turns.advance(ONE.minusNanos(1));
        assertThat(turns.count()).isEqualTo(1);

        turns.advance(ONE);
        assertThat(changes()).containsExactly(Change.committed(1, NOON), Change.due(1, ONE));
        turns.advance(TWO);
        assertThat(turns.count()).as("it comes into force once").isEqualTo(2);
    }

    @Test
    void whatIsDatedIntoThePastOrToTheMomentIsInForceAtItsCommit() {
        take("first", control("a") + from(NOON.minusSeconds(1)) + control("b") + from(NOON), NOON);
        turns.advance(TWO);

        assertThat(changes()).containsExactly(Change.committed(1, NOON));
    }

    @Test
    void severalOfOnePublishAtOneMomentAreOneTurn() {
        take("first", control("a") + from(ONE) + control("b") + from(ONE) + control("c") + from(TWO), NOON);
        turns.advance(TWO);

        assertThat(changes()).containsExactly(Change.committed(1, NOON), Change.due(1, ONE), Change.due(1, TWO));
    }

    /** The clock leapt over both, as it does where its owner was down for a while. */
    @Test
    void twoThatCameDueInOneTickAreTwoTurnsInTheOrderOfTheirTimesAndThenOfTheLog() {
        take("first", control("a") + from(TWO), NOON);
        take("second", control("b") + from(ONE), NOON);
        take("third", control("c") + from(TWO), NOON);
        turns.advance(TWO.plusSeconds(1));

        assertThat(changes().subList(3, 6)).containsExactly(Change.due(2, ONE), Change.due(1, TWO), Change.due(3, TWO));
    }

    @Test
    void whatCameDueBeforeACommitTurnsBeforeIt() {
        take("first", control("a") + from(ONE), NOON);
        take("second", control("b"), TWO);

        assertThat(changes()).containsExactly(Change.committed(1, NOON), Change.due(1, ONE), Change.committed(2, TWO));
        assertThat(turns.turn(2).rulebook().publishes())
                .as("as the rules stood then")
                .isEqualTo(1);
    }

    @Test
    void theEndsOfAnIntervalAreTurnsToo() {
        take("first", assignment(ONE, TWO), NOON);
        take("second", waiver(ONE.plusSeconds(1), TWO.plusSeconds(1)), NOON);
        turns.advance(TWO.plusSeconds(1));

        assertThat(changes().stream().filter(Change::due))
                .containsExactly(
                        Change.due(1, ONE),
                        Change.due(2, ONE.plusSeconds(1)),
                        Change.due(1, TWO),
                        Change.due(2, TWO.plusSeconds(1)));
    }

    @Test
    void aTurnByTheClockCitesTheCommitAndCarriesTheTimeThatItWasDue() {
        take("first", control("a") + from(ONE), NOON);
        turns.advance(TWO);
        var commit = turns.turn(1).basis();
        var due = turns.turn(2).basis();

        assertThat(commit.trigger()).isEqualTo("definition");
        assertThat(commit.at()).isEqualTo(NOON);
        assertThat(due.trigger()).isEqualTo("timer");
        assertThat(due.leaf()).isEqualTo(commit.leaf());
        assertThat(due.at()).isEqualTo(ONE);
        assertThat(due.logTime()).isEqualTo(ONE);
        assertThat(due.cause()).isNotEqualTo(commit.cause());
    }

    /** Nothing but the definitions is kept: all else must come out of them again, wherever a process died. */
    @Test
    void theSameDefinitionsMakeTheSameTurnsAfterARestartAnywhere() {
        take("first", control("a") + from(TWO) + control("b") + from(ONE), NOON);
        turns.advance(ONE.plusSeconds(5));
        take("second", control("c") + from(TWO) + assignment(ONE, TWO.plusSeconds(1)), ONE.plusSeconds(5));
        turns.advance(TWO.plusSeconds(1));
        take("third", control("d"), TWO.plusSeconds(9));

        var again = new Turns(new Expressions());
        log.forEach(again::take);
        again.advance(TWO.plusSeconds(9));

        assertThat(changes(again)).isEqualTo(changes()).hasSize(7);
        var before = new Turns(new Expressions());
        log.subList(0, 3).forEach(before::take);
        before.advance(ONE.plusSeconds(5));
        assertThat(changes(before)).isEqualTo(changes().subList(0, 2));
    }

    private List<Change> changes() {
        return changes(turns);
    }

    private static List<Change> changes(Turns of) {
        return IntStream.rangeClosed(1, of.count())
                .mapToObj(number -> of.turn(number).change())
                .toList();
    }

    private void take(String publish, String yaml, Instant logTime) {
        definitions(publish, yaml).forEach(definition -> take(definition, logTime));
    }

    private void take(Definition definition, Instant logTime) {
        var row = new DefinitionRow(definition, 0, new LeafRef(1, 0, (long) log.size(), "d" + log.size()), logTime);
        log.add(row);
        turns.take(row);
    }

    /** Snippets that each bring a list of their own. */
    private static List<Definition> definitions(String publish, String yaml) {
        var all = new ArrayList<Definition>();
        for (var part : yaml.split("(?m)^(?=[a-z]+:$)", -1)) {
            if (!part.isBlank()) {
                var file = CatalogFile.parse("test", part);
                assertThat(file.problems()).isEmpty();
                all.addAll(Definitions.publish(file.catalog(), publish));
            }
        }
        var chunks =
                new ArrayList<>(all.stream().filter(it -> it.getCount() == 0).toList());
        var commit =
                Definition.newBuilder(all.getLast()).setCount(chunks.size()).build();
        chunks.add(commit);
        return chunks;
    }

    private static String control(String id) {
        return "controls:\n  - id: " + id + "\n    expect: \"facts.n > 1\"\n    triggers: [{event: merged}]\n";
    }

    private static String from(Instant time) {
        return "    effectiveFrom: " + time + "\n";
    }

    private static String assignment(Instant from, Instant to) {
        return "assignments:\n  - id: s\n    framework: base\n    scope: \"*\"\n    effectiveFrom: 2020-01-01T00:00:00Z\n    from: "
                + from + "\n    to: " + to + "\n";
    }

    private static String waiver(Instant from, Instant expires) {
        return "waivers:\n  - id: w\n    control: a\n    subject: project/6\n    reason: r\n    approver: carol\n"
                + "    from: " + from + "\n    expires: " + expires + "\n";
    }
}
