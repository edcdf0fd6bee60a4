package io.probity.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenStoreTest {
    @TempDir
    private Path state;

    @Test
    void theFolderOfTheTaskIsPutAsideWithAllThatIsInIt() throws Exception {
        var store = Files.createDirectories(state.resolve("app/9_0/rocksdb/seen"));
        Files.writeString(store.resolve("000017.log"), "");
        var failed = new ProcessorStateException("Error opening store seen at location " + store);

        var broken = BrokenStore.in(state.resolve("app"), failed).orElseThrow();
        var aside = broken.quarantine(Instant.ofEpochMilli(7));

        assertThat(aside).isEqualTo(state.toAbsolutePath().resolve("app.quarantine/9_0-7"));
        assertThat(aside.resolve("rocksdb/seen/000017.log")).exists();
        assertThat(state.resolve("app/9_0")).doesNotExist();
        assertThat(state.resolve("app")).isDirectory();
    }

    @Test
    void whatIsAboutAnythingElseIsLeftAlone() {
        assertThat(BrokenStore.in(state.resolve("app"), new ProcessorStateException("the disk is full")))
                .isEmpty();
        assertThat(BrokenStore.in(
                        state.resolve("app"),
                        new ProcessorStateException("Error opening store seen at location /elsewhere")))
                .isEmpty();
        assertThat(BrokenStore.in(
                        state.resolve("app"),
                        new ProcessorStateException("Error opening store seen at location " + state.resolve("app"))))
                .isEmpty();
        assertThat(BrokenStore.in(
                        state.resolve("app"),
                        new ProcessorStateException(
                                "Error opening store seen at location " + state.resolve("app/../other/1_0"))))
                .isEmpty();
    }
}
