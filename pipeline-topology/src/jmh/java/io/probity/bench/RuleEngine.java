package io.probity.bench;

import java.util.Map;

/** An engine in its best form. One per JVM, so that none spoils another's compiled code. */
interface RuleEngine {
    /** Takes the rules in its own language, as a user writes them; this is what loadMillis measures. */
    void load(Workload workload) throws Exception;

    /**
     * Parses the events into what it reads; not measured.
     *
     * @return how many there are
     */
    int parse(Workload workload) throws Exception;

    /** How many rules match the event. */
    int judge(int event) throws Exception;

    /** What there is to measure of it before it has judged anything, by the names of {@link RuleFigure}. */
    default Map<String, Double> atFirst(Workload workload) {
        return Map.of();
    }

    /** An iteration begins. */
    default void begin() {}

    /** Fails where it found other matches than there are. */
    default void check(Workload workload, int found) {
        if (found != workload.matches()) {
            throw new IllegalStateException("found " + found + " matches where there are " + workload.matches()
                    + ", so it judges something else");
        }
    }

    /** What else there is to measure of it when all else is done, by the names of {@link RuleFigure}. */
    default Map<String, Double> aside(Workload workload) throws Exception {
        return Map.of();
    }

    /** The engines that there are, by the names that figures go by. */
    static RuleEngine named(String name) {
        return switch (name) {
            case "probity" -> new ProbityRules();
            case "catalog" -> new CatalogRules();
            case "siembol" -> new SiembolRules();
            case "event-ruler" -> new EventRulerRules();
            case "drools" -> new DroolsRules();
            case "cel-loop" -> new CelLoopRules();
            default -> throw new IllegalArgumentException("no engine is named " + name);
        };
    }
}
