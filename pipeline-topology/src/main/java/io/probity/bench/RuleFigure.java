package io.probity.bench;

import java.util.Map;

/**
 * One engine with one set of rules, over all forks.
 *
 * @param predicates that each rule asks; 0 for the shipped catalog, whose controls ask what they ask
 * @param types of events that the rules are spread over
 * @param wall microseconds an event took
 * @param cpu microseconds of the thread's processor time that it took: what is compared, since a machine is seldom idle
 * @param matches how many pairs of a rule and an event matched, once through the events
 * @param loadMillis from rules in the engine's language to an engine that judges, in a JVM that has just begun
 * @param more what only some figures have, by the name in the report
 */
public record RuleFigure(
        String engine,
        int predicates,
        int rules,
        int types,
        Spread wall,
        Spread cpu,
        long matches,
        Spread loadMillis,
        Map<String, Double> more) {
    public static final String OURS = "probity";
    /** JVMs that it was measured in. */
    public static final String FORKS = "forks";
    /** Heap that one control holds, in bytes. */
    public static final String BYTES_PER_CONTROL = "bytesPerControl";
    /** Milliseconds of the stream thread that a publish of one control of many takes: the first after a start. */
    public static final String FIRST_CHANGE_MILLIS = "firstChangeMillis";
    /** The same, the median of those that follow. */
    public static final String CHANGE_MILLIS = "changeMillis";
    /** Microseconds of thread time that decoding an event takes. */
    public static final String DECODE_MICROS = "decodeMicrosPerEvent";
}
