package io.probity.rig;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;

/** Python, or a skipped test that says aloud what is missing. */
public final class PythonHere {
    private PythonHere() {}

    /**
     * Where there is no python3 on the PATH, the test that asks is skipped.
     *
     * @param why it is needed, the end of a sentence
     */
    public static void orSkip(String why) {
        assumeTrue(isThere(), "skipped: no python3 on the PATH, and " + why);
    }

    private static boolean isThere() {
        try {
            return new ProcessBuilder("python3", "--version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
