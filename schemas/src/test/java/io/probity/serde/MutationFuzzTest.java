package io.probity.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MutationFuzzTest {
    private static final String COUNT = System.getProperty("probity.mutations", "50000");

    /**
     * In a JVM of its own: with a heap that one believed length would burst, and without the system property by which
     * Avro is usually told to trust generated classes.
     */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void everyMutationIsARecordOrAFaultAndNothingElseGetsOut(long seed) throws Exception {
        var ended = OwnProcess.run(
                OwnProcess.classPath(),
                List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"),
                MutationFuzz.class,
                List.of(COUNT, Long.toString(seed)));

        System.out.println(COUNT + " mutations, seed " + seed + ": " + ended.output());
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output())
                .contains("AuditEvent/DECODED", "SubmittedEvent/DECODED", "generic/DECODED")
                .contains("MALFORMED", "UNKNOWN_SCHEMA", "INCOMPATIBLE_SCHEMA", "TOO_LARGE", "TOO_DEEP");
    }
}
