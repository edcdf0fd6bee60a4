package io.probity.bench;

import java.util.List;
import java.util.function.Consumer;

/** Measures the rules beside peers. Its one provider and the peers are built by the profile {@code bench} and ship nowhere. */
public interface RulesBench {
    /**
     * Runs for minutes.
     *
     * @param say told of each figure as it comes
     * @throws Exception if an engine finds other matches than the others; then there are no figures
     */
    List<RuleFigure> run(RulesPlan plan, Consumer<String> say) throws Exception;
}
