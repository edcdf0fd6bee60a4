package io.probity.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.probity.model.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StatusesDocTest {
    @Test
    void explainsEveryStatusAndNoOther() throws IOException {
        var rows = Files.readAllLines(Path.of("..", "docs", "statuses.md")).stream()
                .filter(line -> line.matches("\\| [A-Z_]+ \\|.*"))
                .map(line -> line.split("\\|", -1)[1].strip())
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        Stream.of(Status.values()).map(Status::name).toList());
    }
}
