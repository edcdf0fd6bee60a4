package io.probity.rig;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The engines, or a skipped test that says aloud what is missing. */
public final class EnginesHere {
    private EnginesHere() {}

    /** The engines; where there are none, the test that asks is skipped. */
    public static Engines orSkip() {
        var engines = Engines.find();
        assumeTrue(
                engines.isPresent(),
                () -> "skipped: no engines at " + System.getProperty(Engines.PROPERTY)
                        + "; ./probity engines fills it");
        return engines.orElseThrow();
    }
}
