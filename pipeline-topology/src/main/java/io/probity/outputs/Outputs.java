package io.probity.outputs;

import io.probity.model.Adherence;
import io.probity.model.Decision;
import io.probity.model.Violation;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * The outputs that something may be kept from, each by a rule of its own. The log, the stores and what is asked of them have all.
 *
 * @param decisions of audit.decisions
 * @param adherence of audit.adherence
 * @param violations of audit.violations
 * @param findings of audit.findings, whatever its format
 */
public record Outputs(OutputRule decisions, OutputRule adherence, OutputRule violations, OutputRule findings) {
    /** Every output has all. */
    public static final Outputs WHOLE = of(Map.of());

    /** The names of the outputs, as files have them, with the schema of the record that a rule is about. */
    public static final Map<String, Schema> NAMES = Map.of(
            "decisions", Decision.getClassSchema(),
            "adherence", Adherence.getClassSchema(),
            "violations", Violation.getClassSchema(),
            "findings", Violation.getClassSchema());

    /**
     * By name.
     *
     * @param rules of {@link #NAMES}; one that is not named leaves nothing out
     */
    public static Outputs of(Map<String, OutputRule> rules) {
        return new Outputs(
                rules.getOrDefault("decisions", OutputRule.NOTHING),
                rules.getOrDefault("adherence", OutputRule.NOTHING),
                rules.getOrDefault("violations", OutputRule.NOTHING),
                rules.getOrDefault("findings", OutputRule.NOTHING));
    }
}
