package io.probity.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulesReportTest {
    @Test
    void theReportHasTheKeysThatOthersBuildOn() {
        var report = new RulesReport(List.of(figure("probity", 1_000, 0.1, Map.of(RuleFigure.CHANGE_MILLIS, 3.5))));

        assertThat(report.json()).singleElement().satisfies(row -> {
            assertThat(row.path("engine").asText()).isEqualTo("probity");
            assertThat(row.path("rules").asInt()).isEqualTo(1_000);
            assertThat(row.path("types").asInt()).isEqualTo(50);
            assertThat(row.path("microsPerEvent").asDouble()).isEqualTo(0.2);
            assertThat(row.path("matches").asInt()).isEqualTo(7);
            assertThat(row.path("loadMillis").asDouble()).isEqualTo(300);
            assertThat(row.path("cpuMicrosPerEvent").asDouble()).isEqualTo(0.1);
            assertThat(row.path("changeMillis").asDouble()).isEqualTo(3.5);
        });
    }

    @Test
    void oursIsComparedWithTheBestPeerOfTheSameRules() {
        var report = new RulesReport(List.of(
                figure("probity", 1, 0.1, Map.of()),
                figure("drools", 1, 0.1, Map.of()),
                figure("probity", 1_000, 0.1, Map.of()),
                figure("drools", 1_000, 0.41, Map.of()),
                figure("cel-loop", 1_000, 400, Map.of()),
                figure("probity", 5_000, 0.2, Map.of()),
                figure("drools", 5_000, 0.6, Map.of())));

        assertThat(report.bars())
                .extracting(RulesReport.Bar::words)
                .containsExactly(
                        "met     1000 rules of 4 predicates over 50 types: 4.10 times as fast as drools (the bar is 4)",
                        "MISSED  5000 rules of 4 predicates over 50 types: 3.00 times as fast as drools (the bar is 4)");
        assertThat(report.table()).contains("cel-loop", "400.000", "MISSED");
    }

    @Test
    void theCatalogIsComparedWithDecodingAndAChangeWithWhatMayHoldTheThread() {
        var report = new RulesReport(List.of(
                figure("probity", 129, 2, Map.of(RuleFigure.DECODE_MICROS, 4.0)),
                figure(
                        "probity",
                        1_000,
                        0.1,
                        Map.of(RuleFigure.FIRST_CHANGE_MILLIS, 20.1, RuleFigure.CHANGE_MILLIS, 2.0))));

        assertThat(report.bars())
                .extracting(RulesReport.Bar::words)
                .containsExactly(
                        "met     the shipped catalog over the demo's events: 0.50 of decoding them (the bar is 0.5)",
                        "MISSED  the first change of one of 1000 controls over 50 types: 20.1 ms (the bar is 20)",
                        "met     a change of one of 1000 controls over 50 types: 2.0 ms (the bar is 20)");
    }

    @Test
    void aSpreadHasTheMiddleAndBothEnds() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 3));
        assertThat(Spread.of(List.of(4.0, 1.0))).isEqualTo(new Spread(2.5, 1, 4));
    }

    @Test
    void aPlanNamesWhatIsWrongWithIt() {
        assertThatThrownBy(() -> new RulesPlan(0, false, List.of())).hasMessageContaining("--forks");
        assertThatThrownBy(() -> new RulesPlan(1, false, List.of("rete")))
                .hasMessageContaining("rete")
                .hasMessageContaining("event-ruler");
    }

    private static RuleFigure figure(String engine, int rules, double cpu, Map<String, Double> more) {
        return new RuleFigure(engine, 4, rules, 50, spread(2 * cpu), spread(cpu), 7, spread(300), more);
    }

    private static Spread spread(double it) {
        return new Spread(it, it, it);
    }
}
