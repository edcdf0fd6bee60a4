package io.probity.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.probity.rig.EnginesHere;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a person runs it: what it prints, and that nothing of it stays behind, however it ends. */
class DemoIT {
    @TempDir
    Path folder;

    @BeforeEach
    void engines() {
        EnginesHere.orSkip();
    }

    @Test
    void onceIsOneObjectOnStdoutWithTheKeysOfTheContractAndAnEvenBalance() throws Exception {
        try (var demo = DemoProcess.start(folder, "demo", "--once", "--json", "-")) {
            assertThat(demo.await()).as(demo.err()).isZero();

            var json = new ObjectMapper().readTree(demo.out());
            assertThat(json.fieldNames())
                    .toIterable()
                    .contains("balance", "violations", "adherence", "tiers", "leaves", "endpoint", "seconds");
            assertThat(json.get("balance").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("canonical", "gitlab", "cloudtrail", "generic");
            for (var source : json.get("balance")) {
                assertThat(source.get("received").asLong())
                        .isPositive()
                        .isEqualTo(source.get("accepted").asLong()
                                + source.get("duplicate").asLong()
                                + source.get("refused").asLong());
            }
            assertThat(json.get("violations").asLong()).isPositive();
            assertThat(json.get("adherence").get("FAIL").asLong()).isPositive();
            assertThat(json.get("tiers").fieldNames()).toIterable().containsExactlyInAnyOrder("hot", "warm", "cold");
            assertThat(json.get("tiers")).allMatch(n -> n.asLong() > 0);
            assertThat(json.get("leaves").fieldNames()).toIterable().containsExactly("0", "1", "2", "3");
            assertThat(json.get("leaves")).allMatch(n -> n.asLong() > 0);
            assertThat(json.get("seconds").isNumber()).isTrue();
            assertThat(DemoProcess.answers(
                            URI.create(json.get("endpoint").asText()).getPort()))
                    .isFalse();
            assertNothingIsLeft(demo, 2);
        }
    }

    @Test
    void ctrlCInItsMidstEndsAllOfIt() throws Exception {
        try (var demo = DemoProcess.start(folder, "demo")) {
            demo.awaitWords("definitions published");
            demo.interrupt();

            assertThat(demo.await()).as(demo.err()).isEqualTo(130);
            assertNothingIsLeft(demo, 2);
        }
    }

    @Test
    void ctrlCWhileItStartsEndsAllOfIt() throws Exception {
        try (var demo = DemoProcess.start(folder, "demo")) {
            demo.awaitWords("starting a broker");
            demo.awaitProcesses(1);
            demo.interrupt();

            assertThat(demo.await()).as(demo.err()).isEqualTo(130);
            assertNothingIsLeft(demo, 1);
        }
    }

    private static void assertNothingIsLeft(DemoProcess demo, int atLeast) throws Exception {
        assertThat(demo.started()).as("processes that it started").hasSizeGreaterThanOrEqualTo(atLeast);
        for (var process : demo.started()) {
            process.onExit().get(1, TimeUnit.MINUTES); // an engine sees the end of its parent a moment later
        }
        assertThat(demo.ports()).as("ports that still answer").isNotEmpty().noneMatch(DemoProcess::answers);
        assertThat(demo.works()).as("work folders that are left").isEmpty();
    }
}
