package io.probity.normalise.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Spoiled records for each decoder, in a JVM with 512 MiB that ends at the first thing that gets out. {@code
 * -Dprobity.chaos.mutations=1000000} is the long run of it, from {@code probity.chaos.seed} on.
 */
class DecoderFuzzIT {
    private static final String COUNT = System.getProperty("probity.chaos.mutations", "100000");
    private static final String SEED = System.getProperty("probity.chaos.seed", "1");

    @Test
    void everyRecordIsReadOrRefusedForTheRightReasonInASmallHeap() throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.probity.model",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                DecoderFuzz.class.getName(),
                COUNT,
                SEED));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        int exit = process.waitFor();

        output.lines()
                .filter(line -> !line.startsWith("WARNING"))
                .forEach(line -> System.out.println("DecoderFuzzIT: " + line));
        assertThat(exit).as(output).isZero();
        assertThat(output)
                .contains("heap at its peak", "avro: ", "otlp protobuf: ", "mappings: ")
                .contains(
                        "MALFORMED_JSON",
                        "MALFORMED_AVRO",
                        "MALFORMED_ENCODING",
                        "TOO_DEEP",
                        "TOO_LARGE",
                        "EMPTY_RECORD");
    }
}
