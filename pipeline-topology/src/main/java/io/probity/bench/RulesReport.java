package io.probity.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Figures of the rules, as people read them and as programs do, and which bars they meet. */
public final class RulesReport {
    /** How many times faster than the best peer. */
    private static final double FASTER = 4;

    /** How much of decoding an event judging it may take. */
    private static final double OF_DECODING = 0.5;

    /** Milliseconds that a change may hold the stream thread. */
    private static final double MOST_MILLIS = 20;

    /** From how many rules on the bar holds. */
    private static final int MANY = 1_000;

    private final List<RuleFigure> figures;

    public RulesReport(List<RuleFigure> figures) {
        this.figures = List.copyOf(figures);
    }

    public String table() {
        var text = new StringBuilder(String.format(
                "%n%-12s %5s %6s %5s %10s %21s %10s %21s %8s %9s%n",
                "engine", "asks", "rules", "types", "cpu µs", "range", "wall µs", "range", "matches", "load ms"));
        for (var it : figures) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-12s %5s %6d %5d %10.3f %21s %10.3f %21s %8d %9.0f%n",
                    it.engine(),
                    it.predicates() == 0 ? "-" : it.predicates(),
                    it.rules(),
                    it.types(),
                    it.cpu().median(),
                    range(it.cpu()),
                    it.wall().median(),
                    range(it.wall()),
                    it.matches(),
                    it.loadMillis().median()));
        }
        bars().forEach(bar -> text.append(String.format("%n%s", bar.words())));
        return text.append(String.format("%n")).toString();
    }

    private static String range(Spread it) {
        return String.format(Locale.ROOT, "%.3f-%.3f", it.low(), it.high());
    }

    /** One bar, and whether it is met. */
    record Bar(boolean met, String what) {
        String words() {
            return (met ? "met     " : "MISSED  ") + what;
        }
    }

    List<Bar> bars() {
        var bars = new ArrayList<Bar>();
        for (var ours : figures) {
            if (ours.engine().equals(RuleFigure.OURS)) {
                add(bars, ours);
            }
        }
        return bars;
    }

    private void add(List<Bar> bars, RuleFigure ours) {
        var peer = figures.stream()
                .filter(it -> !it.engine().equals(RuleFigure.OURS) && sameRules(it, ours))
                .min(Comparator.comparingDouble(it -> it.cpu().median()));
        if (ours.rules() >= MANY && peer.isPresent()) {
            double times = peer.get().cpu().median() / ours.cpu().median();
            bars.add(new Bar(
                    times >= FASTER,
                    String.format(
                            Locale.ROOT,
                            "%d rules of %d predicates over %d types: %.2f times as fast as %s (the bar is %.0f)",
                            ours.rules(),
                            ours.predicates(),
                            ours.types(),
                            times,
                            peer.get().engine(),
                            FASTER)));
        }
        var decode = ours.more().get(RuleFigure.DECODE_MICROS);
        if (decode != null) {
            double ratio = ours.cpu().median() / decode;
            bars.add(new Bar(
                    ratio <= OF_DECODING,
                    String.format(
                            Locale.ROOT,
                            "the shipped catalog over the demo's events: %.2f of decoding them (the bar is %.1f)",
                            ratio,
                            OF_DECODING)));
        }
        for (var change : List.of(RuleFigure.FIRST_CHANGE_MILLIS, RuleFigure.CHANGE_MILLIS)) {
            var millis = ours.more().get(change);
            if (millis != null && ours.rules() == MANY) {
                bars.add(new Bar(
                        millis <= MOST_MILLIS,
                        String.format(
                                Locale.ROOT,
                                "%s of one of %d controls over %d types: %.1f ms (the bar is %.0f)",
                                change.equals(RuleFigure.CHANGE_MILLIS) ? "a change" : "the first change",
                                ours.rules(),
                                ours.types(),
                                millis,
                                MOST_MILLIS)));
            }
        }
    }

    private static boolean sameRules(RuleFigure one, RuleFigure other) {
        return one.predicates() == other.predicates() && one.rules() == other.rules() && one.types() == other.types();
    }

    /** With the keys that others build on: microsPerEvent is by the wall clock, the rest of the figures stands beside it. */
    public ArrayNode json() {
        var json = JsonNodeFactory.instance.arrayNode();
        for (var it : figures) {
            var row = json.addObject()
                    .put("engine", it.engine())
                    .put("predicates", it.predicates())
                    .put("rules", it.rules())
                    .put("types", it.types())
                    .put("microsPerEvent", rounded(it.wall().median()))
                    .put("microsPerEventLow", rounded(it.wall().low()))
                    .put("microsPerEventHigh", rounded(it.wall().high()))
                    .put("cpuMicrosPerEvent", rounded(it.cpu().median()))
                    .put("cpuMicrosPerEventLow", rounded(it.cpu().low()))
                    .put("cpuMicrosPerEventHigh", rounded(it.cpu().high()))
                    .put("matches", it.matches())
                    .put("loadMillis", rounded(it.loadMillis().median()));
            it.more().forEach((name, value) -> row.put(name, rounded(value)));
        }
        return json;
    }

    private static double rounded(double figure) {
        return Math.round(figure * 1_000) / 1_000.0;
    }
}
